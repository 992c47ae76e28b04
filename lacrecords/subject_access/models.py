"""A request for somebody's own information as it came in, and what was checked and decided.

Rows are added; how the request stands is derived from them. The pack is in `pack_models`, the
release in `release_models`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import (
    AccessCheckKind,
    AccessCheckMethod,
    AccessQuestionKind,
    AccessWay,
    AsksAs,
    SubjectLinkKind,
    SubjectVoiceKind,
    VerificationOutcome,
)

ABOUT = {"class": "child", "retention": "the authority's schedule for requests for information"}


def request_column() -> Mapped[int]:
    """The request that a row belongs to."""
    return described("the request", ForeignKey("subject_access_requests.id"), index=True)


class AsSaid:
    """What a request says, as it came in or as it was put right."""

    received_on: Mapped[date] = described("day it reached anybody of the council")
    received_how: Mapped[AccessWay] = described("in which way; any way counts")
    asks_as: Mapped[AsksAs] = described("in what capacity they ask")
    asker_name: Mapped[str] = described("who asks")
    asker_contact: Mapped[str] = described("how they can be reached, as they say")
    relationship: Mapped[str] = described("what they are to the person; empty: it is them")
    subject_forename: Mapped[str] = described("given name of the person, as given")
    subject_surname: Mapped[str] = described("family name of the person, as given")
    subject_other_names: Mapped[str] = described("other names of the person, as given")
    subject_born_on: Mapped[date | None] = described("date of birth of the person, as given")
    subject_address: Mapped[str] = described("where the person lives, as given")
    subject_postcode: Mapped[str] = described("postcode, as given")
    everything: Mapped[bool] = described("everything that is held is asked for")
    asked: Mapped[str] = described("what is asked, in their words")


class SubjectAccessRequest(AsSaid, Base):
    """Somebody asks for what is held about a person: themselves, a child, or one they act for."""

    __tablename__ = "subject_access_requests"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(asker_name) <> ''", name="somebody_asks"),
        CheckConstraint("trim(subject_forename || subject_surname) <> ''", name="about_somebody"),
        CheckConstraint("received_on <= recorded_on", name="received_before_recorded"),
        {"info": {"meaning": "people's requests for their own information", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that can be read aloud", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one request", unique=True)
    recorded_on: Mapped[date] = described("day it was recorded, on the office wall")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class AccessCheck(Base):
    """One check of who asks, or of their right to ask for another; the newest of a kind counts."""

    __tablename__ = "subject_access_checks"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "outcome <> 'confirmed' OR (method <> 'none' AND trim(documents) <> '')",
            name="confirmed_by_something_seen",
        ),
        {"info": {"meaning": "checks of who asks for somebody's information", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    kind: Mapped[AccessCheckKind] = described("identity or authority")
    method: Mapped[AccessCheckMethod] = described("how")
    documents: Mapped[str] = described("documents seen, or which worker knows them")
    outcome: Mapped[VerificationOutcome] = described("what it showed")
    shown_on: Mapped[date] = described("day it was shown; the clock may run from it")
    words: Mapped[str] = described("what happened, in their words")
    checked_by: Mapped[str] = described("who checked")
    checked_at: Mapped[datetime] = described("moment it was written down")


class AccessQuestion(Base):
    """Whoever asks was asked back: to show who they are, or to make clear what they ask."""

    __tablename__ = "subject_access_questions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="asked_something"),
        CheckConstraint("answered_on IS NULL OR answered_on >= asked_on", name="in_order"),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_on IS NULL)"
            " AND (answered_at IS NULL) = (answered_by IS NULL)"
            " AND (answered_at IS NULL) = (answer IS NULL)",
            name="answered_as_a_whole",
        ),
        Index(
            "uq_subject_access_questions_open",
            "request_id",
            "kind",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        {"info": {"meaning": "what was asked back of whoever asks", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    kind: Mapped[AccessQuestionKind] = described("to be shown, or to be made clear")
    asked_on: Mapped[date] = described("day it was asked")
    words: Mapped[str] = described("what was asked")
    asked_by: Mapped[str] = described("who asked it")
    asked_at: Mapped[datetime] = described("moment it was written down")
    answered_on: Mapped[date | None] = described("day the answer came")
    answer: Mapped[str | None] = described("what was answered")
    answered_by: Mapped[str | None] = described("who wrote the answer down")
    answered_at: Mapped[datetime | None] = described("moment it was written down")


class AccessExtension(Base):
    """The time was extended by two months, told with reasons within the first month; once."""

    __tablename__ = "subject_access_extensions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("told_on <= must_be_told_by", name="told_in_the_first_month"),
        CheckConstraint("trim(reasons) <> ''", name="told_with_reasons"),
        {"info": {"meaning": "extensions of the time for an answer", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = described(
        "the request", ForeignKey("subject_access_requests.id"), unique=True
    )
    reasons: Mapped[str] = described("why it is complex, as it was told")
    told_on: Mapped[date] = described("day it was told")
    must_be_told_by: Mapped[date] = described("last day on which it could be told")
    recorded_by: Mapped[str] = described("who wrote it down")
    recorded_at: Mapped[datetime] = described("moment")


class SubjectVoice(Base):
    """What the person themselves understands, or says to the release; the newest counts."""

    __tablename__ = "subject_access_voices"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="said_how_it_is_known"),
        {"info": {"meaning": "understanding and consent of the person themselves", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    kind: Mapped[SubjectVoiceKind] = described("understanding, or consent to the release")
    answer: Mapped[bool] = described("understands; consents")
    words: Mapped[str] = described("who spoke with them, and what was said")
    recorded_by: Mapped[str] = described("who wrote it down")
    recorded_at: Mapped[datetime] = described("moment")


class SubjectSearch(Base):
    """A search for the person in everything that is held, with what came up."""

    __tablename__ = "subject_access_searches"
    __sensitive__ = True
    __table_args__ = (
        {"info": {"meaning": "searches for the person whose information is asked for", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    searched_by: Mapped[str] = described("who searched")
    searched_at: Mapped[datetime] = described("moment")
    release_from: Mapped[date] = described(
        "day from which it may be released: who answers for closed records had their time"
    )
    evidence: Mapped[dict[str, Any]] = described("what was tried, and who came up with reasons")


class SubjectLink(Base):
    """A person decided whether somebody who came up is the person; the newest of one counts."""

    __tablename__ = "subject_access_links"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "(kind = 'child') = (child_id IS NOT NULL)"
            " AND (kind = 'person') = (person_id IS NOT NULL)"
            " AND (kind = 'enquirer') = (enquiry_id IS NOT NULL)"
            " AND (kind = 'asked_about') = (enquired_child_id IS NOT NULL)",
            name="one_place",
        ),
        CheckConstraint("trim(words) <> ''", name="decided_with_reasons"),
        {"info": {"meaning": "where in our records the person stands", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    search_id: Mapped[int] = described("the search", ForeignKey("subject_access_searches.id"))
    kind: Mapped[SubjectLinkKind] = described("child, adult, enquirer, or asked about")
    child_id: Mapped[int | None] = described("the child", ForeignKey("children.id"))
    person_id: Mapped[int | None] = described("the adult", ForeignKey("people.id"))
    enquiry_id: Mapped[int | None] = described(
        "the enquiry that the person made", ForeignKey("enquiries.id")
    )
    enquired_child_id: Mapped[int | None] = described(
        "the child as an enquiry described them", ForeignKey("enquired_children.id")
    )
    is_the_person: Mapped[bool] = described("it is the person; no: it is somebody else")
    by_owner: Mapped[bool] = described("whoever answers for the closed record decided it")
    words: Mapped[str] = described("why, in their words")
    decided_by: Mapped[str] = described("who decided")
    decided_at: Mapped[datetime] = described("moment")


class OwnerQuestion(Base):
    """Whoever answers for a closed record is asked whether it is the person's."""

    __tablename__ = "subject_access_owner_questions"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("search_id", "child_id", "person_id"),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)"
            " AND (answered_at IS NULL) = (opens IS NULL)"
            " AND (answered_at IS NULL) = (words IS NULL)",
            name="answered_as_a_whole",
        ),
        {"info": {"meaning": "closed records that may be the person's", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    search_id: Mapped[int] = described(
        "the search", ForeignKey("subject_access_searches.id"), index=True
    )
    child_id: Mapped[int] = described("the record", ForeignKey("children.id"))
    person_id: Mapped[int | None] = described(
        "the adult of that record; empty: the child", ForeignKey("people.id")
    )
    asked_at: Mapped[datetime] = described("moment it was asked")
    opens: Mapped[bool | None] = described("it is the person's, and may be assembled")
    words: Mapped[str | None] = described("why, in their words; for those who answer for it only")
    answered_by: Mapped[str | None] = described("who answered")
    answered_at: Mapped[datetime | None] = described("moment")
