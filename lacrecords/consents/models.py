"""Answers to the question whether something may be shared, and what became of them. Rows are added.

How an answer stands is derived from the rows. The worksheet is in `understanding_models`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import (
    ConsentAnswer,
    ConsentChangeKind,
    ConsentForm,
    ConsentKind,
    ConsentReviewOutcome,
    DecidesBecause,
    WhoseConsent,
)

ABOUT = {"class": "child", "retention": "the authority's schedule for the child's record"}
STANDS_ONLY_IF_CONSENT = (
    "NOT stands OR (answer = 'refused') OR (answer = 'consented' AND explained_why"
    " AND explained_what AND explained_with_whom AND explained_use AND explained_consequences)"
)
IMPLIED_WITHIN_BOUNDS = (
    "NOT stands OR answer <> 'consented' OR kind <> 'implied'"
    " OR (within_service AND explained_at_outset AND NOT special_category)"
)
WHOSE_IT_IS = (
    "NOT stands OR whose IN ('adult', 'third_party')"
    " OR (whose = 'child' AND decides_because IN ('presumed', 'expected', 'shown_able'))"
    " OR (whose = 'parental_responsibility' AND decides_because IN"
    " ('shown_not_able', 'too_young_without_worksheet', 'parents_disagree'))"
    " OR (whose = 'local_authority' AND decides_because = 'care_order')"
)
SHOWN_BY_A_WORKSHEET = (
    "NOT stands OR decides_because NOT IN ('shown_able', 'shown_not_able')"
    " OR worksheet_id IS NOT NULL"
)


class Consent(Base):
    """What somebody answered when asked whether something about a child may be shared."""

    __tablename__ = "consents"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["child_id", "worksheet_id"],
            ["understanding_worksheets.child_id", "understanding_worksheets.id"],
        ),
        UniqueConstraint("child_id", "id"),
        CheckConstraint(STANDS_ONLY_IF_CONSENT, name="only_informed_consent_stands"),
        CheckConstraint(IMPLIED_WITHIN_BOUNDS, name="implied_within_the_service"),
        CheckConstraint(WHOSE_IT_IS, name="stands_if_theirs_to_decide"),
        CheckConstraint(SHOWN_BY_A_WORKSHEET, name="understanding_shown_by_a_worksheet"),
        CheckConstraint(
            "NOT stands OR whose <> 'parental_responsibility' OR NOT giver_of_concern",
            name="person_of_concern_does_not_stand",
        ),
        CheckConstraint(
            "trim(given_by) <> '' AND trim(purpose) <> '' AND trim(scope) <> ''"
            " AND trim(recipients) <> '' AND trim(what_was_said) <> '' AND trim(taken_by) <> ''",
            name="said_in_words",
        ),
        CheckConstraint("review_on > taken_on", name="reviewed_after_it_was_taken"),
        {"info": {"meaning": "answers to whether something may be shared", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one answer", unique=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)
    whose: Mapped[WhoseConsent] = described("for whom the answer speaks")
    given_by: Mapped[str] = described("who answered, by name")
    giver_person_id: Mapped[int | None] = described(
        "the adult of the record who answered", ForeignKey("people.id"), index=True
    )
    relationship: Mapped[str] = described("what they are to the child; empty: it is the child")
    responsibility_shown: Mapped[str] = described(
        "how it is known that they have parental responsibility; empty: by the record"
    )
    why_this_person: Mapped[str] = described("why this parent was asked; empty: nothing to say")
    giver_of_concern: Mapped[bool] = described("the concern is about whoever answered")
    answer: Mapped[ConsentAnswer] = described("what happened when consent was asked for")
    kind: Mapped[ConsentKind] = described("explicit or implied")
    form: Mapped[ConsentForm] = described("written or spoken; implied: how it was explained")
    what_was_said: Mapped[str] = described("what was said or written, or what happened")
    reasons_given: Mapped[str] = described("why they refuse, in their words; empty: none given")
    taken_on: Mapped[date] = described("day it was given")
    taken_by: Mapped[str] = described("who of ours took it, by name")
    purpose: Mapped[str] = described("for what the information would be used")
    scope: Mapped[str] = described("what may be shared")
    recipients: Mapped[str] = described("with whom")
    limits: Mapped[str] = described("what they do not want shared, or with whom not; empty: none")
    third_party_limits: Mapped[str] = described(
        "limits of whoever gave the information, where that is somebody else; empty: none"
    )
    explained_why: Mapped[bool] = described("why it would be shared was explained")
    explained_what: Mapped[bool] = described("what would be shared was explained")
    explained_with_whom: Mapped[bool] = described("with whom was explained")
    explained_use: Mapped[bool] = described("what it would be used for was explained")
    explained_consequences: Mapped[bool] = described("what follows, either way, was explained")
    within_service: Mapped[bool] = described("the sharing is part of the service taken up")
    explained_at_outset: Mapped[bool] = described("it was explained when the service began")
    special_category: Mapped[bool] = described("special category data, on the ground of consent")
    worksheet_id: Mapped[int | None] = described("the worksheet for this question; empty: none")
    decides_because: Mapped[DecidesBecause] = described("why it was whose to decide, then")
    stands: Mapped[bool] = described("it was a valid consent, or a refusal by whoever decides")
    faults: Mapped[list[Any]] = described("why it never was valid, in the terms of the rules")
    review_on: Mapped[date] = described("day from which it is to be looked at again", index=True)
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class ConsentWithdrawal(Base):
    """A consent was taken back; once, and for good."""

    __tablename__ = "consent_withdrawals"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "trim(withdrawn_by) <> '' AND trim(what_was_said) <> ''", name="said_in_words"
        ),
        {"info": {"meaning": "consents that were taken back", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    consent_id: Mapped[int] = described("the consent", ForeignKey("consents.id"), unique=True)
    withdrawn_at: Mapped[datetime] = described("moment it was taken back")
    whose: Mapped[WhoseConsent] = described("in what capacity it was taken back")
    withdrawn_by: Mapped[str] = described("who took it back, by name")
    form: Mapped[ConsentForm] = described("written or spoken")
    what_was_said: Mapped[str] = described("what was said or written")
    already_shared: Mapped[bool] = described("something was shared on it before")
    recorded_at: Mapped[datetime] = described("moment it was recorded", index=True)
    recorded_by: Mapped[str] = described("who recorded it")


class ConsentChange(Base):
    """Something changed since a consent was given: it is to be sought again."""

    __tablename__ = "consent_changes"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="said_in_words"),
        {"info": {"meaning": "changes after which consent is sought again", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    consent_id: Mapped[int] = described("the consent", ForeignKey("consents.id"), index=True)
    kind: Mapped[ConsentChangeKind] = described("what has changed")
    since_on: Mapped[date] = described("day since which it is so")
    words: Mapped[str] = described("what has changed, in words")
    noted_at: Mapped[datetime] = described("moment it was noted")
    noted_by: Mapped[str] = described("who noted it")


class ConsentReview(Base):
    """A consent was looked at again: what came of it, and when it is looked at next."""

    __tablename__ = "consent_reviews"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="said_in_words"),
        CheckConstraint(
            "(outcome = 'confirmed') = (review_on IS NOT NULL)", name="next_day_if_confirmed"
        ),
        {"info": {"meaning": "reviews of consents", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    consent_id: Mapped[int] = described("the consent", ForeignKey("consents.id"), index=True)
    outcome: Mapped[ConsentReviewOutcome] = described("what came of it")
    words: Mapped[str] = described("with whom it was talked over, and what was said")
    review_on: Mapped[date | None] = described("day from which it is looked at next")
    reviewed_at: Mapped[datetime] = described("moment")
    reviewed_by: Mapped[str] = described("who looked at it")


class ConsentReviewAsked(Base):
    """Whoever leads for the child was asked to look at a consent again; once for each cause."""

    __tablename__ = "consent_reviews_asked"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("consent_id", "cause"),
        {"info": {"meaning": "reviews of consents that were asked for", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    consent_id: Mapped[int] = described("the consent", ForeignKey("consents.id"))
    cause: Mapped[str] = described("what made it due, and since when")
    task_id: Mapped[int] = described("the task", ForeignKey("tasks.id"))
    asked_at: Mapped[datetime] = described("moment")


class ParentsDisagreement(Base):
    """Those who could consent for a child disagree: whose consent is sought must be considered."""

    __tablename__ = "parents_disagreements"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("child_id", "id"),
        CheckConstraint("trim(words) <> ''", name="said_in_words"),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)"
            " AND (answered_at IS NULL) = (reasons IS NULL)"
            " AND (answered_at IS NULL) = (advice IS NULL)"
            " AND (answered_at IS NULL) = (sought_from IS NULL)"
            " AND (answered_at IS NULL) = (same_matter IS NULL)",
            name="answered_as_a_whole",
        ),
        CheckConstraint(
            "answered_at IS NULL OR (trim(reasons) <> '' AND (same_matter = (trim(sought_from)"
            " <> '')) AND (NOT same_matter OR trim(advice) <> ''))",
            name="answered_with_reasons",
        ),
        {"info": {"meaning": "disagreements of parents about consent", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference", unique=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)
    words: Mapped[str] = described("who disagrees about what, in words")
    raised_at: Mapped[datetime] = described("moment it was raised")
    raised_by: Mapped[str] = described("who raised it")
    same_matter: Mapped[bool | None] = described("they speak of the same matter; no: of different")
    sought_from: Mapped[str | None] = described(
        "whose consent is sought, by name; empty where they speak of different matters"
    )
    sought_person_id: Mapped[int | None] = described(
        "the adult of the record whose consent is sought", ForeignKey("people.id")
    )
    reasons: Mapped[str | None] = described("why theirs")
    advice: Mapped[str | None] = described("whose advice was taken, and what it was")
    answered_at: Mapped[datetime | None] = described("moment it was answered")
    answered_by: Mapped[str | None] = described("who answered it")


class DisagreementConsent(Base):
    """One of the answers that a disagreement is about."""

    __tablename__ = "disagreement_consents"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["child_id", "disagreement_id"],
            ["parents_disagreements.child_id", "parents_disagreements.id"],
        ),
        ForeignKeyConstraint(["child_id", "consent_id"], ["consents.child_id", "consents.id"]),
        UniqueConstraint("disagreement_id", "consent_id"),
        {"info": {"meaning": "answers that parents disagree about", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"))
    disagreement_id: Mapped[int] = described("the disagreement")
    consent_id: Mapped[int] = described("the answer", index=True)
