"""The door of this slice for those who may write through it: one verb of the work each."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.risk_notifications.comparing import compare_changed, compare_everybody_again
from lacrecords.risk_notifications.course import look_after_reviews
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.recording import record_notification
from lacrecords.risk_notifications.source_checks import record_source_check

__all__ = [
    "compare_changed",
    "compare_everybody_again",
    "look_after_reviews",
    "number_of",
    "record_notification",
    "record_source_check",
]


def number_of(reference: str) -> int:
    """The number of the notification with this reference; NoResultFound: there is none."""
    return db.session.scalars(
        select(RiskNotification.id).where(RiskNotification.reference == reference)
    ).one()
