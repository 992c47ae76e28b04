"""Eighteenth birthdays: whoever leads for somebody who is no child any more hears of it once.

From that day an enquiry about them is answered as the rules say; the record stays. The case,
the plan and the lead social worker are ended by a person, never by a clock.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.children import facts
from lacrecords.children.ages import is_adult
from lacrecords.children.linked import kept_ids
from lacrecords.children.models import ChildBirth, ChildCase
from lacrecords.children.standing import birth_of, standing_of
from lacrecords.database import db
from lacrecords.notifications.queries import children_told_of
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day
from lacrecords.terms import NotificationKind, Role, Urgency

LOOKED_BACK = timedelta(days=60)
"""A birthday recorded or corrected late is noticed too; older ones are a matter of the worklist."""
WHY = "Somebody whose case is open has turned eighteen. End what has ended, or say why it goes on."


def newly_adult(now: datetime) -> tuple[int, ...]:
    """Those with an open case who have turned eighteen and of whom nobody was told."""
    on = council_day(now)
    latest = _eighteen_years_before(on)
    candidates = db.session.scalars(
        select(ChildBirth.child_id)
        .join(ChildCase, ChildCase.child_id == ChildBirth.child_id)
        .where(
            ChildBirth.is_current(),
            ChildBirth.born_on > latest - LOOKED_BACK,
            ChildBirth.born_on <= latest,
            ChildCase.is_in_force(on),
        )
        .distinct()
    )
    found = set(kept_ids(candidates).values())
    told = children_told_of(NotificationKind.TURNED_EIGHTEEN, found)
    births = facts.current(ChildBirth, found - told)
    return tuple(sorted(one for one, rows in births.items() if is_adult(birth_of(rows), on)))


def tell_of_birthday(actor: Actor, child_id: int, now: datetime) -> None:
    """Tell the lead social worker, or where there is none the designated manager."""
    standing = standing_of(child_id, council_day(now))
    lead = standing.lead.account_id if standing.lead else None
    known = Recipient(account_id=lead) if lead else Recipient(role=Role.DESIGNATED_MANAGER)
    if standing.restriction is not None and standing.sealed:
        known = Recipient(account_id=standing.restriction.owner_id)
    notice = Notice(
        kind=NotificationKind.TURNED_EIGHTEEN,
        urgency=Urgency.ROUTINE,
        recipient=known,
        child_id=child_id,
        why=WHY,
    )
    notify(actor, notice, now)


def _eighteen_years_before(on: date) -> date:
    """The latest day of birth of those who are eighteen; 29 February counts from 1 March."""
    try:
        return on.replace(year=on.year - 18)
    except ValueError:
        return on.replace(year=on.year - 18, day=28)
