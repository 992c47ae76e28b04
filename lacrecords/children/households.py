"""Where a child lives and with whom: addresses, adults, related children, professionals.

Another authority's plan or placement is recorded here too. An address change
re-indexes the child in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.audit import services as audit
from lacrecords.children import facts
from lacrecords.children.changes import ChangeRefused, Stamp, add_facts, end_fact, lock_child
from lacrecords.children.descriptions import reindex
from lacrecords.children.models import (
    ChildAddress,
    ChildProfessional,
    ChildRelationship,
    HouseholdMember,
    OtherAuthorityInvolvement,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AddressType


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAddress:
    """An address; `moved_from_id` is the address that the child left on the day this one begins."""

    line1: str
    line2: str = ""
    town: str = ""
    postcode: str = ""
    uprn: str = ""
    address_type: AddressType = AddressType.HOME
    confidential: bool = False
    from_on: date | None = None
    to_on: date | None = None
    moved_from_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHouseholdMember:
    """What an adult is to the child."""

    person_id: int
    relationship: str
    lives_with_child: bool
    parental_responsibility: bool
    living_is_known: bool = True
    responsibility_is_known: bool = True
    responsibility_basis: str = ""
    from_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRelationship:
    """What another child is to this one."""

    other_child_id: int
    relationship: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProfessional:
    """A professional for the child."""

    role: str
    name: str
    organisation: str
    contact: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOtherAuthority:
    """Another authority has a plan for the child or has placed the child."""

    authority: str
    telephone: str
    what: str
    from_on: date | None = None
    reason: str = ""


def record_address(actor: Actor, child_id: int, value: RecordAddress, now: datetime) -> int:
    """Record an address and end the one the child moved from."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    if value.moved_from_id is not None:
        _end_address(child_id, value.moved_from_id, value.from_on or stamp.today, stamp)
    address = ChildAddress(
        child_id=child_id,
        address_type=value.address_type,
        line1=value.line1,
        line2=value.line2,
        town=value.town,
        postcode=value.postcode,
        uprn=value.uprn,
        confidential=value.confidential,
        from_on=value.from_on,
        to_on=value.to_on,
        **stamp.columns(),
    )
    add_facts([address])
    audit.record(actor, "address_recorded", "child", child_id)
    reindex((child_id,))
    return address.id


def _end_address(child_id: int, address_id: int, left_on: date, stamp: Stamp) -> None:
    for address in facts.running(ChildAddress, child_id):
        if address.id == address_id:
            end_fact(address, left_on, stamp, "from_on")
            return
    raise ChangeRefused("moved_from_id", "Choose an address at which the child lives")


def record_household_member(
    actor: Actor, child_id: int, value: RecordHouseholdMember, now: datetime
) -> int:
    """Record what an adult is to the child; a parent's family names help to find the child."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    member = HouseholdMember(
        child_id=child_id,
        person_id=value.person_id,
        relationship=value.relationship,
        lives_with_child=value.lives_with_child,
        living_is_known=value.living_is_known,
        parental_responsibility=value.parental_responsibility,
        responsibility_is_known=value.responsibility_is_known,
        responsibility_basis=value.responsibility_basis,
        from_on=value.from_on,
        **stamp.columns(),
    )
    add_facts([member])
    audit.record(actor, "household_member_recorded", "child", child_id)
    reindex((child_id,))
    return member.id


def record_relationship(
    actor: Actor, child_id: int, value: RecordRelationship, now: datetime
) -> int:
    """Record what another child is to this one; it is read from both sides."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    relationship = ChildRelationship(
        child_id=child_id,
        other_child_id=value.other_child_id,
        relationship=value.relationship,
        **stamp.columns(),
    )
    add_facts([relationship])
    audit.record(actor, "relationship_recorded", "child", child_id)
    return relationship.id


def record_professional(
    actor: Actor, child_id: int, value: RecordProfessional, now: datetime
) -> int:
    """Record a professional for the child."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    professional = ChildProfessional(
        child_id=child_id,
        role=value.role,
        name=value.name,
        organisation=value.organisation,
        contact=value.contact,
        **stamp.columns(),
    )
    add_facts([professional])
    audit.record(actor, "professional_recorded", "child", child_id)
    return professional.id


def record_other_authority(
    actor: Actor, child_id: int, value: RecordOtherAuthority, now: datetime
) -> int:
    """Record another authority's plan or placement."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    involvement = OtherAuthorityInvolvement(
        child_id=child_id,
        authority=value.authority,
        telephone=value.telephone,
        what=value.what,
        from_on=value.from_on,
        **stamp.columns(),
    )
    add_facts([involvement])
    audit.record(actor, "other_authority_recorded", "child", child_id)
    return involvement.id
