"""What other parts of the program may ask of the worklist: how much is open, how much late."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from lacrecords.clocks import local_date
from lacrecords.currency.models import CurrencyFinding
from lacrecords.currency.scope import IS_OPEN, is_accepted, is_late, open_to_all, seen_by
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.currency import mendable_by
from lacrecords.terms import CurrencyRule, Role

COUNTED = frozenset({Role.LEAD_SOCIAL_WORKER, Role.TEAM_MANAGER})
"""Whose navigation shows how many there are; for others it is a number of the whole register."""


def open_counts(now: datetime, reader: Actor | None = None) -> tuple[int, int]:
    """How many findings wait for this reader and how many are late; None: no restricted record."""
    on = local_date(now)
    waiting = (open_to_all(on) if reader is None else seen_by(reader, on)) & ~is_accepted(on)
    columns = select(func.count(), func.count().filter(is_late(now)))
    counted = db.session.execute(columns.select_from(CurrencyFinding).where(waiting)).one()
    return counted[0], counted[1]


def open_findings(rule: CurrencyRule, most: int) -> tuple[int, ...]:
    """The numbers of some open findings of this rule, the oldest first."""
    found = select(CurrencyFinding.id).where(IS_OPEN, CurrencyFinding.rule == rule)
    return tuple(db.session.scalars(found.order_by(CurrencyFinding.id).limit(most)))


def count_for(actor: Actor, now: datetime) -> int:
    """How many findings wait for this person to put right."""
    if actor.role not in COUNTED:
        return 0
    on = local_date(now)
    theirs = seen_by(actor, on) & CurrencyFinding.rule.in_(sorted(mendable_by(actor.role)))
    waiting = select(func.count()).select_from(CurrencyFinding).where(theirs, ~is_accepted(on))
    return db.session.scalar(waiting) or 0
