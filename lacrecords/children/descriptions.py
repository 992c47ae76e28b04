"""What the record says of a child, in the form in which the search compares it.

Every name and every address with its days, so that an old name still finds the child.
`reindex` is called by each change that matters to finding, in its transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypedDict

from lacrecords.children import facts
from lacrecords.children.linked import with_linked
from lacrecords.children.living_with import is_mother
from lacrecords.children.models import (
    ChildAddress,
    ChildBirth,
    ChildCharacteristics,
    ChildIdentifier,
    ChildName,
    HouseholdMember,
)
from lacrecords.database import db
from lacrecords.matching import store
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.people.queries import PersonCard, people_by_id
from lacrecords.terms import DatePrecision, IdentifierScheme, NameType, Sex


def reindex(child_ids: Sequence[int], all_new: bool = False) -> None:
    """Write the keys of these children anew; `all_new`: they were never in the index."""
    record_ids = child_ids if all_new else with_linked(child_ids)
    described = describe_many(record_ids)
    rows = [(record_id, described[record_id]) for record_id in record_ids]
    store.index_many(db.session(), SubjectKind.CHILD, rows, all_new=all_new)


def describe(child_id: int) -> Described:
    """What the record says now of one child."""
    return describe_many((child_id,))[child_id]


def describe_many(child_ids: Iterable[int]) -> dict[int, Described]:
    """What finds each of these records, with a fixed number of queries.

    A record that others are linked to is found by what they say too; each of those by its own.
    """
    wanted = tuple(set(child_ids))
    names, births = facts.finding(ChildName, wanted), facts.finding(ChildBirth, wanted)
    sexes = facts.finding(ChildCharacteristics, wanted)
    numbers = facts.finding(ChildIdentifier, wanted)
    addresses = facts.finding(ChildAddress, wanted)
    parents = _parent_surnames(wanted)
    return {
        child_id: Described(
            names=_name_forms(names.get(child_id, [])),
            **_birth_parts(births.get(child_id, [])),
            sex=_sex(sexes.get(child_id, [])),
            nhs_number=_number(numbers.get(child_id, []), IdentifierScheme.NHS),
            upn=_number(numbers.get(child_id, []), IdentifierScheme.UPN),
            # The newest first: the search keeps so many and no more.
            addresses=tuple(address_form(row) for row in reversed(addresses.get(child_id, []))),
            parent_surnames=parents.get(child_id, ()),
        )
        for child_id in wanted
    }


def current_address_forms(child_id: int, on: date) -> tuple[AddressForm, ...]:
    """The addresses at which the child lives on that day, confidential ones included."""
    rows = facts.in_force(ChildAddress, (child_id,), on).get(child_id, [])
    return tuple(address_form(row) for row in rows)


def address_form(row: ChildAddress) -> AddressForm:
    """One address in the form in which the search compares it."""
    return AddressForm(
        line1=row.line1,
        line2=row.line2,
        town=row.town,
        postcode=row.postcode,
        uprn=row.uprn,
        from_on=row.from_on,
        to_on=row.to_on,
    )


def _name_forms(rows: list[ChildName]) -> tuple[NameForm, ...]:
    first = sorted(rows, key=lambda row: row.name_type is not NameType.CURRENT)
    return tuple(NameForm(row.forename, row.middle, row.surname) for row in first)


class _BirthParts(TypedDict):
    born_on: date | None
    born_precision: DatePrecision
    expected_on: date | None


def _birth_parts(rows: list[ChildBirth]) -> _BirthParts:
    newest = rows[-1] if rows else None
    known = newest is not None and newest.born_on is not None
    return _BirthParts(
        born_on=newest.born_on if newest else None,
        born_precision=newest.precision if newest and known else DatePrecision.EXACT,
        expected_on=newest.expected_on if newest else None,
    )


def _sex(rows: list[ChildCharacteristics]) -> Sex:
    return rows[-1].sex if rows else Sex.NOT_RECORDED


def _number(rows: list[ChildIdentifier], scheme: IdentifierScheme) -> str:
    # A number that passes its check comes before one that does not.
    found = [row for row in reversed(rows) if row.scheme is scheme]
    found.sort(key=lambda row: row.check_failed)
    return found[0].value if found else ""


def _parent_surnames(child_ids: tuple[int, ...]) -> dict[int, tuple[str, ...]]:
    members = facts.finding(HouseholdMember, child_ids)
    parents = {
        child_id: [row.person_id for row in rows if _is_parent(row)]
        for child_id, rows in members.items()
    }
    cards = people_by_id(person for people in parents.values() for person in people)
    return {child_id: _surnames(people, cards) for child_id, people in parents.items()}


def _is_parent(row: HouseholdMember) -> bool:
    """A mother is looked for by her name also where her responsibility ended or is not known."""
    return row.parental_responsibility or is_mother(row.relationship)


def _surnames(person_ids: list[int], cards: dict[int, PersonCard]) -> tuple[str, ...]:
    found = (name for person_id in person_ids for name in cards[person_id].surnames)
    return tuple(dict.fromkeys(found))
