"""What other parts of the program may ask of the register; everything comes back frozen.

A record that is closed to whoever asks is left out, as if it were not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from lacrecords.children import facts
from lacrecords.children.ages import Birth, birth_words
from lacrecords.children.confidential_addresses import confidential_places, is_confidential
from lacrecords.children.descriptions import current_address_forms, describe, describe_many
from lacrecords.children.extent import count_children, newest_record
from lacrecords.children.facts import references_of
from lacrecords.children.household_people import (
    AdultOfChild,
    adults_of_children,
    children_of_adults,
)
from lacrecords.children.linked import kept_ids, record_ids, with_linked
from lacrecords.children.models import (
    Child,
    ChildAddress,
    ChildBirth,
    ChildCase,
    ChildIdentifier,
    ChildName,
    ChildRelationship,
    LeadSocialWorkerAssignment,
)
from lacrecords.children.standing import (
    birth_of,
    case_is_open,
    case_is_recorded,
    closed_ids,
    hidden_ids,
    on_plan,
    sealed_ids,
)
from lacrecords.database import db
from lacrecords.terms import IdentifierScheme, NameType
from lacrecords.web.words import date_words

__all__ = [
    "AdultOfChild",
    "CandidateCard",
    "ClosedCard",
    "adults_of_children",
    "authority_numbers",
    "birth_of_child",
    "candidate_cards",
    "child_id_of",
    "children_led_by",
    "children_of_adults",
    "closed_ids",
    "count_children",
    "current_address_forms",
    "describe",
    "describe_many",
    "existing_ids",
    "hidden_ids",
    "kept_ids",
    "names_of",
    "newest_record",
    "on_plan",
    "record_ids",
    "reference_of",
    "references_of",
    "sealed_ids",
    "sibling_ids",
    "with_linked",
]

CONFIDENTIAL_ADDRESS = "Confidential address held"
UNNAMED = "Child not yet named"
_SIBLING_WORDS = ("sibling", "brother", "sister", "twin", "triplet")


@dataclass(frozen=True, slots=True)
class CandidateCard:
    """One child as a list of candidates shows it."""

    child_id: int
    reference: str
    name: str
    other_names: tuple[str, ...]
    birth_words: str
    born_on: date | None
    addresses: tuple[str, ...]
    case_words: str


@dataclass(frozen=True, slots=True)
class ClosedCard:
    """A record that its manager answers for and may not open: its reference, nothing else."""

    reference: str
    is_closed: bool = True


def candidate_cards(
    child_ids: Iterable[int], account_id: int | None, on: date
) -> dict[int, CandidateCard]:
    """Cards of these children; records closed to that member of staff are left out."""
    wanted = set(child_ids)
    return cards_of(wanted - closed_ids(wanted, account_id, on), on)


def cards_of(open_ids: Collection[int], on: date) -> dict[int, CandidateCard]:
    """Cards of these children, of whom the reader may open each: the caller has asked."""
    names, births = facts.current(ChildName, open_ids), facts.current(ChildBirth, open_ids)
    addresses, cases = facts.current(ChildAddress, open_ids), facts.current(ChildCase, open_ids)
    cards = {}
    for child_id, reference in facts.references_of(open_ids).items():
        name, others = name_words(names.get(child_id, []))
        birth = birth_of(births.get(child_id, []))
        cards[child_id] = CandidateCard(
            child_id=child_id,
            reference=reference,
            name=name,
            other_names=others,
            birth_words=birth_words(birth),
            born_on=birth.born_on if birth else None,
            addresses=_addresses_words(addresses.get(child_id, []), on),
            case_words=case_words(cases.get(child_id, []), on),
        )
    return cards


def child_id_of(reference: str) -> int | None:
    """The number of the child with this reference; None: no such child."""
    return db.session.scalar(select(Child.id).where(Child.reference == reference))


def existing_ids(child_ids: Iterable[int]) -> tuple[int, ...]:
    """Which of these numbers are those of a record."""
    return tuple(facts.references_of(child_ids))


def reference_of(child_id: int) -> str:
    """The reference of a child; KeyError: no such child."""
    return facts.references_of((child_id,))[child_id]


def names_of(child_ids: Iterable[int], account_id: int | None, on: date) -> dict[int, str]:
    """Names for lists such as an inbox; records closed to that member of staff are left out."""
    wanted = set(child_ids)
    shown = wanted - closed_ids(wanted, account_id, on)
    rows = facts.current(ChildName, shown)
    # A child not yet named is there like any other.
    return {child_id: name_words(rows.get(child_id, []))[0] for child_id in shown}


def birth_of_child(child_id: int) -> Birth | None:
    """When the child was, or is expected to be, born, as the record says it now."""
    return birth_of(facts.current(ChildBirth, (child_id,)).get(child_id, []))


def authority_numbers(child_ids: Iterable[int]) -> dict[int, str]:
    """The authority's own number of each child; our reference where there is none."""
    wanted = set(child_ids)
    numbers = facts.references_of(wanted)
    for some in facts.batches(wanted):
        # The newest comes last, and counts.
        given = db.session.execute(
            select(ChildIdentifier.child_id, ChildIdentifier.value)
            .where(
                ChildIdentifier.child_id.in_(some),
                ChildIdentifier.scheme == IdentifierScheme.AUTHORITY,
                ChildIdentifier.is_current(),
            )
            .order_by(ChildIdentifier.id)
        )
        numbers.update((child_id, value) for child_id, value in given)
    return numbers


def sibling_ids(child_id: int, on: date) -> tuple[int, ...]:
    """Brothers and sisters by the recorded relationships, read from both sides.

    No record sealed at adoption is among them, and it has none.
    """
    own = record_ids(child_id)
    rows = db.session.scalars(
        select(ChildRelationship).where(
            or_(
                ChildRelationship.child_id.in_(own),
                ChildRelationship.other_child_id.in_(own),
            ),
            ChildRelationship.is_in_force(on),
        )
    )
    related = {
        row.other_child_id if row.child_id in own else row.child_id
        for row in rows
        if is_sibling_word(row.relationship)
    }
    found = set(kept_ids(related).values()) - set(own)
    sealed = sealed_ids((*found, child_id), on)
    return () if child_id in sealed else tuple(sorted(found - sealed))


def is_sibling_word(relationship: str) -> bool:
    """Whether a recorded relationship is that of a brother or sister, half and step included."""
    return any(word in relationship.lower() for word in _SIBLING_WORDS)


def children_led_by(account_ids: Iterable[int], on: date) -> tuple[int, ...]:
    """The children whose lead social worker on that day is one of these."""
    found = db.session.scalars(
        select(LeadSocialWorkerAssignment.child_id)
        .where(
            LeadSocialWorkerAssignment.account_id.in_(set(account_ids)),
            LeadSocialWorkerAssignment.is_in_force(on),
        )
        .distinct()
    )
    return tuple(sorted(set(kept_ids(found).values())))


def name_words(rows: list[ChildName]) -> tuple[str, tuple[str, ...]]:
    """The name to show first, and every other name with what it is."""
    shown = name_shown(rows)
    if shown is None:
        return UNNAMED, ()
    others = (f"{whole_name(row)} ({_NAME_TYPES[row.name_type]})" for row in rows if row != shown)
    return whole_name(shown), tuple(dict.fromkeys(others))


def name_shown(rows: list[ChildName]) -> ChildName | None:
    """The name by which a child is called first: the newest current one, else the newest."""
    current = [row for row in rows if row.name_type is NameType.CURRENT]
    return (current or rows)[-1] if rows else None


_NAME_TYPES = {
    NameType.CURRENT: "name",
    NameType.EARLIER: "earlier name",
    NameType.KNOWN_AS: "known as",
    NameType.OTHER: "other name",
}


def whole_name(row: ChildName) -> str:
    """A name in reading order; a child without a given name is said to be not yet named."""
    words = " ".join(part for part in (row.forename, row.middle, row.surname) if part)
    if row.forename:
        return words
    return f"{UNNAMED} ({row.surname})" if row.surname else UNNAMED


def case_words(rows: list[ChildCase], on: date) -> str:
    """Whether the case is open, closed or not recorded."""
    if case_is_open(rows, on):
        return "Case open"
    return "Case closed" if case_is_recorded(rows, on) else "Case status not recorded"


def address_words(row: ChildAddress) -> str:
    """An address on one line."""
    return ", ".join(part for part in (row.line1, row.line2, row.town, row.postcode) if part)


def _addresses_words(rows: list[ChildAddress], on: date) -> tuple[str, ...]:
    # Where the child lives now comes first; a confidential address never stands in a list.
    ordered = sorted(rows, key=lambda row: (row.to_on is not None and row.to_on <= on, -row.id))
    places, words = confidential_places(rows), []
    for row in ordered:
        if is_confidential(row, places):
            words.append(CONFIDENTIAL_ADDRESS)
        elif row.to_on is not None and row.to_on <= on:
            words.append(f"{address_words(row)} (until {date_words(row.to_on)})")
        else:
            words.append(address_words(row))
    return tuple(dict.fromkeys(words))
