"""Who was told of a matter, and which matters wait for somebody: for the slice the matter is of."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.notifications.criteria import is_for
from lacrecords.notifications.matters import Matter
from lacrecords.notifications.models import Notification, Task
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, TaskKind


def was_told_as(actor: Actor, matter: Matter, kinds: Collection[NotificationKind]) -> bool:
    """Whether this person, a team they are in or their role was told of the matter so."""
    told = select(Notification.id).where(
        Notification.matter == matter.kind,
        Notification.matter_reference == matter.reference,
        Notification.kind.in_(kinds),
        is_for(actor, Notification),
    )
    return db.session.scalar(told.limit(1)) is not None


def matters_to_work(actor: Actor, kinds: Collection[TaskKind]) -> tuple[str, ...]:
    """References of the matters of this person's own open tasks of these kinds, due first."""
    found = select(Task.matter_reference).where(
        Task.kind.in_(kinds),
        Task.closed_at.is_(None),
        Task.matter_reference.is_not(None),
        is_for(actor, Task),
    )
    ordered = db.session.scalars(found.order_by(Task.due_at, Task.id))
    return tuple(dict.fromkeys(one for one in ordered if one is not None))
