"""Advice that was asked for: the question without identity, and what was written since.

What it concerns stands in a table apart, which nothing that an adviser reads ever touches.
Rows are added and never changed.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.rules.identifying_marks import NEVER_SENT
from lacrecords.terms import AdviceTurnKind, AdviserKind, MarkKind, MatterKind

_ABOUT = {"class": "enquiry", "retention": "as long as the record or decision it concerns"}
_NEVER = ", ".join(f"'{kind.value}'" for kind in sorted(NEVER_SENT))


class AdviceQuestion(Base):
    """Somebody of ours asks for advice; the words as the adviser reads them."""

    __tablename__ = "advice_questions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(question) <> ''", name="something_asked"),
        CheckConstraint(
            "(spoken_with = '') = (spoken_office = '')"
            " AND (spoken_with = '') = (due_at IS NOT NULL)",
            name="asked_here_or_spoken",
        ),
        {"info": {"meaning": "questions for advice, without identity", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that can be read aloud", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one question", unique=True)
    adviser: Mapped[AdviserKind] = described("who is asked, from the closed list")
    spoken_with: Mapped[str] = described("who advised by telephone, by name; empty: asked here")
    spoken_office: Mapped[str] = described("their office; empty: asked here")
    urgent: Mapped[bool] = described("whether the answer is needed within hours")
    question: Mapped[str] = described("the question, without what points to somebody")
    asked_by: Mapped[str] = described("who asks", index=True)
    asked_at: Mapped[datetime] = described("moment it was asked")
    due_at: Mapped[datetime | None] = described("moment by which advice is due; empty: spoken")
    recorded_at: Mapped[datetime] = described("moment it was recorded")


class AdviceTurn(Base):
    """What was written after the question: asked back, added, advised, withdrawn."""

    __tablename__ = "advice_turns"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("advice_question_id", "number"),
        CheckConstraint("trim(words) <> ''", name="something_said"),
        CheckConstraint("(kind = 'added') = (due_at IS NOT NULL)", name="clock_begins_anew"),
        {"info": {"meaning": "what was written after a question for advice", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    advice_question_id: Mapped[int] = described("the question", ForeignKey("advice_questions.id"))
    number: Mapped[int] = described("first, second ... thing written after the question")
    kind: Mapped[AdviceTurnKind] = described("asked back, added, advice or withdrawn")
    words: Mapped[str] = described("what was written")
    said_by: Mapped[str] = described("who wrote it")
    said_at: Mapped[datetime] = described("moment")
    due_at: Mapped[datetime | None] = described("moment by which advice is due after an addition")


class AdviceMatter(Base):
    """What a question concerns; the adviser is never shown it."""

    __tablename__ = "advice_matters"
    __sensitive__ = True
    __table_args__ = (
        Index("ix_advice_matters_matter", "matter", "matter_reference"),
        {"info": {"meaning": "what questions for advice concern", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    advice_question_id: Mapped[int] = described(
        "the question", ForeignKey("advice_questions.id"), unique=True
    )
    matter: Mapped[MatterKind] = described("kind of matter")
    matter_reference: Mapped[str] = described("the reference of that matter")


class AdviceException(Base):
    """Something in a text that looked as if it pointed to somebody, and why it does not."""

    __tablename__ = "advice_exceptions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(f"kind NOT IN ({_NEVER})", name="never_an_address_or_a_known_name"),
        CheckConstraint("trim(reason) <> ''", name="with_a_reason"),
        {"info": {"meaning": "what was left in a question for advice, and why", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    advice_question_id: Mapped[int] = described(
        "the question", ForeignKey("advice_questions.id"), index=True
    )
    kind: Mapped[MarkKind] = described("what it looked like")
    words: Mapped[str] = described("the words that were left in")
    reason: Mapped[str] = described("why they point to nobody")
    said_by: Mapped[str] = described("who said so")
    said_at: Mapped[datetime] = described("moment")


class AdviceClimb(Base):
    """The designated manager was told that advice is late; once for each clock."""

    __tablename__ = "advice_climbs"
    __table_args__ = (
        UniqueConstraint("advice_question_id", "due_at"),
        {"info": {"meaning": "late advice passed on", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    advice_question_id: Mapped[int] = described("the question", ForeignKey("advice_questions.id"))
    due_at: Mapped[datetime] = described("the clock that had run out")
    climbed_at: Mapped[datetime] = described("moment")
