"""The owner of a restricted record hears who asked for it and was not shown it.

Once for each person, record and day. What the person saw is the same as for a record
that is not there.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.children.changes import lock_child
from lacrecords.children.restriction_models import RefusedView
from lacrecords.children.restriction_owners import tell_owner
from lacrecords.children.standing import restrictions_of
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day


def tell_owner_of_refusal(actor: Actor, child_id: int, now: datetime) -> None:
    """Tell the owner that this person asked for the record; a record without an owner: nobody."""
    on = council_day(now)
    card = restrictions_of((child_id,), on).get(child_id)
    if card is None or card.owner_id == actor.account_id:
        return
    lock_child(child_id)
    told = select(RefusedView.id).where(
        RefusedView.child_id == child_id,
        RefusedView.asked_by == actor.key,
        RefusedView.asked_on == on,
    )
    if db.session.scalar(told) is not None:
        return
    db.session.add(RefusedView(child_id=child_id, asked_by=actor.key, asked_on=on, first_at=now))
    db.session.flush()
    why = f"{actor.name} asked for this record and was not shown it."
    tell_owner(actor, child_id, card, why, now)
