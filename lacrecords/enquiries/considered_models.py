"""The designated manager reads every enquiry: the queue, their views, questions, second looks.

A view is added and never changed; a later one follows an earlier one of the same enquiry, so
that one is current. The queue itself is worked out from the other rows and may be made anew.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.enquiries.models import ABOUT
from lacrecords.terms import AgencyType, AnswerGiven, ManagerViewKind, QueueState


class EnquiryToConsider(Base):
    """One enquiry in the queue; worked out again from the other rows whenever they change."""

    __tablename__ = "enquiries_to_consider"
    __table_args__ = (
        Index("ix_enquiries_to_consider_queue", "state", "due_at"),
        Index("ix_enquiries_to_consider_weighed_at", "weighed_at"),
        {"info": {"meaning": "the queue of enquiries for the designated manager", **ABOUT}},
    )

    enquiry_id: Mapped[int] = described(
        "the enquiry", ForeignKey("enquiries.id"), primary_key=True, autoincrement=False
    )
    state: Mapped[QueueState] = described("where it stands in the queue")
    asked_at: Mapped[datetime] = described("moment it was asked")
    settled_at: Mapped[datetime] = described("moment every child of it was settled")
    due_at: Mapped[datetime] = described("moment by which it is to be read and closed")
    answer: Mapped[AnswerGiven] = described("what the enquirer could be told, in groups")
    agency_type: Mapped[AgencyType | None] = described("kind of agency of the enquirer")
    team_id: Mapped[int | None] = described("team of who took it", ForeignKey("teams.id"))
    flags: Mapped[list[Any]] = described("why it must be read on its own")
    flagged: Mapped[bool | None] = described("whether anything flags it; empty: not weighed yet")
    weighed_at: Mapped[datetime | None] = described("moment the flags were worked out")


class QueueFilter(Base):
    """What one person last chose to see of the queue."""

    __tablename__ = "queue_filters"
    __table_args__ = ({"info": {"meaning": "the last filter of the queue, by person", **ABOUT}},)

    account_id: Mapped[int] = described(
        "whose", ForeignKey("accounts.id"), primary_key=True, autoincrement=False
    )
    fields: Mapped[dict[str, Any]] = described("choices from closed lists, and days")
    saved_at: Mapped[datetime] = described("moment")


class EnquiryBatch(Base):
    """Enquiries that nothing flagged, put before the manager line by line."""

    __tablename__ = "enquiry_batches"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("one_in >= 1", name="a_figure"),
        {"info": {"meaning": "enquiries closed line by line", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    begun_by: Mapped[str] = described("before whom the lines were put")
    begun_at: Mapped[datetime] = described("moment")
    one_in: Mapped[int] = described("one in so many is drawn for a second look")
    closed_at: Mapped[datetime | None] = described("moment the ticked lines were closed")
    closed_by: Mapped[str | None] = described("who closed them")


class BatchLine(Base):
    """One line of a batch, word for word as it was shown."""

    __tablename__ = "batch_lines"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "lines as they were shown", **ABOUT}},)

    batch_id: Mapped[int] = described(
        "the batch", ForeignKey("enquiry_batches.id"), primary_key=True
    )
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), primary_key=True)
    position: Mapped[int] = described("first, second ... line")
    words: Mapped[str] = described("the line as it was shown")


class ManagerView(Base):
    """What the manager makes of one enquiry; a later view follows, and corrects, an earlier one."""

    __tablename__ = "manager_views"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("enquiry_id", "id"),
        UniqueConstraint("follows_id"),
        ForeignKeyConstraint(
            ["enquiry_id", "follows_id"], ["manager_views.enquiry_id", "manager_views.id"]
        ),
        ForeignKeyConstraint(
            ["batch_id", "enquiry_id"], ["batch_lines.batch_id", "batch_lines.enquiry_id"]
        ),
        UniqueConstraint("enquiry_id", "position"),
        CheckConstraint("(position = 1) = (follows_id IS NULL)", name="first_follows_none"),
        CheckConstraint("follows_id IS NULL OR follows_id < id", name="follows_an_earlier_one"),
        CheckConstraint(
            "batch_id IS NULL OR kind = 'no_further_action'", name="batch_does_nothing"
        ),
        CheckConstraint("kind = 'no_further_action' OR trim(words) <> ''", name="with_words"),
        {"info": {"meaning": "the designated manager's views of enquiries", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    position: Mapped[int] = described("first, second ... view of the enquiry")
    kind: Mapped[ManagerViewKind] = described("what the manager makes of it")
    words: Mapped[str] = described("why, in their words; empty: nothing was flagged")
    flags: Mapped[list[Any]] = described("what flagged it when it was read")
    follows_id: Mapped[int | None] = described("the earlier view whose place it takes")
    batch_id: Mapped[int | None] = described("the batch in which it was closed; empty: by itself")
    given_by: Mapped[str] = described("who gave it")
    given_at: Mapped[datetime] = described("moment")


class OfficerQuestion(Base):
    """The manager asks whoever took the enquiry; answered once."""

    __tablename__ = "officer_questions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "answered_at IS NULL OR (coalesce(trim(answer), '') <> '' AND answered_by IS NOT NULL)",
            name="answered_in_words",
        ),
        {"info": {"meaning": "questions to officers about enquiries", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    view_id: Mapped[int] = described("the view", ForeignKey("manager_views.id"), unique=True)
    task_id: Mapped[int] = described("the task to answer", ForeignKey("tasks.id"), unique=True)
    question: Mapped[str] = described("what is asked")
    asked_by: Mapped[str] = described("who asks")
    asked_at: Mapped[datetime] = described("moment")
    answer: Mapped[str | None] = described("the answer, in the officer's words")
    answered_by: Mapped[str | None] = described("who answered")
    answered_at: Mapped[datetime | None] = described("moment of the answer")


class SecondLook(Base):
    """An enquiry of a batch that the system drew by chance, to be read by itself."""

    __tablename__ = "second_looks"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "looked_at IS NULL OR (agrees IS NOT NULL AND looked_by IS NOT NULL"
            " AND later_view_id IS NOT NULL)",
            name="looked_at_with_a_view",
        ),
        {"info": {"meaning": "enquiries drawn for a second look", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    view_id: Mapped[int] = described(
        "the view given in the batch", ForeignKey("manager_views.id"), unique=True
    )
    drawn_at: Mapped[datetime] = described("moment the system drew it")
    due_at: Mapped[datetime] = described("moment by which it is to be looked at")
    looked_at: Mapped[datetime | None] = described("moment of the second look")
    looked_by: Mapped[str | None] = described("who looked")
    agrees: Mapped[bool | None] = described("whether the second view is the same")
    later_view_id: Mapped[int | None] = described(
        "the view given at the second look", ForeignKey("manager_views.id")
    )
