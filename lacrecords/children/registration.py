"""Making records of children, one or very many at a time.

A record is identity; all that is said with it becomes dated facts of one stamp. A
doubtful number is kept and marked here, for a file must never lose a child.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lacrecords.audit import services as audit
from lacrecords.children.ages import Birth
from lacrecords.children.changes import BY_HAND, Stamp, add_facts
from lacrecords.children.descriptions import reindex
from lacrecords.children.identities import checked_number
from lacrecords.children.models import (
    Child,
    ChildAddress,
    ChildBirth,
    ChildCase,
    ChildCharacteristics,
    ChildIdentifier,
    ChildName,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
)
from lacrecords.children.references import unused_references
from lacrecords.database import db
from lacrecords.history import Fact
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AddressType, IdentifierScheme, NameType, PlanCategory, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """A name the child has or had."""

    forename: str
    surname: str
    middle: str = ""
    name_type: NameType = NameType.CURRENT
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddress:
    """An address at which the child lives or lived."""

    line1: str
    line2: str = ""
    town: str = ""
    postcode: str = ""
    uprn: str = ""
    address_type: AddressType = AddressType.HOME
    confidential: bool = False
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A spell of open case."""

    from_on: date | None = None
    to_on: date | None = None
    closure_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A child protection plan."""

    from_on: date | None = None
    to_on: date | None = None
    category: PlanCategory = PlanCategory.NOT_RECORDED


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLead:
    """Who leads: an account, or only a name where no account is known."""

    account_id: int | None = None
    name_as_given: str = ""
    team_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChild:
    """Everything said of a child when the record is made."""

    names: tuple[NewName, ...]
    birth: Birth | None = None
    sex: Sex = Sex.NOT_RECORDED
    ethnicity: str = ""
    numbers: tuple[tuple[IdentifierScheme, str], ...] = ()
    addresses: tuple[NewAddress, ...] = ()
    cases: tuple[NewCase, ...] = ()
    plans: tuple[NewPlan, ...] = ()
    leads: tuple[NewLead, ...] = ()
    reason: str = ""


def create_child(actor: Actor, value: NewChild, now: datetime, source: str = BY_HAND) -> int:
    """Make one record; the number of the child."""
    (child_id,) = _create(actor, (value,), now, source)
    audit.record(actor, "child_created", "child", child_id)
    return child_id


def create_children(
    actor: Actor, values: Sequence[NewChild], now: datetime, source: str = BY_HAND
) -> tuple[int, ...]:
    """Make many records with few statements and one row in the trail; numbers in their order."""
    child_ids = _create(actor, values, now, source)
    audit.record(actor, "children_created", "child")
    return child_ids


def _create(
    actor: Actor, values: Sequence[NewChild], now: datetime, source: str
) -> tuple[int, ...]:
    children = [
        Child(reference=reference, created_at=now, created_by=actor.key)
        for reference in unused_references(len(values))
    ]
    db.session.add_all(children)
    db.session.flush()
    pairs = zip(children, values, strict=True)
    add_facts(
        [
            fact
            for child, value in pairs
            for fact in _facts_of(child.id, value, Stamp(actor, now, value.reason, source))
        ]
    )
    child_ids = tuple(child.id for child in children)
    reindex(child_ids, all_new=True)
    return child_ids


def _facts_of(child_id: int, value: NewChild, stamp: Stamp) -> Iterator[Fact]:
    common: dict[str, Any] = {"child_id": child_id, **stamp.columns()}
    yield from _identity_facts(value, common)
    yield from _circumstance_facts(value, common)


def _identity_facts(value: NewChild, common: dict[str, Any]) -> Iterator[Fact]:
    for name in value.names:
        yield ChildName(
            name_type=name.name_type,
            forename=name.forename,
            middle=name.middle,
            surname=name.surname,
            from_on=name.from_on,
            to_on=name.to_on,
            **common,
        )
    if value.birth is not None:
        yield ChildBirth(
            born_on=value.birth.born_on,
            expected_on=value.birth.expected_on,
            precision=value.birth.precision,
            **common,
        )
    if value.sex is not Sex.NOT_RECORDED or value.ethnicity:
        yield ChildCharacteristics(sex=value.sex, ethnicity=value.ethnicity, **common)
    for scheme, given in value.numbers:
        number, wrong = checked_number(scheme, given)
        yield ChildIdentifier(scheme=scheme, value=number, check_failed=wrong, **common)


def _circumstance_facts(value: NewChild, common: dict[str, Any]) -> Iterator[Fact]:
    for address in value.addresses:
        yield ChildAddress(
            address_type=address.address_type,
            line1=address.line1,
            line2=address.line2,
            town=address.town,
            postcode=address.postcode,
            uprn=address.uprn,
            confidential=address.confidential,
            from_on=address.from_on,
            to_on=address.to_on,
            **common,
        )
    for case in value.cases:
        yield ChildCase(
            closure_reason=case.closure_reason, from_on=case.from_on, to_on=case.to_on, **common
        )
    for plan in value.plans:
        category = plan.category.value
        yield ChildProtectionPlan(
            initial_category=category,
            latest_category=category,
            from_on=plan.from_on,
            to_on=plan.to_on,
            **common,
        )
    for lead in value.leads:
        yield LeadSocialWorkerAssignment(
            account_id=lead.account_id,
            name_as_given=lead.name_as_given,
            team_id=lead.team_id,
            from_on=lead.from_on,
            to_on=lead.to_on,
            **common,
        )
