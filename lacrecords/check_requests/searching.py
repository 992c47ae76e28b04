"""Searching the register for a person who is checked, and deciding on everybody who comes up.

The search and what it brought up are kept as evidence, also where it brought up nobody. It
finds adults in every record; those in closed records are shown to nobody who may not open
them: whoever answers for the record is asked instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from lacrecords.audit import queries as trail
from lacrecords.audit import services as audit
from lacrecords.check_requests.answer_models import (
    CheckDecision,
    CheckFoundSince,
    CheckSearch,
    ClosedRecordQuestion,
)
from lacrecords.check_requests.holding import hold_open
from lacrecords.check_requests.looking import (
    Look,
    look,
    newest_numbers,
    refuse_unless_in_order,
    undecided,
)
from lacrecords.check_requests.matters import matter_of
from lacrecords.check_requests.models import CheckRequest
from lacrecords.check_requests.owners import OWNER_IS_ASKED, tell_owner
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.values import CheckRefused, SaidOfPerson
from lacrecords.children import queries as children
from lacrecords.children.restriction_owners import has_gone, may_manage
from lacrecords.children.standing import (
    RestrictionCard,
    closed_ids,
    connections_of,
    restrictions_of,
)
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.notifications.services import close_tasks_of_matter
from lacrecords.people.queries import newest_person
from lacrecords.rules import suitability as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import PersonAnswer, TaskKind


def search(
    actor: Actor, request: RequestStanding, person: PersonStanding, now: datetime
) -> CheckSearch:
    """Search the register for the person and keep what came up."""
    hold_open(request.request.id)
    if not rules.may_search(person.facts, ended=request.facts.ended):
        raise CheckRefused(None, "Something is still missing. Without it the search is not run")
    refuse_unless_in_order()
    consent = person.consent
    if consent is None:
        raise CheckRefused(None, "Without a consent nobody is searched for")
    found = look(person.said)
    restricted = restrictions_of(found.child_ids, local_date(now))
    row = CheckSearch(
        check_request_id=request.request.id,
        checked_person_id=person.person.id,
        person_version_id=person.version.id,
        consent_id=consent.id,
        searched_by=actor.key,
        searched_at=now,
        evidence=_evidence(person.said, found, restricted, now),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "person_searched", "check_request", request.request.id)
    _ask_owners(actor, request.request, row, restricted, now)
    db.session.flush()
    if not told_since(request.request.id):
        kind = TaskKind.CHECK_SEARCH_AGAIN
        close_tasks_of_matter(actor, kind, matter_of(request.request), "Searched again.", now)
    return row


def told_since(request_id: int) -> bool:
    """Whether our own people were told of a change since the newest search of somebody."""
    later = aliased(CheckSearch)
    newest = ~exists().where(
        later.checked_person_id == CheckSearch.checked_person_id, later.id > CheckSearch.id
    )
    found = (
        select(CheckFoundSince.id)
        .join(CheckSearch, CheckSearch.id == CheckFoundSince.search_id)
        .where(CheckSearch.check_request_id == request_id, newest)
    )
    return db.session.scalar(found.limit(1)) is not None


def _evidence(
    said: SaidOfPerson,
    found: Look,
    restricted: Mapping[int, RestrictionCard],
    now: datetime,
) -> dict[str, Any]:
    return {
        "tried": {
            "names": [one.whole for one in said.names],
            "births": [born_on.isoformat() for born_on in said.births],
            "addresses": [one.whole for one in said.addresses],
        },
        "candidates": found.as_evidence(restricted),
        "register": {
            "children": children.count_children(),
            "newest_child": children.newest_record(),
            "newest_person": newest_person(),
            "newest_trail_entry": trail.newest_entry(),
            "newest": newest_numbers(),
            "as_at": now.isoformat(),
        },
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
        tell_owner(actor, request, child_id, card, OWNER_IS_ASKED, now)


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
    if row is None or not person.facts.searched or person.facts.register_changed:
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
