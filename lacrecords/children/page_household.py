"""The part of a child's page that says with whom the child lives, and who else helps.

Another child is named only where that child's own record is open to the reader, and
never where that would give a confidential address away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lacrecords.children import facts
from lacrecords.children.ages import age_words
from lacrecords.children.descriptions import address_form
from lacrecords.children.fact_words import (
    ADDRESS_WORDS,
    FactReader,
    relationship_words,
)
from lacrecords.children.leads import leads_of
from lacrecords.children.linked import kept_ids, record_ids
from lacrecords.children.living_with import (
    is_mother,
    living_words,
    responsibility_words,
)
from lacrecords.children.models import (
    ChildAddress,
    ChildBirth,
    ChildName,
    ChildProfessional,
    ChildRelationship,
    HouseholdMember,
)
from lacrecords.children.queries import CONFIDENTIAL_ADDRESS, address_words, name_words
from lacrecords.children.record import Record
from lacrecords.children.standing import birth_of, hidden_ids, sealed_ids
from lacrecords.database import db, now_utc
from lacrecords.matching.address_comparison import AddressCertainty
from lacrecords.matching.search import same_address_ids
from lacrecords.staff.queries import council_day

SAME_ADDRESS = "at the same address"
CARRIES = "carries the child"
FROM_THE_BIRTH = "has parental responsibility from the birth"


@dataclass(frozen=True, slots=True)
class AddressCard:
    """Where the child lives; a confidential address without leave to see is said to be held."""

    fact_id: int | None
    kind: str
    address: str
    since: date | None
    confidential: bool


@dataclass(frozen=True, slots=True)
class AdultCard:
    """An adult in the household or a parent; `responsibility` is empty where they have none."""

    fact_id: int
    name: str
    relationship: str
    living: str
    responsibility: str


@dataclass(frozen=True, slots=True)
class OtherChild:
    """Another child, related or at the same address; a relation is kept on one of two records."""

    reference: str
    name: str
    age: str
    why: str
    relation_id: int | None
    kept_on: str


@dataclass(frozen=True, slots=True)
class ProfessionalCard:
    """A professional for the child."""

    fact_id: int
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class Household:
    """With whom the child lives, and who else helps."""

    addresses: tuple[AddressCard, ...]
    adults: tuple[AdultCard, ...]
    other_children: tuple[OtherChild, ...]
    professionals: tuple[ProfessionalCard, ...]


def household(record: Record, reader: FactReader, account_id: int | None) -> Household:
    """The household as this reader may see it."""
    return Household(
        addresses=tuple(_address(row, reader) for row in record.held(ChildAddress)),
        adults=_adults(record, reader),
        other_children=_other_children(record, reader, account_id),
        professionals=tuple(_professional(row) for row in record.held(ChildProfessional)),
    )


def _address(row: ChildAddress, reader: FactReader) -> AddressCard:
    hidden = reader.hides(row)
    words = CONFIDENTIAL_ADDRESS if hidden else address_words(row)
    return AddressCard(
        fact_id=None if hidden else row.id,
        kind=ADDRESS_WORDS[row.address_type],
        address=words,
        since=row.from_on,
        confidential=row.confidential,
    )


def _adults(record: Record, reader: FactReader) -> tuple[AdultCard, ...]:
    birth = birth_of(record.held(ChildBirth))
    unborn = birth is not None and birth.expected_on is not None
    return tuple(_adult(row, reader, unborn) for row in record.held(HouseholdMember))


def _adult(row: HouseholdMember, reader: FactReader, unborn: bool) -> AdultCard:
    """Before the birth a mother carries the child, and nobody has parental responsibility yet."""
    carries = unborn and is_mother(row.relationship)
    later = unborn and row.parental_responsibility
    return AdultCard(
        fact_id=row.id,
        name=reader.people.get(row.person_id, "Name not recorded"),
        relationship=row.relationship,
        living=CARRIES if carries else living_words(row),
        responsibility=FROM_THE_BIRTH if later else responsibility_words(row),
    )


def _professional(row: ChildProfessional) -> ProfessionalCard:
    words = ", ".join(part for part in (row.name, row.organisation, row.contact) if part)
    return ProfessionalCard(row.id, row.role, words)


def _other_children(
    record: Record, reader: FactReader, account_id: int | None
) -> tuple[OtherChild, ...]:
    on = record.when.on
    related = record.related()
    reasons = {
        other: relationship_words(row.relationship, row.child_id in record.record_ids)
        for other, row in related.items()
    }
    for other in _at_same_address(record, reader, account_id):
        why = reasons.get(other)
        reasons[other] = f"{why}, {SAME_ADDRESS}" if why else SAME_ADDRESS
    # Of the record as it stood on an earlier day, nothing is shown that is closed today.
    shown = set(reasons) - hidden_ids(reasons, account_id, council_day(now_utc()))
    references = facts.references_of(shown)
    names, births = facts.current(ChildName, shown), facts.current(ChildBirth, shown)
    children = (
        OtherChild(
            reference=references[other],
            name=name_words(names.get(other, []))[0],
            age=age_words(birth_of(births.get(other, [])), on),
            why=reasons[other],
            relation_id=related[other].id if other in related else None,
            kept_on=_kept_on(record, related.get(other), references[other]),
        )
        for other in shown
    )
    return tuple(sorted(children, key=lambda child: (child.name, child.reference)))


def _kept_on(record: Record, row: ChildRelationship | None, reference: str) -> str:
    """The reference of the record on which the relation was written down."""
    here = row is None or row.child_id in record.record_ids
    return record.reference if here else reference


def _at_same_address(record: Record, reader: FactReader, account_id: int | None) -> Iterable[int]:
    """Children surely at an address that this reader sees; a block of flats is not a household."""
    on = record.when.on
    if sealed_ids((record.child_id,), council_day(now_utc())):
        # Where a child lived before an adoption may be where the child lives after it.
        return ()
    seen = [row for row in record.held(ChildAddress) if not reader.hides(row)]
    found = {
        same.subject_id
        for same in same_address_ids(db.session(), map(address_form, seen), on)
        if same.certainty is AddressCertainty.SAME
    }
    kept = kept_ids(found)
    found = {kept[one] for one in found} - set(record_ids(record.child_id))
    return found if reader.sees_every_confidential else found - _hiding(found, account_id)


def _hiding(children: Iterable[int], account_id: int | None) -> set[int]:
    """Those with a confidential address for whom this person neither leads nor covers today."""
    theirs = facts.current(ChildAddress, children)
    hiding = {one for one, rows in theirs.items() if any(row.confidential for row in rows)}
    for child_id, lead in leads_of(hiding, council_day(now_utc())).items():
        workers = (lead.worker, lead.cover)
        if account_id and account_id in {each.account_id for each in workers if each}:
            hiding.discard(child_id)
    return hiding
