"""What the people told do: acknowledge, and record what they did. Sent twice, it counts once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.notifications import criteria
from lacrecords.notifications.announcing import joined_notices, locked
from lacrecords.notifications.matters import Matter
from lacrecords.notifications.models import Acknowledgement, FollowUp, Notification
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind


class AddedSinceShown(Exception):
    """Something joined the notification after the page was shown; it must be read first."""


def acknowledge(actor: Actor, reference: str, seen: int, now: datetime) -> bool:
    """Say that it was read; False when somebody had already. LookupError: not the actor's.

    `seen` is how many notices the page showed; AddedSinceShown when more have joined.
    """
    notification = _own(actor, reference)
    if _is_acknowledged(notification):
        return False
    if 1 + len(joined_notices(notification.id)) > seen:
        raise AddedSinceShown(reference)
    _acknowledge(actor, notification, now)
    return True


def record_follow_up(
    actor: Actor, reference: str, what_was_done: str, seen: int, now: datetime
) -> bool:
    """Keep what was done, in their words; False when the same words stand already.

    Following up acknowledges as well. LookupError: not the actor's. ValueError: no words.
    """
    words = what_was_done.strip()
    if not words:
        raise ValueError("Words are needed.")
    notification = _own(actor, reference)
    if _stands_already(actor, notification, words):
        return False
    if not _is_acknowledged(notification):
        acknowledge(actor, reference, seen, now)
    db.session.add(
        FollowUp(
            notification_id=notification.id,
            followed_up_by=actor.key,
            followed_up_at=now,
            what_was_done=words,
        )
    )
    audit.record(actor, "notification_followed_up", "notification", notification.id)
    db.session.flush()
    return True


def acknowledge_done(actor: Actor, task_id: int, now: datetime) -> None:
    """Nobody needs to read any more that a task waits: whoever has done it answers for all."""
    waiting = select(Notification).where(
        Notification.task_id == task_id, criteria.is_unacknowledged()
    )
    for notification in db.session.scalars(waiting.order_by(Notification.id)).all():
        if not _is_acknowledged(locked(notification.id)):
            _acknowledge(actor, notification, now)


def acknowledge_matter(actor: Actor, kind: NotificationKind, matter: Matter, now: datetime) -> None:
    """Whoever answers for a matter on its own page has read what they were told of it."""
    waiting = select(Notification).where(
        Notification.kind == kind,
        Notification.matter == matter.kind,
        Notification.matter_reference == matter.reference,
        criteria.is_unacknowledged(),
    )
    for notification in db.session.scalars(waiting.order_by(Notification.id)).all():
        if not _is_acknowledged(locked(notification.id)):
            _acknowledge(actor, notification, now)


def _acknowledge(actor: Actor, notification: Notification, now: datetime) -> None:
    db.session.add(
        Acknowledgement(
            notification_id=notification.id, acknowledged_by=actor.key, acknowledged_at=now
        )
    )
    audit.record(actor, "notification_acknowledged", "notification", notification.id)
    db.session.flush()


def _own(actor: Actor, reference: str) -> Notification:
    found = select(Notification.id).where(
        Notification.reference == reference, criteria.is_for(actor, Notification)
    )
    number = db.session.scalar(found)
    if number is None:
        raise LookupError(reference)
    return locked(number)


def _is_acknowledged(notification: Notification) -> bool:
    found = select(Acknowledgement.id).where(Acknowledgement.notification_id == notification.id)
    return db.session.scalar(found) is not None


def _stands_already(actor: Actor, notification: Notification, words: str) -> bool:
    """Whether these words were kept before: a form sent twice."""
    found = select(FollowUp.id).where(
        FollowUp.notification_id == notification.id,
        FollowUp.followed_up_by == actor.key,
        FollowUp.what_was_done == words,
    )
    return db.session.scalar(found) is not None
