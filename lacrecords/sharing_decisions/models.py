"""A decision whether to share: who asks for what, the answers to the questions, the outcome.

Rows are added and never changed: an answer or an outcome given anew is a further row.
How a decision stands is derived from its rows. What went out is in `way_models`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import (
    NormallyFollows,
    SharingDirection,
    SharingOutcome,
    SharingQuestion,
)

ABOUT = {"class": "child", "retention": "with the child's record"}


class SharingDecision(Base):
    """Somebody asks us for information, or we wish to share some: whether to is decided here."""

    __tablename__ = "sharing_decisions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(wanted) <> ''", name="something_wanted"),
        {"info": {"meaning": "decisions whether to share information", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that can be read aloud", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one decision", unique=True)
    direction: Mapped[SharingDirection] = described("asked of us, or our own wish")
    child_id: Mapped[int | None] = described(
        "the child whom it is about, where there is a record", ForeignKey("children.id"), index=True
    )
    enquiry_id: Mapped[int | None] = described(
        "the enquiry it came from", ForeignKey("enquiries.id"), index=True
    )
    check_request_id: Mapped[int | None] = described(
        "the suitability check it came from", ForeignKey("check_requests.id"), index=True
    )
    risk_notification_id: Mapped[int | None] = described(
        "the risk notification it is about", ForeignKey("risk_notifications.id"), index=True
    )
    about_words: Mapped[str] = described("whom it is about, where no record is; empty: the record")
    wanted: Mapped[str] = described("what is asked for, or what we wish to share, as given")
    another_because: Mapped[str] = described(
        "why it is decided apart from an open decision on the same request; empty: none was open"
    )
    asked_at: Mapped[datetime] = described("moment it was asked, or the wish arose")
    due_at: Mapped[datetime] = described("moment by which it is to be decided", index=True)
    begun_at: Mapped[datetime] = described("moment it was begun")
    begun_by: Mapped[str] = described("who began it", index=True)


class SharingWarning(Base):
    """Somebody was told that a decision is late, or that a consent it leans on fell; once each."""

    __tablename__ = "sharing_warnings"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("decision_id", "about"),
        {"info": {"meaning": "what was told of decisions whether to share", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", ForeignKey("sharing_decisions.id"))
    about: Mapped[str] = described("late, or the reference of the consent that fell")
    told_at: Mapped[datetime] = described("moment")


class SharingRecipient(Base):
    """To whom it would go: whoever asks, or whom we wish to tell. An amendment adds another."""

    __tablename__ = "sharing_recipients"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("decision_id", "number"),
        UniqueConstraint("decision_id", "id"),
        CheckConstraint("trim(name) <> ''", name="named"),
        {"info": {"meaning": "to whom information would go", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", ForeignKey("sharing_decisions.id"))
    number: Mapped[int] = described("first, second ... version")
    name: Mapped[str] = described("name, as given")
    role: Mapped[str] = described("what they are, or are to the child, as given")
    agency_id: Mapped[int | None] = described(
        "agency of the directory", ForeignKey("agencies.id"), index=True
    )
    agency_name: Mapped[str] = described("agency as given; empty: none")
    contact_given: Mapped[str] = described("how they say they are reached; serves for no check")
    why_changed: Mapped[str] = described("why it was amended; empty: the first version")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class SharingAnswerRow(Base):
    """One question as it was answered; the newest counts, and the earlier ones stay."""

    __tablename__ = "sharing_answers"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("decision_id", "question", "number"),
        {"info": {"meaning": "answers to the seven questions", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", ForeignKey("sharing_decisions.id"))
    question: Mapped[SharingQuestion] = described("which of the seven")
    number: Mapped[int] = described("first, second ... answer to it")
    choices: Mapped[dict[str, Any]] = described("what was chosen, by name, from closed lists")
    words: Mapped[dict[str, Any]] = described("the reasons, by name, in the person's own words")
    consent_reference: Mapped[str] = described(
        "the consent or refusal that the answer leans on; empty: none", index=True
    )
    answered_at: Mapped[datetime] = described("moment")
    answered_by: Mapped[str] = described("who answered")


class SharingOutcomeRow(Base):
    """How a named person decided, with what the rules said to it; the newest counts."""

    __tablename__ = "sharing_outcomes"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("decision_id", "number"),
        UniqueConstraint("decision_id", "id"),
        CheckConstraint("trim(reasons) <> ''", name="with_reasons"),
        CheckConstraint(
            "NOT departs OR trim(departure_reason) <> ''", name="departure_with_reason"
        ),
        CheckConstraint("number = 1 OR trim(anew_because) <> ''", name="anew_with_reason"),
        {"info": {"meaning": "outcomes of decisions whether to share", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", ForeignKey("sharing_decisions.id"))
    number: Mapped[int] = described("first, second ... outcome")
    outcome: Mapped[SharingOutcome] = described("what was decided")
    reasons: Mapped[str] = described("why, in the person's own words")
    follows: Mapped[NormallyFollows] = described("what normally follows from the answers")
    departs: Mapped[bool] = described("whether the outcome departs from it")
    departure_reason: Mapped[str] = described("why it departs; empty: it does not")
    anew_because: Mapped[str] = described("why it is decided anew; empty: the first outcome")
    facts: Mapped[dict[str, Any]] = described("the answers as the rules read them, no texts")
    rules: Mapped[list[Any]] = described("numbers of the rules that spoke")
    rules_version: Mapped[int] = described("version of the rules")
    guidance: Mapped[list[Any]] = described("the guidance of the day, by key and checksum")
    decided_at: Mapped[datetime] = described("moment", index=True)
    decided_by: Mapped[str] = described("who decided")
