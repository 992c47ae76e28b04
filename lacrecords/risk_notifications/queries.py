"""What other parts of the program may ask of this slice. Nothing here says what a notice says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.notifications.queries import open_tasks_due
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.permission import standing_ids
from lacrecords.risk_notifications.reviews import due_days, review_counts
from lacrecords.risk_notifications.visible import visible_hits
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import TaskKind
from lacrecords.waiting import Waiting, next_of

__all__ = ["due_days", "hit_counts", "people_with_notifications", "review_counts"]


def hit_counts(now: datetime, reader: Actor | None = None) -> Waiting:
    """The meetings that wait for this reader; None: no restricted record."""
    waiting, tasks = visible_hits(reader, True, now), open_tasks_due(TaskKind.RISK_HIT)
    due = [tasks[one.task_id] for one in waiting if one.task_id in tasks]
    return Waiting(len(waiting), sum(one < now for one in due), next_of(due, now))


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
