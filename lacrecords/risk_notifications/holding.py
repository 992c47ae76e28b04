"""Holding a notification so that it is not destroyed, and lifting that; each with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.risk_notifications.described import RiskRefused
from lacrecords.risk_notifications.disposal_models import RiskHold
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.rules import risk_disposal as rules
from lacrecords.rules.authorisation import Actor


def standing_hold(notification_id: int) -> RiskHold | None:
    """The hold that nobody has lifted."""
    return db.session.scalar(
        select(RiskHold).where(
            RiskHold.risk_notification_id == notification_id, RiskHold.lifted_at.is_(None)
        )
    )


def hold(actor: Actor, notification_id: int, reason: str, now: datetime) -> None:
    """Hold it: it is not destroyed until another person lifts this."""
    db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    if not rules.may_hold(actor.role):
        raise RiskRefused("reason", "You cannot hold it")
    if not reason.strip():
        raise RiskRefused("reason", "Enter why it must be held")
    if standing_hold(notification_id) is not None:
        raise RiskRefused("reason", "It is held already")
    db.session.add(
        RiskHold(
            risk_notification_id=notification_id,
            set_by=actor.key,
            set_at=now,
            reason=reason.strip(),
        )
    )
    audit.record(actor, "risk_hold_set", "risk_notification", notification_id)
    db.session.flush()


def lift_hold(actor: Actor, notification_id: int, because: str, now: datetime) -> None:
    """Lift the hold, as another person than whoever set it."""
    db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    row = standing_hold(notification_id)
    if row is None:
        raise RiskRefused("reason", "It is not held")
    if not rules.may_lift_hold(actor.role, own_hold=row.set_by == actor.key):
        raise RiskRefused("reason", "Another person lifts it, not whoever set it")
    if not because.strip():
        raise RiskRefused("reason", "Enter why it is held no longer")
    row.lifted_by, row.lifted_at, row.lifted_because = actor.key, now, because.strip()
    audit.record(actor, "risk_hold_lifted", "risk_notification", notification_id)
    db.session.flush()
