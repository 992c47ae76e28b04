"""The worksheet of a child's understanding, of one occasion and one question. Rows are added."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.consents.models import ABOUT
from lacrecords.database import Base, described
from lacrecords.terms import AgeBand, UnderstandingAnswer, UnderstandingQuestion


class UnderstandingWorksheet(Base):
    """Whether this child, on this occasion, understands enough to decide about this sharing."""

    __tablename__ = "understanding_worksheets"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("child_id", "id"),
        CheckConstraint(
            "trim(occasion) <> '' AND trim(how_explained) <> '' AND trim(reason) <> ''"
            " AND trim(assessed_by) <> ''",
            name="said_in_words",
        ),
        CheckConstraint(
            "(trim(childs_view) <> '') <> (trim(why_no_view) <> '')", name="view_or_why_none"
        ),
        CheckConstraint(
            "able OR band <> 'presumed_to_understand' OR trim(capacity_note) <> ''",
            name="presumption_rebutted_with_note",
        ),
        {"info": {"meaning": "worksheets of a child's understanding", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one worksheet", unique=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)
    occasion: Mapped[str] = described("what the child was asked to decide about")
    worked_on: Mapped[date] = described("day it was worked through with the child")
    band: Mapped[AgeBand] = described("what the child's age said on that day")
    how_explained: Mapped[str] = described("how it was explained, for their age")
    language: Mapped[str] = described("language in which it was explained")
    communication: Mapped[str] = described("how the child prefers to communicate")
    interpreter: Mapped[str] = described("who interpreted; empty: nobody was needed")
    childs_view: Mapped[str] = described("the child's own view, in their words; empty: not learned")
    why_no_view: Mapped[str] = described("why the child's view could not be learned")
    others_opinion: Mapped[str] = described("what others think of it; never the child's view")
    able: Mapped[bool] = described("the child can decide about this, on this occasion")
    reason: Mapped[str] = described("why")
    why_departs: Mapped[str] = described("why the result is another than the answers suggest")
    capacity_note: Mapped[str] = described("how the Mental Capacity Act was followed at 16 or 17")
    assessed_by: Mapped[str] = described("who came to the result, by name")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class WorksheetAnswer(Base):
    """What the child showed on one question of a worksheet."""

    __tablename__ = "worksheet_answers"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("worksheet_id", "question"),
        CheckConstraint("trim(words) <> ''", name="said_in_words"),
        {"info": {"meaning": "answers on worksheets of understanding", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    worksheet_id: Mapped[int] = described(
        "the worksheet", ForeignKey("understanding_worksheets.id")
    )
    question: Mapped[UnderstandingQuestion] = described("what was worked through")
    answer: Mapped[UnderstandingAnswer] = described("what the child showed")
    words: Mapped[str] = described("how the child showed it")
