"""Who may see which decision whether to share.

Managers and the Caldicott Guardian see every decision, others those that they began and those
about a child whom they lead. What is closed to them stays closed: a decision about a record, a
risk notification or an enquiry that they may not see is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lacrecords.children import queries as children
from lacrecords.children.led import led_by
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.risk_notifications.permission import seen_by
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


def open_to_all(rows: Iterable[SharingDecision], now: datetime) -> frozenset[int]:
    """Those in which no restricted record and no risk notification is, for a mere number."""
    found = tuple(rows)
    ids = {row.child_id for row in found if row.child_id is not None}
    hidden = children.hidden_ids(ids, None, local_date(now))
    return frozenset(
        row.id for row in found if row.child_id not in hidden and row.risk_notification_id is None
    )


def _led(actor: Actor, now: datetime) -> frozenset[int | None]:
    if actor.account_id is None or actor.role in SEE_EVERY_ONE:
        return frozenset()
    return frozenset(db.session.scalars(led_by((actor.account_id,), local_date(now))))
