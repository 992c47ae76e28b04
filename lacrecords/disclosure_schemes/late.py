"""Telling the designated manager of every clock of a question that ran out, each once.

The task of the manager on shift climbs by itself; this is for what is late although somebody
has read it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

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
    owed = {
        SchemeLate.REFERRAL: ~is_referred(),
        SchemeLate.ACKNOWLEDGEMENT: ~_answered(tuple(PoliceAnswer)),
        SchemeLate.DECISION: ~_answered((*POLICE_DECISIONS, PoliceAnswer.REFUSED_REFERRAL)),
    }
    return and_(is_open(), owed[clock], due_of(clock) <= now)


def due_of(clock: SchemeLate) -> ScalarSelect[Any]:
    """When this clock of a question ends; nothing where it does not run."""
    if clock is SchemeLate.REFERRAL:
        due = select(func.min(SchemeQuestionVersion.refer_by_at)).where(
            SchemeQuestionVersion.question_id == SchemeQuestion.id
        )
    else:
        later = aliased(SchemeReferral)
        ends = {
            SchemeLate.ACKNOWLEDGEMENT: SchemeReferral.acknowledge_by_at,
            SchemeLate.DECISION: SchemeReferral.decide_by_at,
        }
        # Of several referrals the last; one that was put right counts as it was put right.
        due = select(func.max(ends[clock])).where(
            SchemeReferral.question_id == SchemeQuestion.id,
            ~exists().where(later.corrects_id == SchemeReferral.id),
        )
    return due.correlate(SchemeQuestion).scalar_subquery()


def is_referred() -> ColumnElement[bool]:
    """It was passed to the police."""
    return exists().where(SchemeReferral.question_id == SchemeQuestion.id)


def _answered(answers: tuple[PoliceAnswer, ...]) -> ColumnElement[bool]:
    """The police said one of these since it was passed to them last, and it stands."""
    later, passed = aliased(SchemePoliceAnswer), aliased(SchemeReferral)
    since = (
        select(func.max(passed.recorded_at))
        .where(passed.question_id == SchemeQuestion.id, passed.corrects_id.is_(None))
        .correlate(SchemeQuestion)
        .scalar_subquery()
    )
    return exists().where(
        SchemePoliceAnswer.question_id == SchemeQuestion.id,
        SchemePoliceAnswer.answer.in_(answers),
        SchemePoliceAnswer.recorded_at >= since,
        ~exists().where(later.corrects_id == SchemePoliceAnswer.id),
    )


def late_clocks(now: datetime) -> tuple[tuple[int, SchemeLate, datetime], ...]:
    """Open questions with a clock that ran out, and when, of which nobody was told."""
    found = []
    for clock in SchemeLate:
        due = due_of(clock)
        told = exists().where(
            SchemeLateTelling.question_id == SchemeQuestion.id,
            SchemeLateTelling.clock == clock,
            SchemeLateTelling.due_at == due,
        )
        late = select(SchemeQuestion.id, due).where(is_late(clock, now), ~told)
        rows = db.session.execute(late.order_by(SchemeQuestion.id))
        found += [(number, clock, due_at) for number, due_at in rows]
    return tuple(found)


def any_late(now: datetime) -> ColumnElement[bool]:
    """A clock of it has run out."""
    return or_(*(is_late(clock, now) for clock in SchemeLate))


def tell_of_late_questions(now: datetime) -> int:
    """Tell of each such clock in a short transaction of its own; how many were told."""
    told = 0
    for late in late_clocks(now):
        with transaction():
            told += _tell(late, now)
    return told


def _tell(late: tuple[int, SchemeLate, datetime], now: datetime) -> bool:
    question_id, clock, due_at = late
    question = hold(question_id)
    if late not in late_clocks(now):
        return False
    db.session.add(
        SchemeLateTelling(question_id=question_id, clock=clock, due_at=due_at, told_at=now)
    )
    audit.record(WORKER, f"scheme_late_{clock.value}", "scheme_question", question_id)
    db.session.flush()
    tell_designated_manager(WORKER, question, WHY[clock], now, urgent=clock in URGENT)
    return True
