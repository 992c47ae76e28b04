"""Sealing the record before an adoption: for one named owner, and in no list or link any more.

The record after the adoption is a record of its own, made by a search like any other.
Nothing kept here says which one it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.changes import ChangeRefused, Stamp, add_facts, check_shown, lock_child
from lacrecords.children.links import forget_pairs, standing_links
from lacrecords.children.models import Restriction
from lacrecords.children.restriction_models import RestrictionLift
from lacrecords.children.restriction_owners import tell_owner
from lacrecords.children.restrictions import MAY_OWN, refuse_unknown, refuse_who_knows_the_child
from lacrecords.children.standing import own_restrictions_of
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import RestrictionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SealRecord:
    """The record before the adoption is for this owner alone, from today."""

    owner_id: int
    reason: str
    shown_id: int | None


def seal_record(actor: Actor, child_id: int, value: SealRecord, now: datetime) -> int:
    """Seal the record to one named owner; ChangeRefused when it is sealed, or they know the child.

    A restriction that stands stays behind the seal and holds again should that be lifted.
    """
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(Restriction, child_id, value.shown_id)
    card = own_restrictions_of((child_id,), stamp.today).get(child_id)
    if card is not None and card.sealed:
        raise ChangeRefused("owner_id", "The record is sealed already")
    refuse_unknown("owner_id", (value.owner_id,), staff.active_people(MAY_OWN, stamp.today))
    refuse_who_knows_the_child(child_id, value.owner_id, stamp)
    _refuse_while_a_lift_waits(child_id)
    _refuse_while_linked(child_id)
    forget_pairs(child_id)
    seal = Restriction(
        child_id=child_id,
        kind=RestrictionKind.SEALED_AT_ADOPTION.value,
        owner_id=value.owner_id,
        from_on=stamp.today,
        **stamp.columns(),
    )
    add_facts([seal])
    audit.record(actor, "record_sealed", "child", child_id)
    if value.owner_id != actor.account_id:
        sealed = own_restrictions_of((child_id,), stamp.today)[child_id]
        tell_owner(actor, child_id, sealed, "A record was sealed, and you answer for it.", now)
    return seal.id


def _refuse_while_linked(child_id: int) -> None:
    """The link would tie the record before the adoption to another, maybe the one after it."""
    if standing_links((child_id,)):
        words = "It is linked to another record, or that is proposed. Undo or refuse that first"
        raise ChangeRefused("reason", words)


def _refuse_while_a_lift_waits(child_id: int) -> None:
    waiting = select(RestrictionLift.id).where(
        RestrictionLift.child_id == child_id, RestrictionLift.decided_at.is_(None)
    )
    if db.session.scalar(waiting.limit(1)) is not None:
        raise ChangeRefused("reason", "A request to lift its restriction waits. Decide that first")
