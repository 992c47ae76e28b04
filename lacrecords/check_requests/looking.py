"""What the register holds on a person who is checked: for a search, and to look again after it.

It decides nothing, writes nothing and leaves no trail; who came up is shown elsewhere.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lacrecords.check_requests.answer_models import CheckSearch
from lacrecords.check_requests.values import CheckRefused, SaidOfPerson
from lacrecords.children.household_people import AdultOfChild, newest_member, places_of_adults
from lacrecords.children.linked import kept_ids
from lacrecords.matching.forms import AddressForm, NameForm
from lacrecords.people.finding import FoundPerson, PersonSought, find_people
from lacrecords.people.indexing import people_not_indexed
from lacrecords.people.queries import newest_of_people
from lacrecords.risk_notifications.of_people import RestingOn, newest_notification, resting_on
from lacrecords.rules.suitability_since import Held, found_since
from lacrecords.terms import PersonStrength

MOST_CANDIDATES = 40
NOTHING = RestingOn()


@dataclass(frozen=True, slots=True)
class Look:
    """Who came up, in whose households they stand, and which notifications rest on them."""

    found: tuple[FoundPerson, ...]
    places: Mapping[int, tuple[AdultOfChild, ...]]
    resting: Mapping[int, RestingOn]

    @property
    def child_ids(self) -> frozenset[int]:
        """The records in which they stand."""
        return frozenset(place.child_id for each in self.places.values() for place in each)

    def as_evidence(self, restricted: Container[int]) -> list[dict[str, Any]]:
        """As a search keeps it."""
        return [self._candidate(one, restricted) for one in self.found]

    def _candidate(self, one: FoundPerson, restricted: Container[int]) -> dict[str, Any]:
        ids = sorted({place.child_id for place in self.places.get(one.person_id, ())})
        rests = self.resting.get(one.person_id, NOTHING)
        return {
            "person_id": one.person_id,
            "strength": one.strength.value,
            "reasons": list(one.reasons),
            "child_ids": ids,
            # In closed records only: whoever answers for them is asked, and nobody else.
            "closed": bool(ids) and all(child_id in restricted for child_id in ids),
            "notifications": sorted(rests.notifications),
            "confirmed": sorted(rests.confirmed),
        }


def look(said: SaidOfPerson) -> Look:
    """Look the person up, as every search does."""
    found = find_people(sought(said), MOST_CANDIDATES)
    ids = [one.person_id for one in found]
    return Look(found, places_of_adults(ids), resting_on(ids))


def sought(said: SaidOfPerson) -> PersonSought:
    """What is said of the person, as the search takes it."""
    return PersonSought(
        names=tuple(NameForm(one.forename, one.middle, one.surname) for one in said.names),
        births=said.births,
        addresses=tuple(
            AddressForm(
                line1=one.line1,
                town=one.town,
                postcode=one.postcode,
                from_on=one.from_on,
                to_on=one.to_on,
            )
            for one in said.addresses
        ),
    )


def people_since(evidence: Mapping[str, Any], now: Look) -> tuple[int, ...]:
    """Who is found now and was not then, or of whom the register holds more."""
    return found_since(held(evidence["candidates"]), held(now.as_evidence(())))


def held(candidates: Iterable[Mapping[str, Any]]) -> list[Held]:
    """Kept candidates, as the rule compares them."""
    rows = list(candidates)
    # Records that were linked since are one child's: the one that speaks for it is compared.
    kept = kept_ids({child_id for one in rows for child_id in one["child_ids"]})
    return [
        Held(
            person_id=one["person_id"],
            strength=PersonStrength(one["strength"]),
            reasons=frozenset(one["reasons"]),
            child_ids=frozenset(kept[child_id] for child_id in one["child_ids"]),
            # Where a search kept none, every notification counts as new.
            notifications=frozenset(one.get("notifications", ())),
            confirmed=frozenset(one.get("confirmed", ())),
        )
        for one in rows
    ]


def refuse_unless_in_order() -> None:
    """CheckRefused while adults wait to be put into the index: a search would miss them."""
    if people_not_indexed(1):
        raise CheckRefused(None, "The register is being put in order. Try again in a minute")


def newest_numbers() -> list[int]:
    """The numbers of the newest rows that a search can find, to see cheaply that some came."""
    return [*newest_of_people(), newest_member(), *newest_notification()]


def undecided(search: CheckSearch, decisions: Container[int]) -> tuple[int, ...]:
    """Who came up and is not decided on; of closed records whoever answers for them is asked."""
    return tuple(
        one["person_id"]
        for one in search.evidence["candidates"]
        if not one["closed"] and one["person_id"] not in decisions
    )
