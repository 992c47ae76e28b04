"""Another owner or other readers of a restricted record; and the end of a declared connection.

Each is a dated fact with its reason: who could open the record on which day can always be
read. A declared connection is never ended by the person who declared it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children import facts
from lacrecords.children.changes import (
    ChangeRefused,
    Stamp,
    add_facts,
    check_shown,
    end_behind_guard,
    end_fact,
    lock_child,
    restate,
)
from lacrecords.children.models import DeclaredConnection, Restriction, RestrictionReader
from lacrecords.children.restriction_models import RestrictionLift
from lacrecords.children.restriction_owners import kind_of_notice, may_manage
from lacrecords.children.restrictions import (
    MAY_OWN,
    MAY_READ,
    refuse_unknown,
    refuse_who_knows_the_child,
)
from lacrecords.children.standing import RestrictionCard, connections_of, restrictions_of
from lacrecords.database import db
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import RestrictionKind, Urgency

NOT_YOURS = "Only its owner or the designated manager can do this"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRestriction:
    """The record is for this owner and these readers only, from today."""

    owner_id: int
    reader_ids: tuple[int, ...]
    reason: str
    shown_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftConnection:
    """This member of staff has no connection with the child or family, or none any more."""

    account_id: int
    reason: str


def managed_restriction(actor: Actor, child_id: int, stamp: Stamp) -> Restriction:
    """The restriction in force, for whoever answers for it; ChangeRefused for anybody else."""
    rows = facts.in_force(Restriction, (child_id,), stamp.today).get(child_id, [])
    if not rows:
        raise ChangeRefused("reason", "The record is not restricted any more")
    card = restrictions_of((child_id,), stamp.today)[child_id]
    connected = connections_of((child_id,), stamp.today).get(child_id, frozenset())
    if not may_manage(actor, card, connected, stamp.now):
        raise ChangeRefused("reason", NOT_YOURS)
    sealed = [row for row in rows if row.kind == RestrictionKind.SEALED_AT_ADOPTION]
    return (sealed or rows)[-1]


def change_restriction(
    actor: Actor, child_id: int, value: ChangeRestriction, now: datetime
) -> None:
    """Give the record another owner or other readers from today; both owners are told."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(Restriction, child_id, value.shown_id)
    held = managed_restriction(actor, child_id, stamp)
    _refuse_while_a_lift_waits(held.id)
    refuse_who_knows_the_child(child_id, value.owner_id, stamp)
    sealed = held.kind == RestrictionKind.SEALED_AT_ADOPTION
    refuse_unknown("owner_id", (value.owner_id,), staff.active_people(MAY_OWN, stamp.today))
    readers = frozenset() if sealed else frozenset(value.reader_ids) - {value.owner_id}
    old_owner = held.owner_id
    if value.owner_id != old_owner:
        _hand_over(held, value.owner_id, stamp)
    if not sealed:
        _set_readers(child_id, readers, stamp)
    audit.record(actor, "restriction_changed", "child", child_id)
    card = restrictions_of((child_id,), stamp.today)[child_id]
    _tell_owners(actor, child_id, card, {old_owner, value.owner_id}, now)


def _refuse_while_a_lift_waits(restriction_id: int) -> None:
    waiting = select(RestrictionLift.id).where(
        RestrictionLift.restriction_id == restriction_id, RestrictionLift.decided_at.is_(None)
    )
    if db.session.scalar(waiting) is not None:
        raise ChangeRefused("reason", "A request to lift it waits for an answer. Decide that first")


def _hand_over(held: Restriction, owner_id: int, stamp: Stamp) -> None:
    """The next stands before the last goes: between them the record would be open to all."""
    following = Restriction(
        child_id=held.child_id,
        kind=held.kind,
        owner_id=owner_id,
        from_on=stamp.today,
        **stamp.columns(),
    )
    add_facts([following])
    restate(held, stamp, to_on=stamp.today)


def _set_readers(child_id: int, wanted: frozenset[int], stamp: Stamp) -> None:
    held = facts.in_force(RestrictionReader, (child_id,), stamp.today).get(child_id, [])
    for row in held:
        if row.account_id not in wanted:
            end_fact(row, stamp.today, stamp)
    new = wanted - {row.account_id for row in held}
    refuse_unknown("reader_ids", tuple(new), staff.active_people(MAY_READ, stamp.today))
    add_facts(
        RestrictionReader(
            child_id=child_id, account_id=reader, from_on=stamp.today, **stamp.columns()
        )
        for reader in sorted(new)
    )


def end_readers(child_id: int, stamp: Stamp) -> None:
    """Nobody is a reader any more: a record restricted again begins with readers of its own."""
    _set_readers(child_id, frozenset(), stamp)


def _tell_owners(
    actor: Actor, child_id: int, card: RestrictionCard, owners: set[int], now: datetime
) -> None:
    for owner_id in sorted(owners - {actor.account_id or 0}):
        notice = Notice(
            kind=kind_of_notice(card),
            urgency=Urgency.ROUTINE,
            recipient=Recipient(account_id=owner_id),
            child_id=child_id if owner_id == card.owner_id or not card.sealed else None,
            why="Who owns or may open this record was changed. The reason stands on the record.",
        )
        notify(actor, notice, now)


def lift_connection(actor: Actor, child_id: int, value: LiftConnection, now: datetime) -> None:
    """End a declared connection, with the reason; ChangeRefused for the person who declared it."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    if value.account_id == actor.account_id:
        raise ChangeRefused("account_id", "Somebody else must lift your own connection")
    declared = facts.in_force(DeclaredConnection, (child_id,), stamp.today).get(child_id, [])
    rows = [row for row in declared if row.account_id == value.account_id]
    if not rows:
        raise ChangeRefused("account_id", "Choose somebody who has declared a connection")
    for row in rows:
        end_behind_guard(row, stamp.today, stamp)
    audit.record(actor, "connection_lifted", "child", child_id)
