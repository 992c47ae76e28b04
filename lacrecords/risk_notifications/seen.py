"""Which notifications a reader sees, as a question that a list can be narrowed by.

The twin of `permission.seen_by` and of `rules.risk.access_of`, for lists too long to ask of each.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, true

from lacrecords.clocks import local_date
from lacrecords.risk_notifications.course_models import RiskAccessRequest, RiskRemoval
from lacrecords.risk_notifications.models import RiskReader
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk import LISTABLE_ROLES, MAY_BE_LET_IN, STANDING_ROLES


def is_not_hidden(
    notification: ColumnElement[int | None], actor: Actor, now: datetime
) -> ColumnElement[bool]:
    """That this column names no notification, or one that this reader sees."""
    if actor.role in STANDING_ROLES:
        return true()
    none = notification.is_(None)
    if actor.role not in MAY_BE_LET_IN:
        return none
    listed = select(RiskReader.risk_notification_id).where(
        RiskReader.is_in_force(local_date(now)), _means(actor)
    )
    let_in = select(RiskAccessRequest.risk_notification_id).where(
        RiskAccessRequest.account_id == actor.account_id,
        RiskAccessRequest.granted.is_(True),
        RiskAccessRequest.__table__.c.until_at > now,
    )
    removed = select(RiskRemoval.risk_notification_id).where(RiskRemoval.approved.is_(True))
    may = or_(notification.in_(listed), notification.in_(let_in))
    return or_(none, and_(may, notification.not_in(removed)))


def _means(actor: Actor) -> ColumnElement[bool]:
    by_name = and_(RiskReader.account_id.is_not(None), RiskReader.account_id == actor.account_id)
    if actor.role not in LISTABLE_ROLES:
        return by_name
    return or_(by_name, RiskReader.role == actor.role)
