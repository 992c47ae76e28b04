"""What nobody has acknowledged or done yet, over everybody: for the designated manager's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.notifications.criteria import waits_for_an_answer
from lacrecords.notifications.models import Notification, Task
from lacrecords.staff import queries as staff
from lacrecords.wording import words

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Unacknowledged:
    """One notification that waits: to whom, what, since when."""

    recipient_name: str
    kind_words: str
    created_at: datetime
    acknowledge_by_at: datetime
    is_late: bool


def open_task_counts(now: datetime) -> tuple[int, int]:
    """How many tasks are open, and how many of them are late."""
    waiting = select(func.count(Task.id)).where(Task.closed_at.is_(None))
    late = waiting.where(Task.due_at < now)
    return db.session.scalar(waiting) or 0, db.session.scalar(late) or 0


def unacknowledged_counts(now: datetime) -> tuple[int, int]:
    """How many notifications wait for an acknowledgement, and how many of them are late."""
    waiting = select(func.count(Notification.id)).where(waits_for_an_answer())
    late = waiting.where(Notification.acknowledge_by_at < now)
    return db.session.scalar(waiting) or 0, db.session.scalar(late) or 0


def unacknowledged(now: datetime) -> tuple[Unacknowledged, ...]:
    """Those that wait, the longest overdue first, the first two hundred."""
    rows = db.session.scalars(
        select(Notification)
        .where(waits_for_an_answer())
        .order_by(Notification.acknowledge_by_at)
        .limit(MOST_ROWS)
    ).all()
    return tuple(
        Unacknowledged(
            recipient_name=_recipient_name(row),
            kind_words=words(row.kind),
            created_at=row.created_at,
            acknowledge_by_at=row.acknowledge_by_at,
            is_late=row.acknowledge_by_at < now,
        )
        for row in rows
    )


def _recipient_name(row: Notification) -> str:
    if row.account_id is not None:
        person = staff.person(row.account_id)
        return person.name if person else ""
    if row.team_id is not None:
        team = staff.team(row.team_id)
        return team.name if team else ""
    return words(row.role) if row.role else ""
