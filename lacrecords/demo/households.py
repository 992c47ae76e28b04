"""Writes down the demo's adults, brothers and sisters, second homes and professionals.

The register file speaks of none of them. Many families at a time, in the transaction of
whoever calls; the index is written again, for a mother's name finds an unborn child.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from lacrecords.audit import services as audit
from lacrecords.children import bulk
from lacrecords.children.bulk import FactKind, NewFact
from lacrecords.children.services import reindex_children
from lacrecords.demo.circumstances import KnownFamily
from lacrecords.demo.families import DemoChild, DemoFamily
from lacrecords.demo.numbers import office_number
from lacrecords.people.services import NewPerson, create_person
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AddressType, Sex

Facts = dict[FactKind, list[tuple[int, NewFact]]]
BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, and which child has which record, by the authority's number."""

    actor: Actor
    now: datetime
    child_ids: Mapping[str, int]


def keep_households(writing: Writing, families: Sequence[KnownFamily]) -> None:
    """Write down everything about these families that the register file left out."""
    facts: Facts = defaultdict(list)
    for known in families:
        _adults(writing, known.family, facts)
        _siblings(writing, known.family, facts)
        for child in known.family.children:
            child_id = writing.child_ids[child.number]
            _second_home(writing, child, child_id, facts)
            for fact in _professionals(child, known.family):
                facts[FactKind.PROFESSIONAL].append((child_id, fact))
    for kind, added in facts.items():
        bulk.add_facts(kind, added, writing.now, writing.actor.key, BY_HAND)
    children = [
        writing.child_ids[child.number] for one in families for child in one.family.children
    ]
    reindex_children(children)
    audit.record(writing.actor, "households_recorded", "child")


def _adults(writing: Writing, family: DemoFamily, facts: Facts) -> None:
    for adult in family.adults:
        person = NewPerson(
            forename=adult.forename,
            surname=adult.surname,
            born_on=adult.born_on,
            earlier_surname=adult.earlier_surname,
        )
        person_id = create_person(writing.actor, person, writing.now)
        member = {
            "person_id": person_id,
            "relationship": adult.relationship,
            "lives_with_child": adult.lives_with_children,
            "parental_responsibility": adult.parental_responsibility,
        }
        for child in family.children:
            child_id = writing.child_ids[child.number]
            facts[FactKind.HOUSEHOLD].append((child_id, NewFact(member)))


def _siblings(writing: Writing, family: DemoFamily, facts: Facts) -> None:
    for one, other in combinations(family.children, 2):
        fact = {
            "other_child_id": writing.child_ids[other.number],
            "relationship": _sibling_word(one, other),
        }
        child_id = writing.child_ids[one.number]
        facts[FactKind.RELATIONSHIP].append((child_id, NewFact(fact)))


def _sibling_word(one: DemoChild, other: DemoChild) -> str:
    if other.expected_on:
        return "unborn sibling"
    word = {Sex.FEMALE: "sister", Sex.MALE: "brother"}.get(other.sex, "sibling")
    return f"twin {word}" if one.born_on == other.born_on else word


def _second_home(writing: Writing, child: DemoChild, child_id: int, facts: Facts) -> None:
    home = child.second_home
    if home is None:
        return
    address = {
        "address_type": AddressType.SECOND_HOME,
        "line1": home.line1,
        "line2": home.line2,
        "town": home.town,
        "postcode": home.postcode,
        "uprn": home.uprn,
        "confidential": False,
    }
    since = writing.now.date() - timedelta(days=200)
    facts[FactKind.ADDRESS].append((child_id, NewFact(address, since)))


def _professionals(child: DemoChild, family: DemoFamily) -> Iterator[NewFact]:
    town = family.home.town
    yield _professional("general practitioner", f"{town} Medical Practice", family.place)
    if child.expected_on:
        yield _professional("midwife", "Saltern Bay Maternity Unit", 403)
    elif not child.upn:
        yield _professional("health visitor", f"{town} Health Visiting Team", family.place + 40)
    else:
        yield _professional("school", f"{town} Primary School", family.place + 80)


def _professional(role: str, organisation: str, place: int) -> NewFact:
    contact = office_number(400 + place % 500)
    return NewFact({"role": role, "name": "", "organisation": organisation, "contact": contact})
