"""Notifications of people who may pose a risk, counted for the statement; nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from lacrecords.risk_notifications.reviews import due_days
from lacrecords.staff.stints import Span, begins_at
from lacrecords.terms import RiskHitAnswer

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A review that came due: until when, and when it was held; empty: not by then."""

    due_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class RiskFigures:
    """What came in and was done in the span."""

    recorded: int
    removed: int
    reviews: tuple[Due, ...]
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


def _reviews(span: Span) -> tuple[Due, ...]:
    """Reviews due in the span; what was held after it was not held yet at its end."""
    return tuple(
        Due(due_at, done_at if done_at is not None and done_at < span.ends_at else None)
        for due_at, done_at in (*_held(span), *_not_held())
        if span.starts_at <= due_at < span.ends_at
    )


def _held(span: Span) -> Iterator[tuple[datetime, datetime | None]]:
    held = select(RiskReview.due_on, RiskReview.reviewed_at).where(
        RiskReview.due_on.between(local_date(span.starts_at), local_date(span.ends_at))
    )
    for due_on, reviewed_at in db.session.execute(held):
        yield _end_of(due_on), reviewed_at


def _not_held() -> Iterator[tuple[datetime, datetime | None]]:
    """The next review of each notification. One taken off afterwards needs none any more.

    One that was taken off before the day needs none at all.
    """
    ids = tuple(db.session.scalars(select(RiskNotification.id)))
    removed = _removed_at()
    for number, due_on in due_days(ids).items():
        due_at, gone_at = _end_of(due_on), removed.get(number)
        if gone_at is None or gone_at > due_at:
            yield due_at, gone_at


def _removed_at() -> dict[int, datetime]:
    found = select(RiskRemoval.risk_notification_id, RiskRemoval.decided_at).where(
        RiskRemoval.approved.is_(True)
    )
    return {number: at for number, at in db.session.execute(found) if at is not None}


def _end_of(day: date) -> datetime:
    """The last moment of a day on the office wall: what is due on it is in time until then."""
    return begins_at(day + ONE_DAY) - datetime.resolution
