"""One question is changed by one person at a time."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.disclosure_schemes.course_models import SchemeQuestionEnd
from lacrecords.disclosure_schemes.models import SchemeQuestion
from lacrecords.disclosure_schemes.values import SchemeRefused
from lacrecords.notifications.services import Matter
from lacrecords.terms import MatterKind

HAS_ENDED = "This question has ended. Nothing is changed"


def hold(question_id: int) -> SchemeQuestion:
    """Let whoever else changes this question wait."""
    found = select(SchemeQuestion).where(SchemeQuestion.id == question_id).with_for_update()
    return db.session.scalars(found).one()


def hold_open(question_id: int) -> SchemeQuestion:
    """The same; SchemeRefused where the question has ended."""
    question = hold(question_id)
    if end_of(question_id) is not None:
        raise SchemeRefused(None, HAS_ENDED)
    return question


def end_of(question_id: int) -> SchemeQuestionEnd | None:
    """Why the question ended; None: it has not."""
    found = select(SchemeQuestionEnd).where(SchemeQuestionEnd.question_id == question_id)
    return db.session.scalar(found)


def matter_of(question: SchemeQuestion) -> Matter:
    """What tasks and notices about this question lead to: its reference only."""
    return Matter(MatterKind.SCHEME_QUESTION, question.reference)
