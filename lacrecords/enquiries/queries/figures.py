"""Enquiries counted over a span of time, for the statement to the Director. It names nobody.

Everything of one enquiry counts for the team of whoever recorded it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    cast,
    extract,
    func,
    select,
)

from lacrecords.database import db
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import (
    Enquiry,
    Verification,
)
from lacrecords.enquiries.outcome_models import ToldOutsideRules
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.notifications import figures as notifications
from lacrecords.staff.stints import Span
from lacrecords.terms import (
    Channel,
    ConsiderationOutcome,
    LateHitAnswer,
    NotificationKind,
    Timeliness,
    VerificationOutcome,
)


@dataclass(frozen=True, slots=True)
class AskedFigures:
    """When each enquiry was asked, and how many came by which way."""

    asked_at: tuple[datetime, ...]
    by_channel: Counter[Channel]


@dataclass(frozen=True, slots=True)
class ConsiderationFigure:
    """One consideration: its clock, and how it ended."""

    due_at: datetime
    closed_at: datetime | None
    outcome: ConsiderationOutcome | None


def asked_in(span: Span) -> ColumnElement[bool]:
    """The enquiry was asked in the span, and recorded by whoever was in its team."""
    ours = span.is_by_team(Enquiry.__table__.c.recorded_by_account_id, Enquiry.__table__.c.asked_at)
    return and_(span.holds(Enquiry.__table__.c.asked_at), ours)


def asked(span: Span) -> AskedFigures:
    """The enquiries asked in the span."""
    ours = asked_in(span)
    by_channel = select(Enquiry.channel, func.count()).where(ours).group_by(Enquiry.channel)
    return AskedFigures(
        asked_at=tuple(db.session.scalars(select(Enquiry.asked_at).where(ours))),
        by_channel=Counter(dict(db.session.execute(by_channel).all())),
    )


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """How notices of enquiries stand, and how many took so many minutes from the enquiry on."""

    states: Counter[Timeliness]
    minutes: Counter[int]


def leads_answers(span: Span, as_of: datetime) -> AnswerFigures:
    """What lead social workers were told of enquiries asked in the span, and when they answered.

    What was sent of the last enquiries may have been sent after the span.
    """
    later = replace(span, ends_at=max(as_of, span.ends_at))
    sent = notifications.first_sent(later, NotificationKind.ENQUIRY_ABOUT_CHILD)
    state = notifications.stands(sent.c.due_at, sent.c.done_at, as_of)
    # Counted where the rows are: of a year there may be a hundred thousand.
    minutes = (_seconds(sent.c.done_at) - _seconds(Enquiry.__table__.c.asked_at)) // 60
    found = (
        select(state, minutes, func.count())
        .join(Enquiry, Enquiry.id == sent.c.enquiry_id)
        .where(sent.c.to_a_person == 1, span.holds(Enquiry.__table__.c.asked_at))
        .group_by(state, minutes)
    )
    states: Counter[Timeliness] = Counter()
    taken: Counter[int] = Counter()
    for how, took, count in db.session.execute(found):
        states[Timeliness(how)] += count
        if took is not None:
            taken[int(took)] += count
    return AnswerFigures(states, taken)


def _seconds(moment: ColumnElement[datetime]) -> ColumnElement[int]:
    return cast(extract("epoch", moment), BigInteger)


def checks(span: Span) -> Counter[VerificationOutcome | None]:
    """Enquiries by the last check of their enquirer; None: no check was recorded."""
    last = (
        select(func.max(Verification.id).label("id"))
        .join(Enquiry, Enquiry.id == Verification.enquiry_id)
        .where(asked_in(span))
        .group_by(Verification.enquiry_id)
        .subquery()
    )
    found = db.session.execute(
        select(Verification.outcome, func.count())
        .join(last, last.c.id == Verification.id)
        .group_by(Verification.outcome)
    )
    counted: Counter[VerificationOutcome | None] = Counter(dict(found.all()))
    every = db.session.scalar(select(func.count(Enquiry.id)).where(asked_in(span))) or 0
    counted[None] = every - sum(counted.values())
    return counted


def considerations(span: Span) -> tuple[ConsiderationFigure, ...]:
    """The considerations that second enquiries opened in the span."""
    found = select(Consideration.due_at, Consideration.closed_at, Consideration.outcome).where(
        span.holds(Consideration.__table__.c.opened_at)
    )
    return tuple(ConsiderationFigure(*row) for row in db.session.execute(found))


def told_outside_rules(span: Span) -> int:
    """How often words were said outside the rules, of enquiries asked in the span."""
    found = (
        select(func.count(ToldOutsideRules.id))
        .join(Enquiry, Enquiry.id == ToldOutsideRules.enquiry_id)
        .where(asked_in(span))
    )
    return db.session.scalar(found) or 0


UNDONE, WITHDRAWN = "undone", "withdrawn"


@dataclass(frozen=True, slots=True)
class LateHitFigure:
    """A record that met an earlier enquiry: when it was raised and settled, and how."""

    raised_at: datetime
    settled_at: datetime | None
    how: str


def late_hits(span: Span) -> tuple[LateHitFigure, ...]:
    """Records that met an earlier enquiry, raised in the span."""
    found = select(
        LateHit.raised_at,
        LateHit.answer,
        LateHit.answered_at,
        LateHit.withdrawn_at,
        LateHit.undone_at,
    ).where(span.holds(LateHit.__table__.c.raised_at))
    return tuple(
        LateHitFigure(raised_at, answered_at or withdrawn_at, _how(answer, undone_at is not None))
        for raised_at, answer, answered_at, withdrawn_at, undone_at in db.session.execute(found)
    )


def _how(answer: LateHitAnswer | None, undone: bool) -> str:
    if answer is None:
        return WITHDRAWN
    return UNDONE if undone else answer.value
