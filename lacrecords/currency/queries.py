"""What other parts of the program may ask of the worklist: how much is open, how much late."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from lacrecords.clocks import local_date
from lacrecords.currency.figures import late_at, this_procedure, working_days_of
from lacrecords.currency.models import CurrencyFinding
from lacrecords.currency.scope import (
    IS_OPEN,
    is_accepted,
    is_late,
    open_to_all,
    seen_by,
    was_accepted,
)
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.currency import mendable_by, of_severity
from lacrecords.terms import CurrencyRule, Role
from lacrecords.waiting import Waiting, next_of

COUNTED = frozenset({Role.LEAD_SOCIAL_WORKER, Role.TEAM_MANAGER})
"""Whose navigation shows how many there are; for others it is a number of the whole register."""


def open_counts(now: datetime, reader: Actor | None = None) -> Waiting:
    """The findings that wait for this reader; None: of no restricted record.

    The next that is late is reckoned among those that were never let stand for a while.
    """
    on, late = local_date(now), is_late(now)
    waiting = (open_to_all(on) if reader is None else seen_by(reader, on)) & ~is_accepted(on)
    days = working_days_of(this_procedure())
    oldest = (
        func.min(CurrencyFinding.first_found_at).filter(
            CurrencyFinding.rule.in_(sorted(of_severity(severity))), ~late, ~was_accepted()
        )
        for severity in days
    )
    columns = select(func.count(), func.count().filter(late), *oldest)
    found = db.session.execute(columns.select_from(CurrencyFinding).where(waiting)).one()
    due = (
        late_at(this_procedure(), first, several)
        for first, several in zip(found[2:], days.values(), strict=True)
        if first is not None
    )
    return Waiting(found[0], found[1], next_of(due, now))


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
