"""Answers to suitability checks, by the children with whom the person stands: for corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import func, select

from lacrecords.check_requests.answer_models import CheckDecision, CheckReply, CheckSearch
from lacrecords.check_requests.models import CheckRequestVersion
from lacrecords.database import db
from lacrecords.rules.corrections import Telling, ToldRecipient
from lacrecords.terms import PersonAnswer, ToldBy


def requests_about(
    people: Mapping[int, Collection[int]],
) -> dict[int, dict[int, frozenset[int]]]:
    """Requests about one of these people (each with their children): children, and which people."""
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = db.session.execute(
        select(CheckSearch.check_request_id, CheckDecision.person_id)
        .join(CheckSearch, CheckSearch.id == CheckDecision.search_id)
        .where(
            CheckDecision.person_id.in_(people.keys()), CheckDecision.answer == PersonAnswer.SAME
        )
    )
    for request_id, person_id in rows:
        for child_id in people[person_id]:
            found[request_id][child_id].add(person_id)
    return {
        request_id: {child_id: frozenset(whom) for child_id, whom in by_child.items()}
        for request_id, by_child in found.items()
    }


def tellings_about(about: Mapping[int, Mapping[int, frozenset[int]]]) -> tuple[Telling, ...]:
    """The answers that went to whoever asked by these requests (see `requests_about`)."""
    if not about:
        return ()
    newest = (
        select(func.max(CheckRequestVersion.id))
        .where(CheckRequestVersion.check_request_id.in_(about))
        .group_by(CheckRequestVersion.check_request_id)
    )
    rows = db.session.execute(
        select(CheckReply, CheckRequestVersion)
        .join(
            CheckRequestVersion,
            CheckRequestVersion.check_request_id == CheckReply.check_request_id,
        )
        .where(CheckRequestVersion.id.in_(newest))
    )
    return tuple(
        _telling(reply, version, child_id, people)
        for reply, version in rows
        for child_id, people in sorted(about[reply.check_request_id].items())
    )


def _telling(
    reply: CheckReply, version: CheckRequestVersion, child_id: int, people: frozenset[int]
) -> Telling:
    asks = ToldRecipient(
        key=f"check:{reply.check_request_id}",
        name=version.requester_name,
        role=version.requester_role,
        agency_id=version.agency_id,
        agency_name=version.agency_name,
        managers_only=True,
    )
    return Telling(
        source=ToldBy.SUITABILITY_ANSWER,
        row=reply.id,
        child_id=child_id,
        at=reply.sent_at,
        words=reply.words,
        told_by=reply.sent_by,
        recipient=asks,
        origin_id=reply.check_request_id,
        people=people,
    )
