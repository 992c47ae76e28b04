"""A question about a person as it was asked, and what was said: rows are added, never changed.

No table of this slice has a place for what is known of the person asked about. What the
police and we did about the question is in `course_models`.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import (
    AskedAbout,
    Channel,
    SchemeAsker,
    SchemeContact,
    SchemeSaying,
    SchemeUrgency,
    SchemeWay,
)

ABOUT = {"class": "enquiry", "retention": "the authority's schedule for enquiries"}


class SchemeQuestion(Base):
    """Somebody asks about a person who has access to a child, or about a partner."""

    __tablename__ = "scheme_questions"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "questions about a person", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that can be read aloud", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one question", unique=True)
    enquiry_id: Mapped[int | None] = described(
        "the enquiry in which it was asked; empty: on its own",
        ForeignKey("enquiries.id"),
        index=True,
    )
    channel: Mapped[Channel] = described("how it reached us")
    asked_at: Mapped[datetime] = described("moment it was asked; the clock runs from it")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class SchemeQuestionVersion(Base):
    """Who asks about whom and why, as it was said last; an amendment adds another."""

    __tablename__ = "scheme_question_versions"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("question_id", "number"),
        CheckConstraint(
            "name_refused OR trim(asker_name) <> ''", name="named_or_would_not_give_a_name"
        ),
        CheckConstraint("trim(safe_contact) <> ''", name="safe_way_to_contact_said"),
        CheckConstraint("trim(person_name || person_details) <> ''", name="about_somebody"),
        CheckConstraint(
            "NOT danger_now OR trim(emergency_action) <> ''", name="danger_was_acted_on"
        ),
        CheckConstraint(
            "child_sex_offender_scheme OR domestic_violence_scheme OR urgency = 'no_referral'",
            name="no_clock_without_a_scheme",
        ),
        CheckConstraint(
            "(urgency = 'no_referral') = (way = 'neither')", name="way_goes_with_the_scheme"
        ),
        {"info": {"meaning": "what was said of a question about a person", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described("the question", ForeignKey("scheme_questions.id"))
    number: Mapped[int] = described("first, second ... version")
    asker: Mapped[SchemeAsker] = described("in what capacity they ask")
    asker_name: Mapped[str] = described("who asks, as given; empty: would not say")
    name_refused: Mapped[bool] = described("they would not give a name")
    contact_given: Mapped[str] = described("how they can be reached, as given")
    safe_contact: Mapped[str] = described("how and when it is safe to contact them")
    relationship: Mapped[str] = described("what they are to the child or to whoever is at risk")
    about: Mapped[AskedAbout] = described("whose partner the person asked about is said to be")
    access_to_child: Mapped[bool] = described("the person is said to have access to a child")
    our_worker: Mapped[bool] = described("the person is said to be a worker of ours")
    child_at_risk: Mapped[bool] = described("a child may be at risk of significant harm")
    danger_now: Mapped[bool] = described("somebody is in danger at this moment")
    person_name: Mapped[str] = described("the person asked about, as given")
    person_details: Mapped[str] = described("age, address and the like, as given")
    seen_or_heard: Mapped[str] = described("what they saw, heard or were told: facts, as given")
    their_opinion: Mapped[str] = described("what they think: opinion, as given")
    emergency_action: Mapped[str] = described("what was done at once; empty: nothing was needed")
    child_sex_offender_scheme: Mapped[bool] = described("this scheme fits, by the rules")
    domestic_violence_scheme: Mapped[bool] = described("this scheme fits, by the rules")
    way: Mapped[SchemeWay] = described("whose request it is, by the rules")
    urgency: Mapped[SchemeUrgency] = described("which clock the referral has, by the rules")
    refer_by_at: Mapped[datetime | None] = described(
        "moment by which it is referred; empty: no referral"
    )
    why_changed: Mapped[str] = described("why it was amended; empty: the first version")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class SchemeChild(Base):
    """A child who has to do with the person asked about, as described."""

    __tablename__ = "scheme_children"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("question_id", "id"),
        UniqueConstraint("question_id", "position"),
        CheckConstraint("trim(name || details) <> ''", name="described_somehow"),
        {"info": {"meaning": "children whom a question touches, as described", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described("the question", ForeignKey("scheme_questions.id"))
    position: Mapped[int] = described("first, second ... child of the question")
    name: Mapped[str] = described("name as heard; empty: not given")
    details: Mapped[str] = described("age, school and the like, as given")
    contact: Mapped[SchemeContact] = described("how the child stands to the person asked about")
    added_at: Mapped[datetime] = described("moment they were added")
    added_by: Mapped[str] = described("who added them")


class SchemeChildLink(Base):
    """A person of ours decided which record a described child has; undone once, never changed."""

    __tablename__ = "scheme_child_links"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["question_id", "scheme_child_id"],
            ["scheme_children.question_id", "scheme_children.id"],
        ),
        Index(
            "uq_scheme_child_links_record_once",
            "scheme_child_id",
            "child_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        CheckConstraint("trim(because) <> ''", name="linked_with_reasons"),
        {"info": {"meaning": "which record a described child has", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described("the question", index=True)
    scheme_child_id: Mapped[int] = described("the child as described")
    child_id: Mapped[int] = described("the record", ForeignKey("children.id"), index=True)
    because: Mapped[str] = described("why it is this child")
    linked_at: Mapped[datetime] = described("moment it was decided")
    linked_by: Mapped[str] = described("who decided")
    undone_at: Mapped[datetime | None] = described("moment it was undone")
    undone_by: Mapped[str | None] = described("who undid it")
    undone_because: Mapped[str | None] = described("why it is another child")


class SchemeWordsSaid(Base):
    """What was said to whoever asks: one of the fixed sentences, or other words with a reason."""

    __tablename__ = "scheme_words_said"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="something_was_said"),
        CheckConstraint(
            "(kind = 'other_words') = (trim(because) <> '')", name="other_words_with_a_reason"
        ),
        {"info": {"meaning": "what was said to whoever asks about a person", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    question_id: Mapped[int] = described(
        "the question", ForeignKey("scheme_questions.id"), index=True
    )
    kind: Mapped[SchemeSaying] = described("a fixed sentence, or other words")
    words: Mapped[str] = described("what was said, word for word")
    because: Mapped[str] = described("why other words were said; empty: a fixed sentence")
    said_at: Mapped[datetime] = described("moment it was recorded")
    said_by: Mapped[str] = described("who said it")
