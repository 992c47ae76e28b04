"""The number of a new notification or meeting: never one that something destroyed had.

The trail names rows by their numbers. PostgreSQL counts on by itself; SQLite would give the
highest number again once its row is gone.
"""

from __future__ import annotations

from sqlalchemy import func, select

from lacrecords.database import db, is_postgresql
from lacrecords.risk_notifications.course_models import RiskHit
from lacrecords.risk_notifications.disposal_models import RiskDisposal
from lacrecords.risk_notifications.models import RiskNotification

_DESTROYED = {
    RiskNotification: RiskDisposal.notification_number,
    RiskHit: RiskDisposal.last_hit_number,
}


def next_number(kind: type[RiskNotification] | type[RiskHit]) -> int | None:
    """The number of the next row; None: the database counts by itself."""
    if is_postgresql(db.session()):
        return None
    newest = db.session.scalar(select(func.max(kind.id))) or 0
    return max(newest, db.session.scalar(select(func.max(_DESTROYED[kind]))) or 0) + 1
