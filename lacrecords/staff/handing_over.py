"""Handing the designated manager's powers over for a time, and taking them back early.

They are handed over by whoever holds the role itself, or by the Director where the
manager cannot; a deputy hands nothing on. They end by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference
from lacrecords.refusals import StepRefused
from lacrecords.rules.authorisation import MAY_DEPUTISE, Action, Actor, may
from lacrecords.staff import queries
from lacrecords.staff.deputy_models import PowersHandedOver
from lacrecords.staff.queries import StaffCard, council_day
from lacrecords.terms import Role

ONE_DAY = timedelta(days=1)


class HandOverRefused(StepRefused):
    """The powers cannot be handed over so; `field` is the part that is wrong, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandOver:
    """Who is to hold the powers, from which day, up to and including which day, and why."""

    account_id: int
    from_on: date
    last_on: date
    reason: str


def may_hand_over(actor: Actor) -> bool:
    """Whether this person may name a deputy: by a role of their own, never as a deputy."""
    return may(actor.own_role, Action.POWERS_HAND_OVER)


def possible_deputies(actor: Actor, on: date) -> tuple[StaffCard, ...]:
    """Those who work here and may hold the powers, by name."""
    return tuple(
        card
        for card in queries.everybody(on)
        if card.role in MAY_DEPUTISE and card.account_id != actor.account_id
    )


def hand_over_powers(actor: Actor, new: NewHandOver, longest_days: int, now: datetime) -> str:
    """Hand the powers over for these days; the reference. HandOverRefused says what is wrong."""
    if not may_hand_over(actor):
        raise HandOverRefused("", "Only the designated manager or the Director names a deputy")
    _refuse_wrong_days(new, longest_days, council_day(now))
    _refuse_wrong_person(actor, new, council_day(now))
    if not new.reason.strip():
        raise HandOverRefused("reason", "Enter why the powers are handed over")
    row = PowersHandedOver(
        reference=new_reference(),
        role=Role.DESIGNATED_MANAGER,
        account_id=new.account_id,
        from_on=new.from_on,
        to_on=new.last_on + ONE_DAY,
        reason=new.reason.strip(),
        handed_over_at=now,
        handed_over_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "powers_handed_over", "account", new.account_id)
    return row.reference


def take_powers_back(actor: Actor, reference: str, because: str, now: datetime) -> int | None:
    """End a hand-over before its time; the deputy's number, or None when it has ended already.

    LookupError: no such hand-over. A deputy may lay the powers down as well.
    """
    found = select(PowersHandedOver).where(PowersHandedOver.reference == reference.upper())
    row = db.session.scalar(found.with_for_update())
    if row is None:
        raise LookupError(reference)
    if not may_hand_over(actor) and actor.account_id != row.account_id:
        raise HandOverRefused("", "Only the designated manager or the Director ends this")
    if not because.strip():
        raise HandOverRefused("because", "Enter why it ends now")
    if row.ended_at is not None or row.to_on <= council_day(now):
        return None
    row.ended_at, row.ended_by, row.ended_because = now, actor.key, because.strip()
    db.session.flush()
    audit.record(actor, "powers_taken_back", "account", row.account_id)
    return row.account_id


def _refuse_wrong_days(new: NewHandOver, longest_days: int, today: date) -> None:
    if new.from_on < today:
        raise HandOverRefused("from_on", "First day must be today or in the future")
    if new.last_on < new.from_on:
        raise HandOverRefused("last_on", "Last day must be the first day or after it")
    if (new.last_on - new.from_on).days >= longest_days:
        raise HandOverRefused(
            "last_on", f"Powers are handed over for {longest_days} days at most at a time"
        )


def _refuse_wrong_person(actor: Actor, new: NewHandOver, today: date) -> None:
    if new.account_id not in {card.account_id for card in possible_deputies(actor, today)}:
        raise HandOverRefused("account_id", "Select a social worker or manager who works here")
    if not queries.is_active(new.account_id, new.from_on):
        raise HandOverRefused("account_id", "Select somebody who is not away on the first day")
    overlap = select(PowersHandedOver.id).where(
        PowersHandedOver.account_id == new.account_id,
        PowersHandedOver.ended_at.is_(None),
        PowersHandedOver.from_on <= new.last_on,
        PowersHandedOver.to_on > new.from_on,
    )
    if db.session.scalar(overlap.limit(1)) is not None:
        raise HandOverRefused("account_id", "This person holds the powers on some of these days")
