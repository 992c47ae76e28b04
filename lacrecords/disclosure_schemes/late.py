"""Telling the designated manager of every clock of a question that ran out, each once.

The task of the manager on shift climbs by itself; this is for what is late although somebody
has read it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.database import db, transaction
from lacrecords.disclosure_schemes.course_models import (
    SchemeLateTelling,
    SchemePoliceAnswer,
    SchemeQuestionEnd,
    SchemeReferral,
)
from lacrecords.disclosure_schemes.following import tell_designated_manager
from lacrecords.disclosure_schemes.holding import hold
from lacrecords.disclosure_schemes.models import SchemeQuestion, SchemeQuestionVersion
from lacrecords.terms import POLICE_DECISIONS, PoliceAnswer, SchemeLate

WHY = {
    SchemeLate.REFERRAL: (
        "A question about a person should have gone to the police by now. Refer it, and find out"
        " what held it up."
    ),
    SchemeLate.ACKNOWLEDGEMENT: (
        "The police have not said that they have a question that we referred. Ask them."
    ),
    SchemeLate.DECISION: "The police have not said what they decided on a question. Ask them.",
}
URGENT = frozenset({SchemeLate.REFERRAL})


def is_open() -> ColumnElement[bool]:
    """It has not ended."""
    return ~exists().where(SchemeQuestionEnd.question_id == SchemeQuestion.id)


def is_late(clock: SchemeLate, now: datetime) -> ColumnElement[bool]:
    """This clock of an open question has run out."""
    return and_(
        is_open(),
        {
            SchemeLate.REFERRAL: _referral_late(now),
            SchemeLate.ACKNOWLEDGEMENT: _police_late(
                SchemeReferral.acknowledge_by_at <= now, False
            ),
            SchemeLate.DECISION: _police_late(SchemeReferral.decide_by_at <= now, True),
        }[clock],
    )


def is_referred() -> ColumnElement[bool]:
    """It was passed to the police."""
    return exists().where(SchemeReferral.question_id == SchemeQuestion.id)


def _referral_late(now: datetime) -> ColumnElement[bool]:
    due = (
        select(func.min(SchemeQuestionVersion.refer_by_at))
        .where(SchemeQuestionVersion.question_id == SchemeQuestion.id)
        .correlate(SchemeQuestion)
        .scalar_subquery()
    )
    return and_(~is_referred(), due <= now)


def _police_late(overdue: ColumnElement[bool], decision: bool) -> ColumnElement[bool]:
    """No answer at all, or none that decides; of a refusal or a decision nothing more is owed."""
    due = exists().where(SchemeReferral.question_id == SchemeQuestion.id, overdue)
    settling = [*POLICE_DECISIONS, PoliceAnswer.REFUSED_REFERRAL] if decision else [*PoliceAnswer]
    answered = exists().where(
        SchemePoliceAnswer.question_id == SchemeQuestion.id,
        SchemePoliceAnswer.answer.in_(settling),
    )
    return and_(due, ~answered)


def late_clocks(now: datetime) -> tuple[tuple[int, SchemeLate], ...]:
    """Open questions with a clock that ran out, of which nobody was told."""
    found = []
    for clock in SchemeLate:
        told = exists().where(
            SchemeLateTelling.question_id == SchemeQuestion.id, SchemeLateTelling.clock == clock
        )
        ids = select(SchemeQuestion.id).where(is_late(clock, now), ~told)
        found += [(number, clock) for number in db.session.scalars(ids.order_by(SchemeQuestion.id))]
    return tuple(found)


def any_late(now: datetime) -> ColumnElement[bool]:
    """A clock of it has run out."""
    return or_(*(is_late(clock, now) for clock in SchemeLate))


def tell_of_late_questions(now: datetime) -> int:
    """Tell of each such clock in a short transaction of its own; how many were told."""
    told = 0
    for question_id, clock in late_clocks(now):
        with transaction():
            told += _tell(question_id, clock, now)
    return told


def _tell(question_id: int, clock: SchemeLate, now: datetime) -> bool:
    question = hold(question_id)
    if (question_id, clock) not in late_clocks(now):
        return False
    db.session.add(SchemeLateTelling(question_id=question_id, clock=clock, told_at=now))
    audit.record(WORKER, f"scheme_late_{clock.value}", "scheme_question", question_id)
    db.session.flush()
    tell_designated_manager(WORKER, question, WHY[clock], now, urgent=clock in URGENT)
    return True
