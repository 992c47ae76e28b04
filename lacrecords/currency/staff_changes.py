"""Notices that somebody left, went away or came back, and has their children looked at again.

A record does not change when its lead social worker leaves, and yet what is said of it does.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, insert, select

from lacrecords.children import queries as children
from lacrecords.children.led import owned_by
from lacrecords.clocks import local_date
from lacrecords.currency.models import CurrencyStaffState
from lacrecords.currency.writing import take_writers_turn
from lacrecords.database import db, transaction
from lacrecords.matching.changed import mark_for
from lacrecords.matching.models import ChangeJob
from lacrecords.staff.working_queries import Working, everybody_working


def mark_where_staff_changed(now: datetime) -> int:
    """Mark the children of everybody who stands otherwise than when last looked at; how many."""
    on = local_date(now)
    working = {account_id: _words(one) for account_id, one in everybody_working(on).items()}
    kept = _kept()
    changed = {one: state for one, state in working.items() if kept.get(one) != state}
    if not changed:
        return 0
    touched = children_named_by(changed, on)
    with transaction():
        take_writers_turn()
        db.session.execute(
            delete(CurrencyStaffState).where(CurrencyStaffState.account_id.in_(changed))
        )
        rows = [{"account_id": one, "state": state} for one, state in sorted(changed.items())]
        db.session.connection().execute(insert(CurrencyStaffState), rows)
        mark_for(db.session(), ChangeJob.RECORD, touched)
    return len(touched)


def children_named_by(account_ids: dict[int, str], on: date) -> set[int]:
    """The children whom one of these leads, or whose restricted record one of these owns."""
    led = children.children_led_by(account_ids, on)
    return {*led, *owned_by(account_ids, on)}


def _kept() -> dict[int, str]:
    rows = db.session.execute(select(CurrencyStaffState.account_id, CurrencyStaffState.state))
    return {account_id: state for account_id, state in rows}


def _words(working: Working) -> str:
    return f"{working.state.value} {working.since or ''}".strip()
