"""When each notification is to be reviewed next, and which reviews have come due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import func, select

from lacrecords.clocks import LOCAL, local_date
from lacrecords.database import db
from lacrecords.notifications.queries import matters_with_open_task
from lacrecords.risk_notifications.course_models import RiskReview
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.permission import removed_among, standing_ids
from lacrecords.rules.risk import review_is_due
from lacrecords.terms import MatterKind, TaskKind
from lacrecords.waiting import Waiting
from lacrecords.web.clocks_shown import ClockShown, clock_shown

DAY_WAS_CHOSEN = "Whoever wrote it down, or reviewed it last, chose this day"


@dataclass(frozen=True, slots=True)
class DueReview:
    """A review that has come due: when, and whether somebody has the task already."""

    notification_id: int
    due_at: datetime
    has_task: bool


def due_days(notification_ids: Iterable[int]) -> dict[int, date]:
    """The day of the next review of each of these notifications."""
    wanted = set(notification_ids)
    newest = (
        select(func.max(RiskReview.id))
        .where(RiskReview.risk_notification_id.in_(wanted))
        .group_by(RiskReview.risk_notification_id)
    )
    reviewed = {
        number: next_on
        for number, next_on in db.session.execute(
            select(RiskReview.risk_notification_id, RiskReview.next_on).where(
                RiskReview.id.in_(newest)
            )
        )
    }
    first = db.session.execute(
        select(RiskNotification.id, RiskNotification.first_review_on).where(
            RiskNotification.id.in_(wanted)
        )
    )
    return {number: reviewed.get(number) or on for number, on in first}


def due_on_of(notification: RiskNotification) -> date:
    """The day of its next review."""
    return due_days((notification.id,))[notification.id]


def review_counts(now: datetime) -> Waiting:
    """The reviews that have come due, late from the day after; and the next day of any."""
    today, days = local_date(now), [on for on, _ in _review_days()]
    due = [on for on in days if review_is_due(on, today, removed=False)]
    following = min((on for on in days if on >= today), default=None)
    return Waiting(len(due), sum(on < today for on in due), following)


def _review_days() -> list[tuple[date, int]]:
    """The day of the next review of each notification that stands, the earliest first."""
    standing = standing_ids()
    removed = removed_among(standing)
    days = due_days(standing).items()
    return sorted((on, number) for number, on in days if number not in removed)


def reviews_due(now: datetime) -> tuple[DueReview, ...]:
    """Every review that has come due by now, the longest due first."""
    today = local_date(now)
    due = [one for one in _review_days() if review_is_due(one[0], today, removed=False)]
    references = _references(number for _, number in due)
    busy = matters_with_open_task(TaskKind.RISK_REVIEW, MatterKind.RISK_NOTIFICATION)
    return tuple(DueReview(number, _morning(on), references[number] in busy) for on, number in due)


def _references(notification_ids: Iterable[int]) -> dict[int, str]:
    rows = db.session.execute(
        select(RiskNotification.id, RiskNotification.reference).where(
            RiskNotification.id.in_(set(notification_ids))
        )
    )
    return {number: reference for number, reference in rows}


def _morning(on: date) -> datetime:
    return datetime.combine(on, time(9), LOCAL).astimezone(UTC)


def review_clock(notification: RiskNotification, due_on: date) -> ClockShown:
    """The clock of its next review: from the last one, or from its being written down."""
    last = select(func.max(RiskReview.reviewed_at)).where(
        RiskReview.risk_notification_id == notification.id
    )
    reviewed_at: datetime | None = db.session.scalar(last)
    began_at = reviewed_at or notification.recorded_at
    why = "it was last reviewed" if reviewed_at else "it was written down"
    return clock_shown("risk_review_months", began_at, why, due_on, DAY_WAS_CHOSEN)
