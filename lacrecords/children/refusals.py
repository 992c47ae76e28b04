"""The owner of a restricted record hears who, or which file, asked for it and was refused.

Once for each person, record and day. What the person saw is the same as for a record
that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from lacrecords.children.changes import lock_child
from lacrecords.children.restriction_models import RefusedView
from lacrecords.children.restriction_owners import tell_owner
from lacrecords.children.standing import restrictions_of
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day

NUMBER_IN_FILE = "A file held the number of this record. The row was not loaded."


def tell_owner_of_refusal(actor: Actor, child_id: int, now: datetime) -> None:
    """Tell the owner that this person asked for the record; a record without an owner: nobody."""
    on = council_day(now)
    card = restrictions_of((child_id,), on).get(child_id)
    if card is None or card.owner_id == actor.account_id:
        return
    if _first_today(actor, child_id, now):
        why = f"{actor.name} asked for this record and was not shown it."
        tell_owner(actor, child_id, card, why, now)


def tell_owners_of_rows(actor: Actor, child_ids: Iterable[int], now: datetime) -> None:
    """Tell the owners of these sealed records that a file held their numbers; no row was taken."""
    cards = restrictions_of(child_ids, council_day(now))
    for child_id, card in sorted(cards.items()):
        if _first_today(actor, child_id, now):
            tell_owner(actor, child_id, card, NUMBER_IN_FILE, now)


def _first_today(actor: Actor, child_id: int, now: datetime) -> bool:
    """Whether this is the first time that day; two at once wait for each other."""
    on = council_day(now)
    lock_child(child_id)
    told = select(RefusedView.id).where(
        RefusedView.child_id == child_id,
        RefusedView.asked_by == actor.key,
        RefusedView.asked_on == on,
    )
    if db.session.scalar(told) is not None:
        return False
    db.session.add(RefusedView(child_id=child_id, asked_by=actor.key, asked_on=on, first_at=now))
    db.session.flush()
    return True
