"""Closing a record to all but a few, and saying that one knows the child or family.

A declared connection closes the record to whoever declared it; a restriction closes
it to everybody but its owner and readers. Both are lifted elsewhere, by somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.children import facts
from lacrecords.children.changes import ChangeRefused, Stamp, add_facts, check_shown, lock_child
from lacrecords.children.models import DeclaredConnection, Restriction, RestrictionReader
from lacrecords.children.standing import connections_of
from lacrecords.history import Fact
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import StaffCard
from lacrecords.terms import RestrictionKind, Role

MAY_OWN = (Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER)
MAY_READ = (
    Role.DUTY_OFFICER,
    Role.DUTY_SOCIAL_WORKER,
    Role.OUT_OF_HOURS_SOCIAL_WORKER,
    Role.LEAD_SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.DESIGNATED_MANAGER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrict:
    """The record is for its owner and these readers only, from today."""

    owner_id: int
    reader_ids: tuple[int, ...]
    reason: str
    shown_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareConnection:
    """The member of staff who acts knows this child or family."""

    reason: str


def restrict_record(actor: Actor, child_id: int, value: Restrict, now: datetime) -> int:
    """Close the record to all but its owner and readers; ChangeRefused when it is closed."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(Restriction, child_id, value.shown_id)
    if facts.in_force(Restriction, (child_id,), stamp.today):
        raise ChangeRefused("owner_id", "The record is restricted already")
    refuse_unknown("owner_id", (value.owner_id,), staff.active_people(MAY_OWN, stamp.today))
    refuse_who_knows_the_child(child_id, value.owner_id, stamp)
    readers = tuple(sorted(set(value.reader_ids) - {value.owner_id}))
    refuse_unknown("reader_ids", readers, staff.active_people(MAY_READ, stamp.today))
    restriction = Restriction(
        child_id=child_id,
        kind=RestrictionKind.RESTRICTED.value,
        owner_id=value.owner_id,
        from_on=stamp.today,
        **stamp.columns(),
    )
    allowed: list[Fact] = [
        RestrictionReader(
            child_id=child_id, account_id=reader, from_on=stamp.today, **stamp.columns()
        )
        for reader in readers
    ]
    add_facts([restriction, *allowed])
    audit.record(actor, "record_restricted", "child", child_id)
    return restriction.id


def declare_connection(
    actor: Actor, child_id: int, value: DeclareConnection, now: datetime
) -> None:
    """Close the record to whoever acts, who knows the child; saying it twice is harmless."""
    stamp = Stamp(actor, now, value.reason)
    if actor.account_id is None:
        raise ChangeRefused("reason", "Only a member of staff can declare a connection")
    lock_child(child_id)
    declared = facts.in_force(DeclaredConnection, (child_id,), stamp.today).get(child_id, [])
    if any(row.account_id == actor.account_id for row in declared):
        return
    connection = DeclaredConnection(
        child_id=child_id, account_id=actor.account_id, from_on=stamp.today, **stamp.columns()
    )
    add_facts([connection])
    audit.record(actor, "connection_declared", "child", child_id)


def refuse_who_knows_the_child(child_id: int, owner_id: int, stamp: Stamp) -> None:
    """Raise ChangeRefused for an owner to whom a declared connection closes the record."""
    if owner_id in connections_of((child_id,), stamp.today).get(child_id, ()):
        raise ChangeRefused("owner_id", "Choose somebody who does not know the child or family")


def refuse_unknown(field: str, account_ids: tuple[int, ...], known: tuple[StaffCard, ...]) -> None:
    """Raise ChangeRefused for anybody whom the page did not offer."""
    if not set(account_ids) <= {card.account_id for card in known}:
        raise ChangeRefused(field, "Choose from the people in the list")
