"""Which meetings of a person and a child a reader may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.risk_notifications.course_models import RiskHit
from lacrecords.risk_notifications.permission import seen_by
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import RiskHitKind

WAITS = and_(RiskHit.answer.is_(None), RiskHit.withdrawn_at.is_(None))


@dataclass(frozen=True, slots=True)
class VisibleHit:
    """A meeting by its number, with whom it is of, and the task to decide on it."""

    hit_id: int
    task_id: int
    notification_id: int
    child_id: int
    kind: RiskHitKind


def visible_hits(reader: Actor | None, waiting: bool, now: datetime) -> list[VisibleHit]:
    """Those that wait to be decided, or those that do not; the newest first.

    Of a reader: the notification is seen, and the child's record open to them. None: every
    one in which no restricted record is, for a number that names nobody.
    """
    found = db.session.execute(
        select(
            RiskHit.id,
            RiskHit.task_id,
            RiskHit.risk_notification_id,
            RiskHit.child_id,
            RiskHit.kind,
        )
        .where(WAITS if waiting else ~WAITS)
        .order_by(RiskHit.id.desc())
    ).all()
    notifications = {row.risk_notification_id for row in found}
    seen = notifications if reader is None else seen_by(reader, notifications, now)
    account_id = reader.account_id if reader else None
    hidden = children.hidden_ids({row.child_id for row in found}, account_id, local_date(now))
    return [
        VisibleHit(row.id, row.task_id, row.risk_notification_id, row.child_id, row.kind)
        for row in found
        if row.risk_notification_id in seen and row.child_id not in hidden
    ]
