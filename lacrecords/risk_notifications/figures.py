"""Notifications of people who may pose a risk, counted for the statement; nobody is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from lacrecords.clocks import local_date
from lacrecords.database import db, grouped
from lacrecords.risk_notifications.course_models import (
    RiskAccessRequest,
    RiskHit,
    RiskRemoval,
    RiskReview,
)
from lacrecords.risk_notifications.disposal_models import RiskDisposal
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.staff.stints import Span, begins_at
from lacrecords.terms import RiskHitAnswer

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review that was held: until when it was due, and when it was done."""

    due_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class RiskFigures:
    """What came in and was done in the span."""

    recorded: int
    removed: int
    reviews: tuple[Reviewed, ...]
    meetings: int
    answers: Counter[RiskHitAnswer]
    requests_granted: int
    requests_refused: int


def risk_figures(span: Span) -> RiskFigures:
    """Notifications, reviews, meetings with children, and requests to see, of the span."""
    decided = select(RiskAccessRequest.granted, func.count()).where(
        span.holds(RiskAccessRequest.__table__.c.decided_at)
    )
    asked = grouped(decided.group_by(RiskAccessRequest.granted))
    hits = RiskHit.__table__.c
    answers = select(RiskHit.answer, func.count()).where(
        span.holds(hits.raised_at), RiskHit.answer.is_not(None)
    )
    meetings = select(func.count(RiskHit.id)).where(span.holds(hits.raised_at))
    return RiskFigures(
        recorded=_recorded(span),
        removed=_removed(span),
        reviews=_reviews(span),
        meetings=db.session.scalar(meetings) or 0,
        answers=grouped(answers.group_by(RiskHit.answer)),
        requests_granted=asked[True],
        requests_refused=asked[False],
    )


def _recorded(span: Span) -> int:
    found = select(func.count(RiskNotification.id)).where(
        span.holds(RiskNotification.__table__.c.recorded_at)
    )
    return (db.session.scalar(found) or 0) + _destroyed(span, RiskDisposal.recorded_on)


def _removed(span: Span) -> int:
    found = select(func.count(RiskRemoval.id)).where(
        span.holds(RiskRemoval.__table__.c.decided_at), RiskRemoval.approved.is_(True)
    )
    return (db.session.scalar(found) or 0) + _destroyed(span, RiskDisposal.removed_on)


def _destroyed(span: Span, day: Any) -> int:
    """What was destroyed since still counts on its days, from its certificate."""
    first, end = local_date(span.starts_at), local_date(span.ends_at)
    found = select(func.count(RiskDisposal.id)).where(
        RiskDisposal.destroyed_at.is_not(None), day >= first, day < max(end, first + ONE_DAY)
    )
    return db.session.scalar(found) or 0


def _reviews(span: Span) -> tuple[Reviewed, ...]:
    held = select(RiskReview.due_on, RiskReview.reviewed_at).where(
        span.holds(RiskReview.__table__.c.reviewed_at)
    )
    # Due on a day: in time until that day has ended on the office wall.
    return tuple(
        Reviewed(begins_at(due_on + ONE_DAY), at) for due_on, at in db.session.execute(held)
    )
