"""Searching the register for a person who is checked, and deciding on everybody who comes up.

The search and what it brought up are kept as evidence, also where it brought up nobody. It
finds adults in every record; those in closed records are shown to nobody who may not open
them: whoever answers for the record is asked instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lacrecords.audit import queries as trail
from lacrecords.audit import services as audit
from lacrecords.check_requests.answer_models import (
    CheckDecision,
    CheckSearch,
    ClosedRecordQuestion,
)
from lacrecords.check_requests.holding import hold_open
from lacrecords.check_requests.matters import matter_of
from lacrecords.check_requests.models import CheckRequest
from lacrecords.check_requests.standing import PersonStanding, RequestStanding, undecided
from lacrecords.check_requests.values import CheckRefused, SaidOfPerson
from lacrecords.children import queries as children
from lacrecords.children.household_people import AdultOfChild, places_of_adults
from lacrecords.children.restriction_owners import has_gone, kind_of_notice, may_manage
from lacrecords.children.standing import (
    RestrictionCard,
    closed_ids,
    connections_of,
    restrictions_of,
)
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.matching.forms import AddressForm, NameForm
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.people.finding import FoundPerson, PersonSought, find_people
from lacrecords.people.indexing import people_not_indexed
from lacrecords.people.queries import newest_person
from lacrecords.rules import suitability as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import PersonAnswer, Role, Urgency

MOST_CANDIDATES = 40
DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
OWNER_IS_ASKED = (
    "A suitability check may concern a record that you answer for. Open the request and say"
    " whether it does."
)


def search(
    actor: Actor, request: RequestStanding, person: PersonStanding, now: datetime
) -> CheckSearch:
    """Search the register for the person and keep what came up."""
    hold_open(request.request.id)
    if not rules.may_search(person.facts, ended=request.facts.ended):
        raise CheckRefused(None, "Something is still missing. Without it the search is not run")
    if people_not_indexed(1):
        raise CheckRefused(None, "The register is being put in order. Search again in a minute")
    consent = person.consent
    if consent is None:
        raise CheckRefused(None, "Without a consent nobody is searched for")
    found = find_people(sought(person.said), MOST_CANDIDATES)
    places = places_of_adults(one.person_id for one in found)
    on = local_date(now)
    ids = {place.child_id for each in places.values() for place in each}
    restricted = restrictions_of(ids, on)
    row = CheckSearch(
        check_request_id=request.request.id,
        checked_person_id=person.person.id,
        person_version_id=person.version.id,
        consent_id=consent.id,
        searched_by=actor.key,
        searched_at=now,
        evidence=_evidence(person.said, found, places, restricted, now),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "person_searched", "check_request", request.request.id)
    _ask_owners(actor, request.request, row, restricted, now)
    db.session.flush()
    return row


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


def _evidence(
    said: SaidOfPerson,
    found: Sequence[FoundPerson],
    places: Mapping[int, tuple[AdultOfChild, ...]],
    restricted: Mapping[int, RestrictionCard],
    now: datetime,
) -> dict[str, Any]:
    return {
        "tried": {
            "names": [one.whole for one in said.names],
            "births": [born_on.isoformat() for born_on in said.births],
            "addresses": [one.whole for one in said.addresses],
        },
        "candidates": [_candidate(one, places.get(one.person_id, ()), restricted) for one in found],
        "register": {
            "children": children.count_children(),
            "newest_child": children.newest_record(),
            "newest_person": newest_person(),
            "newest_trail_entry": trail.newest_entry(),
            "as_at": now.isoformat(),
        },
    }


def _candidate(
    one: FoundPerson, places: Sequence[AdultOfChild], restricted: Mapping[int, RestrictionCard]
) -> dict[str, Any]:
    ids = sorted({place.child_id for place in places})
    return {
        "person_id": one.person_id,
        "strength": one.strength.value,
        "reasons": list(one.reasons),
        "child_ids": ids,
        # In closed records only: whoever answers for them is asked, and nobody else.
        "closed": bool(ids) and all(child_id in restricted for child_id in ids),
    }


def _ask_owners(
    actor: Actor,
    request: CheckRequest,
    row: CheckSearch,
    restricted: Mapping[int, RestrictionCard],
    now: datetime,
) -> None:
    for child_id, card in sorted(restricted.items()):
        db.session.add(ClosedRecordQuestion(search_id=row.id, child_id=child_id, asked_at=now))
        at_work = staff.is_active(card.owner_id, local_date(now))
        notice = Notice(
            kind=kind_of_notice(card),
            urgency=Urgency.ROUTINE,
            recipient=Recipient(account_id=card.owner_id) if at_work else DESIGNATED_MANAGER,
            child_id=child_id if at_work or not card.sealed else None,
            matter=matter_of(request),
            why=OWNER_IS_ASKED,
        )
        notify(actor, notice, now)


def decide_candidate(
    actor: Actor,
    person: PersonStanding,
    person_id: int,
    answer: PersonAnswer,
    words: str,
    now: datetime,
) -> None:
    """Say whether somebody who came up is the person; a later decision takes its place."""
    hold_open(person.person.check_request_id)
    row = person.search
    if row is None or not person.facts.searched:
        raise CheckRefused(None, "Something was changed since the search. Search again first")
    db.session.add(
        CheckDecision(
            search_id=row.id,
            person_id=person_id,
            answer=answer,
            words=words,
            decided_by=actor.key,
            decided_at=now,
        )
    )
    audit.record(actor, f"candidate_{answer.value}", "check_request", row.check_request_id)
    db.session.flush()


def answer_for_closed_record(
    actor: Actor, question_id: int, request_id: int, concerns: bool, words: str, now: datetime
) -> None:
    """Whoever answers for a closed record says whether it concerns the person."""
    hold_open(request_id)
    row = db.session.get(
        ClosedRecordQuestion, question_id, with_for_update=True, populate_existing=True
    )
    if row is None or not may_answer_for(actor, row.child_id, now):
        raise CheckRefused(None, "Only whoever answers for the record can say this")
    if row.answered_at is not None:
        raise CheckRefused(None, "This was answered already")
    row.concerns, row.words = concerns, words
    row.answered_by, row.answered_at = actor.key, now
    audit.record(actor, "closed_record_answered", "check_request", request_id)
    db.session.flush()


def may_answer_for(actor: Actor, child_id: int, now: datetime) -> bool:
    """Whether this person answers for the closed record, and may open it: who asks must read it.

    Where its owner works here no more, the designated manager answers until it has another.
    """
    on = local_date(now)
    card = restrictions_of((child_id,), on).get(child_id)
    connected = connections_of((child_id,), on).get(child_id, frozenset())
    if card is None or not may_manage(actor, card, connected, now):
        return False
    closed = bool(closed_ids((child_id,), actor.account_id, on))
    return not closed or has_gone(card.owner_id, now)


def left_undecided(person: PersonStanding) -> tuple[int, ...]:
    """Who still has to be decided on."""
    return undecided(person.search, person.decisions) if person.search else ()
