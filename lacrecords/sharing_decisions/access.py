"""Who may see which decision whether to share.

Managers and the Caldicott Guardian see every decision, others those that they began and those
about a child whom they lead. What is closed to them stays closed: a decision about a record, a
risk notification or an enquiry that they may not see is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, true

from lacrecords.children import queries as children
from lacrecords.children.closed import is_not_closed
from lacrecords.children.led import led_by
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.risk_notifications.permission import seen_by
from lacrecords.risk_notifications.seen import is_not_hidden
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.terms import Role

SEE_EVERY_ONE = frozenset({Role.DESIGNATED_MANAGER, Role.TEAM_MANAGER, Role.CALDICOTT_GUARDIAN})


def visible(actor: Actor, rows: Iterable[SharingDecision], now: datetime) -> frozenset[int]:
    """Those of these decisions that this reader may see."""
    today, found = local_date(now), tuple(rows)
    asked = {row.child_id for row in found if row.child_id is not None}
    closed = children.closed_ids(asked, actor.account_id, today)
    risks = {row.risk_notification_id for row in found if row.risk_notification_id is not None}
    seen = seen_by(actor, risks, now)
    own = _led(actor, now)
    return frozenset(
        row.id
        for row in found
        if row.child_id not in closed
        and (row.risk_notification_id is None or row.risk_notification_id in seen)
        and (actor.role in SEE_EVERY_ONE or row.begun_by == actor.key or row.child_id in own)
    )


def is_visible(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """That this reader may see a decision, for lists: the twin of `visible`."""
    columns = SharingDecision.__table__.c
    return and_(
        is_not_closed(columns.child_id, actor.account_id, local_date(now)),
        is_not_hidden(columns.risk_notification_id, actor, now),
        _is_theirs(actor, now),
    )


def is_open_to_all(now: datetime) -> ColumnElement[bool]:
    """That no restricted record and no risk notification is in a decision, for a mere number."""
    columns = SharingDecision.__table__.c
    return and_(
        is_not_closed(columns.child_id, None, local_date(now)),
        columns.risk_notification_id.is_(None),
    )


def _is_theirs(actor: Actor, now: datetime) -> ColumnElement[bool]:
    if actor.role in SEE_EVERY_ONE:
        return true()
    begun = SharingDecision.begun_by == actor.key
    if actor.account_id is None:
        return begun
    return or_(begun, SharingDecision.child_id.in_(led_by((actor.account_id,), local_date(now))))


def _led(actor: Actor, now: datetime) -> frozenset[int | None]:
    if actor.account_id is None or actor.role in SEE_EVERY_ONE:
        return frozenset()
    return frozenset(db.session.scalars(led_by((actor.account_id,), local_date(now))))
