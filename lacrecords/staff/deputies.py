"""Who holds the designated manager's powers on a day besides whoever has that role.

It reads rows of hand-overs only: whether the person works here and is not away that
day is asked where people are read. An end on the day itself is an end.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, select

from lacrecords.database import db
from lacrecords.staff.deputy_models import PowersHandedOver
from lacrecords.terms import Role


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over as its page shows it; people by their account number or key."""

    reference: str
    account_id: int
    from_on: date
    to_on: date
    reason: str
    handed_over_at: datetime
    handed_over_by: str
    ended_at: datetime | None
    ended_by: str | None
    ended_because: str | None


def powers_held(account_id: int, on: date) -> Role | None:
    """The role whose powers this person holds that day besides their own; None: no other."""
    found = select(PowersHandedOver.role).where(
        PowersHandedOver.account_id == account_id, _in_force(on)
    )
    return db.session.scalar(found.limit(1))


def holders(roles: Collection[Role], on: date) -> Select[int]:
    """The account numbers of those who deputise in one of these roles that day, as a query."""
    return select(PowersHandedOver.account_id).where(
        PowersHandedOver.role.in_(set(roles)), _in_force(on)
    )


def every_hand_over() -> tuple[HandOver, ...]:
    """Every hand-over that was ever written down, the latest first."""
    rows = db.session.scalars(select(PowersHandedOver).order_by(PowersHandedOver.id.desc()))
    return tuple(_hand_over(row) for row in rows)


def hand_over_of(reference: str) -> HandOver | None:
    """The hand-over with this reference."""
    found = select(PowersHandedOver).where(PowersHandedOver.reference == reference.upper())
    row = db.session.scalar(found)
    return _hand_over(row) if row else None


def _in_force(on: date) -> ColumnElement[bool]:
    return and_(
        PowersHandedOver.ended_at.is_(None),
        PowersHandedOver.from_on <= on,
        PowersHandedOver.to_on > on,
    )


def _hand_over(row: PowersHandedOver) -> HandOver:
    return HandOver(
        row.reference,
        row.account_id,
        row.from_on,
        row.to_on,
        row.reason,
        row.handed_over_at,
        row.handed_over_by,
        row.ended_at,
        row.ended_by,
        row.ended_because,
    )
