"""Searching the register for the people of an alert, as the search of one call does it.

A child is sought among children; an adult among the adults of children's households. Records
closed to the reader are left out; whoever answers for those is told when the alert is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lacrecords.children import queries as children
from lacrecords.children.linked import as_one_child
from lacrecords.children.queries import CandidateCard
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.search import find_candidates
from lacrecords.movements.received_models import ReceivedAlertPerson
from lacrecords.people.finding import find_people
from lacrecords.people.plain import PersonSought
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchStrength, PersonStrength

MOST_SHOWN = 10
_TAKEN_FOR = (PersonStrength.STRONG, PersonStrength.LIKELY)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that may be meant, how strongly, and why."""

    child_id: int
    strength: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant, as a reader who may open it sees it."""

    card: CandidateCard
    strength: str
    reasons: tuple[str, ...]


def hits_of(person: ReceivedAlertPerson, now: datetime) -> tuple[Hit, ...]:
    """Every record that came up, the best first; also closed ones: only for those who tell."""
    found = _of_child(person, now) if person.is_child else _of_adult(person)
    best: dict[int, Hit] = {}
    for hit in found:
        best.setdefault(hit.child_id, hit)
    return tuple(best.values())


def candidates_of(
    actor: Actor, person: ReceivedAlertPerson, now: datetime
) -> tuple[Candidate, ...]:
    """The records that came up, as far as this reader may open them."""
    hits, on = hits_of(person, now), local_date(now)
    hidden = children.hidden_ids([hit.child_id for hit in hits], actor.account_id, on)
    shown = [hit for hit in hits if hit.child_id not in hidden][:MOST_SHOWN]
    cards = children.candidate_cards([hit.child_id for hit in shown], actor.account_id, on)
    return tuple(
        Candidate(cards[hit.child_id], hit.strength, hit.reasons)
        for hit in shown
        if hit.child_id in cards
    )


def strong_children(person: ReceivedAlertPerson, now: datetime) -> tuple[int, ...]:
    """The records of which the search is sure."""
    if not person.is_child:
        return ()
    return tuple(
        hit.child_id for hit in hits_of(person, now) if hit.strength == MatchStrength.STRONG.value
    )


def _of_child(person: ReceivedAlertPerson, now: datetime) -> Iterator[Hit]:
    described = Described(
        names=(NameForm(person.forename, "", person.surname),),
        born_on=person.born_on,
        as_of=local_date(now),
        addresses=_addresses(person),
    )
    listed = find_candidates(db.session(), SubjectKind.CHILD, described)
    for one in as_one_child(listed.candidates):
        yield Hit(one.subject_id, one.strength.value, one.reasons)


def _of_adult(person: ReceivedAlertPerson) -> Iterator[Hit]:
    sought = PersonSought(
        names=(NameForm(person.forename, "", person.surname),),
        births=(person.born_on,) if person.born_on else (),
        addresses=_addresses(person),
    )
    found = {one.person_id: one for one in find_people(sought) if one.strength in _TAKEN_FOR}
    kept = children.kept_ids
    for adult in children.children_of_adults(found):
        one = found[adult.person_id]
        reason = f"Somebody who may be this adult is in the household: {adult.relationship}"
        child_id = kept((adult.child_id,))[adult.child_id]
        yield Hit(child_id, one.strength.value, (reason, *one.reasons))


def _addresses(person: ReceivedAlertPerson) -> tuple[AddressForm, ...]:
    if not (person.address or person.postcode):
        return ()
    return (AddressForm(line1=person.address, postcode=person.postcode),)
