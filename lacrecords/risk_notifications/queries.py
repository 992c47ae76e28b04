"""What other parts of the program may ask of this slice. Nothing here says what a notice says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.notifications.queries import late_tasks
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.permission import standing_ids
from lacrecords.risk_notifications.reviews import due_days, reviews_due
from lacrecords.risk_notifications.visible import visible_hits
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import TaskKind

__all__ = ["due_days", "hit_counts", "people_with_notifications", "review_counts"]


def review_counts(now: datetime) -> tuple[int, int]:
    """How many reviews are due, and how many of them were due before today."""
    due = reviews_due(now)
    return len(due), sum(review.is_late(now) for review in due)


def hit_counts(now: datetime, reader: Actor | None = None) -> tuple[int, int]:
    """How many meetings wait for this reader, and how many late; None: no restricted record."""
    waiting = visible_hits(reader, True, now)
    late = late_tasks(TaskKind.RISK_HIT, now)
    return len(waiting), sum(one.task_id in late for one in waiting)


def notification_id_of(reference: str) -> int | None:
    """The number of the notification with this reference; None: no such notification."""
    found = select(RiskNotification.id).where(RiskNotification.reference == reference)
    return db.session.scalar(found)


def notification_reference(notification_id: int) -> str:
    """The reference of the notification with this number."""
    return db.session.get_one(RiskNotification, notification_id).reference


def people_with_notifications(person_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Those of these adults who have a notification that stands, with its numbers.

    Whoever shows them asks `permission` first.
    """
    wanted = set(person_ids)
    found: dict[int, tuple[int, ...]] = {}
    for number, person_id in standing_ids().items():
        if person_id in wanted:
            found[person_id] = (*found.get(person_id, ()), number)
    return found
