"""Searching the register outside an enquiry: the search is kept with its purpose, then run.

Its page is reached by a random reference, so no name stands in an address. Records
closed to the searcher are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.linked import kept_ids
from lacrecords.children.models import ChildIdentifier
from lacrecords.children.open_search import search_open
from lacrecords.children.queries import CandidateCard, cards_of
from lacrecords.children.search_models import ChildSearch, ChildSearchShown
from lacrecords.children.standing import hidden_ids
from lacrecords.database import db, new_reference
from lacrecords.matching.forms import AddressForm, Described, NameForm
from lacrecords.matching.identifiers import normalise_nhs_number, normalise_upn
from lacrecords.matching.search import Candidate
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchStrength

NUMBER_AGREES = "the number agrees"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFor:
    """What is looked for, and why."""

    purpose: str
    forename: str = ""
    surname: str = ""
    born_on: date | None = None
    postcode: str = ""
    address: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class FoundChild:
    """One record that may be the child, with the reasons in words."""

    card: CandidateCard
    strength: str
    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What was looked for and what was found, best first."""

    search: SearchFor
    found: tuple[FoundChild, ...]
    too_many: bool
    more: int = 0
    """How many more there are that were not asked for yet."""


def save_search(actor: Actor, value: SearchFor, now: datetime) -> str:
    """Keep the search with its purpose; its reference."""
    search = ChildSearch(
        reference=new_reference(),
        searched_by=actor.key,
        searched_at=now,
        purpose=value.purpose,
        forename=value.forename,
        surname=value.surname,
        born_on=value.born_on,
        postcode=value.postcode,
        address=value.address,
        identifier=value.identifier,
    )
    db.session.add(search)
    db.session.flush()
    audit.record(actor, "child_search", "child_search", search.id)
    return search.reference


def note_results_seen(
    actor: Actor, reference: str, found: tuple[FoundChild, ...], now: datetime
) -> None:
    """Put into the trail that the results were opened, and on each record that it was shown."""
    search_id = db.session.scalars(
        select(ChildSearch.id).where(ChildSearch.reference == reference)
    ).one()
    audit.record(actor, "child_search_results", "child_search", search_id)
    shown = set(
        db.session.scalars(
            select(ChildSearchShown.child_id).where(ChildSearchShown.child_search_id == search_id)
        )
    )
    db.session.add_all(
        ChildSearchShown(child_search_id=search_id, child_id=one.card.child_id, shown_at=now)
        for one in found
        if one.card.child_id not in shown
    )


SHOWN_AT_FIRST = 10
"""Whoever is shown is somebody's child: those further down are shown when they are asked for."""
_MAY_BE_ALL = frozenset({MatchStrength.STRONG, MatchStrength.LIKELY})


def results_of(
    actor: Actor, reference: str, on: date, everyone: bool = False
) -> SearchResults | None:
    """The results of the actor's own search, the best first; None: no such search of theirs."""
    row = db.session.scalar(
        select(ChildSearch).where(
            ChildSearch.reference == reference, ChildSearch.searched_by == actor.key
        )
    )
    if row is None:
        return None
    search = _searched(row)
    listed = search_open(_described(search, on), lambda ids: hidden_ids(ids, actor.account_id, on))
    candidates = listed.candidates
    with_number = _with_number(search.identifier)
    closed = hidden_ids(with_number, actor.account_id, on)
    numbered = tuple(one for one in with_number if one not in closed)
    open_ids = list(dict.fromkeys((*numbered, *(found.subject_id for found in candidates))))
    at_first = open_ids[: max(SHOWN_AT_FIRST, len(numbered))]
    if listed.too_many:
        at_first = list(numbered)
    shown = open_ids if everyone else _without_weak(at_first, candidates)
    cards = cards_of(shown, on)
    by_number = [
        FoundChild(cards[child_id], "strong", "", (NUMBER_AGREES,))
        for child_id in numbered
        if child_id in cards
    ]
    ranked = [
        FoundChild(cards[one.subject_id], one.strength.value, one.label, one.reasons)
        for one in candidates
        if one.subject_id in cards and one.subject_id not in numbered
    ]
    more = len(open_ids) - len(shown)
    return SearchResults(search, (*by_number, *ranked), listed.too_many, more)


def _searched(row: ChildSearch) -> SearchFor:
    return SearchFor(
        purpose=row.purpose,
        forename=row.forename,
        surname=row.surname,
        born_on=row.born_on,
        postcode=row.postcode,
        address=row.address,
        identifier=row.identifier,
    )


def _without_weak(child_ids: list[int], candidates: Sequence[Candidate]) -> list[int]:
    """Those of the children whom it is right to show beside a likely one: none that is weak.

    Only those who may be shown are asked: a record that is closed must not show in what is left.
    """
    strengths = {one.subject_id: one.strength for one in candidates}
    if not any(strengths.get(child_id) in _MAY_BE_ALL for child_id in child_ids):
        return child_ids
    return [one for one in child_ids if strengths.get(one) is not MatchStrength.WEAK]


def _described(search: SearchFor, on: date) -> Described:
    named = search.forename or search.surname
    placed = search.address or search.postcode
    return Described(
        names=(NameForm(search.forename, "", search.surname),) if named else (),
        born_on=search.born_on,
        as_of=on,
        nhs_number=normalise_nhs_number(search.identifier) or "",
        upn=normalise_upn(search.identifier) or "",
        addresses=(AddressForm(line1=search.address, postcode=search.postcode),) if placed else (),
    )


def _with_number(identifier: str) -> tuple[int, ...]:
    """Children who have, or had, exactly this number of any kind."""
    if not identifier:
        return ()
    number = normalise_nhs_number(identifier) or normalise_upn(identifier) or identifier
    found = db.session.scalars(
        select(ChildIdentifier.child_id)
        .where(ChildIdentifier.value == number, ChildIdentifier.is_current())
        .distinct()
        .order_by(ChildIdentifier.child_id)
    )
    return tuple(dict.fromkeys(kept_ids(found).values()))
