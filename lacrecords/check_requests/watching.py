"""Looking again, by the worker, for everybody who was searched for: has the register changed?

Open requests, and those lately answered "nothing known to share", whose answer might be another
today. Each difference is told to the designated manager once, by a task that names nobody. Reads
with nothing locked, then writes in a short transaction for each request. Nothing of it reaches
the requester: a person decides that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import structlog
from sqlalchemy import and_, exists, or_, select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.check_requests.answer_models import CheckFoundSince, CheckReply, CheckSearch
from lacrecords.check_requests.holding import hold
from lacrecords.check_requests.looking import Look, look, people_since
from lacrecords.check_requests.matters import matter_of
from lacrecords.check_requests.models import CheckRequest
from lacrecords.check_requests.owners import OWNER_IS_TOLD, tell_owner
from lacrecords.check_requests.standing import RequestStanding, standings_of
from lacrecords.check_requests.warning import is_open
from lacrecords.children.standing import restrictions_of
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, transaction
from lacrecords.matching.store import slices
from lacrecords.notifications.queries import matters_with_open_task
from lacrecords.notifications.services import (
    NewTask,
    Recipient,
    open_task,
)
from lacrecords.people.indexing import people_not_indexed
from lacrecords.procedure import Procedure
from lacrecords.queue.work import stopping
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatterKind, NotificationKind, Role, TaskKind

News = tuple[CheckSearch, Look, tuple[int, ...]]
"""A search, what is held now, and who came up who did not then, or of whom more is held."""
READ_AT_ONCE = 50
log = structlog.get_logger("lacrecords.check_requests")

WHY = {
    TaskKind.CHECK_SEARCH_AGAIN: (
        "The register has changed since a suitability check was searched. Search again before"
        " anything is decided or sent."
    ),
    TaskKind.CHECK_ANSWER_CHANGED: (
        "The register has changed since a suitability check was answered. Consider whether the"
        " requester is told more, and write down what you decide."
    ),
}


def look_again(procedure: Procedure, now: datetime) -> int:
    """Look again for everybody who is still watched; how many requests were told of."""
    if people_not_indexed(1):
        return 0
    told = 0
    for some in slices(watched_requests(procedure, now), READ_AT_ONCE):
        standings = standings_of(some, procedure)
        told += sum(_look_at(standings[number], procedure, now) for number in some)
    db.session.rollback()
    return told


def _look_at(standing: RequestStanding, procedure: Procedure, now: datetime) -> bool:
    """Whether it was told of now; one that cannot be compared does not hold up the others."""
    if stopping.get()():
        return False
    request_id = standing.request.id
    try:
        if not any(_news(standing)):
            return False
        with transaction():
            return tell(WORKER, request_id, procedure, now)
    except Exception as failure:
        db.session.rollback()
        log.warning("register_changed", kind=type(failure).__name__)
        return False


def watched_requests(procedure: Procedure, now: datetime) -> tuple[int, ...]:
    """Requests that were searched and are open, or were answered in the days that are watched."""
    since = now - timedelta(days=procedure.suitability_answer_watched_days)
    lately = exists().where(
        CheckReply.check_request_id == CheckRequest.id, CheckReply.sent_at >= since
    )
    searched = exists().where(CheckSearch.check_request_id == CheckRequest.id)
    found = select(CheckRequest.id).where(and_(searched, or_(is_open(), lately)))
    return tuple(db.session.scalars(found.order_by(CheckRequest.due_at, CheckRequest.id)))


def tell(actor: Actor, request_id: int, procedure: Procedure, now: datetime) -> bool:
    """Keep what the register holds more and open the task; False: it was told already."""
    request = hold(request_id)
    news = list(_news(standings_of((request_id,), procedure)[request_id]))
    if not news:
        return False
    for search, found, _ in news:
        restricted = restrictions_of(found.child_ids, local_date(now))
        evidence = {"candidates": found.as_evidence(restricted)}
        db.session.add(CheckFoundSince(search_id=search.id, evidence=evidence, told_at=now))
    audit.record(actor, "register_changed_since_search", "check_request", request_id)
    db.session.flush()
    answered = db.session.scalar(select(is_open()).where(CheckRequest.id == request_id)) is False
    kind = TaskKind.CHECK_ANSWER_CHANGED if answered else TaskKind.CHECK_SEARCH_AGAIN
    if answered:
        _tell_owners(actor, request, news, now)
    if request.reference not in matters_with_open_task(kind, MatterKind.CHECK_REQUEST):
        task = NewTask(
            kind=kind,
            matter=matter_of(request),
            recipient=Recipient(role=Role.DESIGNATED_MANAGER),
            why=WHY[kind],
            due_at=working_days_later(procedure, now, procedure.suitability_changed_working_days),
            told_as=NotificationKind.CHECK_REGISTER_CHANGED,
        )
        open_task(actor, task, now)
    return True


def _tell_owners(actor: Actor, request: CheckRequest, news: Iterable[News], now: datetime) -> None:
    """An answered request is searched no more, so that the search asks nobody: they are told."""
    for _, found, people in news:
        ids = {place.child_id for who in people for place in found.places.get(who, ())}
        for child_id, card in sorted(restrictions_of(ids, local_date(now)).items()):
            tell_owner(actor, request, child_id, card, OWNER_IS_TOLD, now)


def _news(standing: RequestStanding) -> Iterator[News]:
    """The searches of a request that found less than is held now, beyond what was told of."""
    for one in standing.people:
        search = one.search
        if search is None or not one.facts.searched or standing.end is not None:
            continue
        found = look(one.said)
        known = one.since[-1].evidence if one.since else search.evidence
        if people := people_since(known, found):
            yield search, found, people
