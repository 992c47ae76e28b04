"""Who came up in a search, as this reader may see them: nobody of a record closed to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from lacrecords.check_requests.answer_models import CheckDecision, CheckSearch, ClosedRecordQuestion
from lacrecords.check_requests.looking import held
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.searching import (
    left_undecided,
    may_answer_for,
)
from lacrecords.children import queries as children
from lacrecords.children.household_people import AdultOfChild, places_of_adults
from lacrecords.children.queries import CandidateCard
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.people.queries import PersonCard, people_by_id
from lacrecords.risk_notifications.of_people import notifications_of
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.suitability_since import found_since
from lacrecords.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Kin:
    """What somebody who came up is to one child."""

    child: CandidateCard
    relationship: str
    lives_with_child: bool
    to_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPerson:
    """Somebody who came up, why, in whose records they stand, and what was decided."""

    place: int
    person: PersonCard
    strength: str
    reasons: tuple[str, ...]
    kin: tuple[Kin, ...]
    risk_references: tuple[str, ...]
    decision: CheckDecision | None
    decided_by: str
    earlier: CheckDecision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One search as this reader may see it."""

    search: CheckSearch
    searched_by: str
    people: tuple[ShownPerson, ...]
    others_must_decide: bool
    """Somebody is left to decide on whom this reader may not see."""
    questions: tuple[ClosedRecordQuestion, ...]
    """Of records that this reader answers for."""
    owners_asked: bool
    """Whoever answers for a closed record was asked, and has not answered."""
    since: tuple[ShownPerson, ...]
    """Who came up when the register was looked through after the search, beyond what it found."""
    others_since: bool
    """Somebody came up then whom this reader may not see."""

    def at(self, place: int) -> ShownPerson | None:
        """Whoever came up in this place, if this reader may see them."""
        return next((one for one in self.people if one.place == place), None)


def search_page(actor: Actor, person: PersonStanding, now: datetime) -> SearchPage | None:
    """The newest search of this person; None: there was none."""
    row = person.search
    if row is None:
        return None
    candidates: list[dict[str, Any]] = row.evidence["candidates"]
    shown = _shown(actor, person, candidates, local_date(now), now)
    seen = {one.person.person_id for one in shown}
    after = _after_the_search(row, person)
    since = _shown(actor, person, after, local_date(now), now)
    unanswered = [one for one in person.questions if one.answered_at is None]
    return SearchPage(
        search=row,
        searched_by=staff.names_for({row.searched_by})[row.searched_by],
        people=shown,
        others_must_decide=bool(set(left_undecided(person)) - seen),
        questions=tuple(
            one for one in person.questions if may_answer_for(actor, one.child_id, now)
        ),
        owners_asked=bool(unanswered),
        since=since,
        others_since=len(since) < len(after),
    )


def _after_the_search(row: CheckSearch, person: PersonStanding) -> list[dict[str, Any]]:
    """As people were told of it last: those whom the search did not find, or found less of."""
    if not person.since:
        return []
    then, told = row.evidence["candidates"], person.since[-1].evidence["candidates"]
    new = set(found_since(held(then), held(told)))
    return [one for one in told if one["person_id"] in new]


def _shown(
    actor: Actor,
    person: PersonStanding,
    candidates: Sequence[Mapping[str, Any]],
    on: date,
    now: datetime,
) -> tuple[ShownPerson, ...]:
    ids = {child_id for one in candidates for child_id in one["child_ids"]}
    open_ids = ids - children.hidden_ids(ids, actor.account_id, on)
    cards = children.candidate_cards(open_ids, actor.account_id, on)
    risks = notifications_of(actor, [one["person_id"] for one in candidates], now)
    visible = [one for one in candidates if _may_be_shown(one, open_ids, risks.hidden)]
    person_ids = [one["person_id"] for one in visible]
    people, places = people_by_id(person_ids), places_of_adults(person_ids)
    earlier = _earlier(person)
    names = staff.names_for({row.decided_by for row in person.decisions.values()})
    return tuple(
        ShownPerson(
            place=place,
            person=people[one["person_id"]],
            strength=one["strength"],
            reasons=tuple(one["reasons"]),
            kin=_kin(places.get(one["person_id"], ()), cards),
            risk_references=risks.seen.get(one["person_id"], ()),
            decision=(decision := person.decisions.get(one["person_id"])),
            decided_by=names[decision.decided_by] if decision else "",
            earlier=earlier.get(one["person_id"]),
        )
        for place, one in enumerate(candidates, 1)
        if one in visible and one["person_id"] in people
    )


def _may_be_shown(
    candidate: Mapping[str, Any], open_ids: Collection[int], hidden: Collection[int]
) -> bool:
    """In the household of a child whose record is open to the reader; or in none.

    Whoever stands in no household may be there for a risk notification alone: then only those
    who see that one learn that somebody came up.
    """
    if candidate["child_ids"]:
        return bool(set(candidate["child_ids"]) & set(open_ids))
    return candidate["person_id"] not in hidden


def _kin(places: Sequence[AdultOfChild], cards: Mapping[int, CandidateCard]) -> tuple[Kin, ...]:
    return tuple(
        Kin(cards[one.child_id], one.relationship, one.lives_with_child, one.to_on)
        for one in places
        if one.child_id in cards
    )


def _earlier(person: PersonStanding) -> dict[int, CheckDecision]:
    """What was decided after earlier searches for this person, the newest."""
    before = [row.id for row in person.searches[:-1]]
    rows = db.session.scalars(
        select(CheckDecision).where(CheckDecision.search_id.in_(before)).order_by(CheckDecision.id)
    )
    return {row.person_id: row for row in rows}
