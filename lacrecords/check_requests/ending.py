"""A request that ends without an answer, and what ends with every request: its tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.check_requests.answer_models import CheckRequestEnd
from lacrecords.check_requests.holding import hold_open
from lacrecords.check_requests.matters import matter_of
from lacrecords.check_requests.models import CheckRequest
from lacrecords.check_requests.values import CheckRefused, NewEnd
from lacrecords.database import db
from lacrecords.notifications.services import close_tasks_of_matter
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import CheckEnd, TaskKind

BY_HAND = (CheckEnd.REQUESTER_WITHDREW, CheckEnd.NEVER_COMPLETED, CheckEnd.SAME_AS_ANOTHER)
"""A consent that is taken back ends the request on the page of the consent."""


def end_request(actor: Actor, request_id: int, new: NewEnd, now: datetime) -> None:
    """End a request without an answer; what was recorded stays."""
    request = hold_open(request_id)
    if new.ended_as not in BY_HAND:
        raise CheckRefused("ended_as", "Record that the consent was taken back on its own page")
    db.session.add(
        CheckRequestEnd(
            check_request_id=request_id,
            ended_as=new.ended_as,
            other_request_id=_other(request, new),
            words=new.words,
            ended_by=actor.key,
            ended_at=now,
        )
    )
    audit.record(actor, "check_request_ended", "check_request", request_id)
    db.session.flush()
    close_clock(actor, request, "The request ended without an answer.", now)


def end_by_sharing(actor: Actor, request_id: int, now: datetime) -> bool:
    """What the requester may know went out by a decision whether to share; False: ended already."""
    try:
        request = hold_open(request_id)
    except CheckRefused:
        return False
    db.session.add(
        CheckRequestEnd(
            check_request_id=request_id,
            ended_as=CheckEnd.SHARED_BY_DECISION,
            other_request_id=None,
            words="What was shared stands in the decision whether to share.",
            ended_by=actor.key,
            ended_at=now,
        )
    )
    audit.record(actor, "check_request_ended", "check_request", request_id)
    db.session.flush()
    close_clock(actor, request, "Information went to the requester by a decision.", now)
    return True


def _other(request: CheckRequest, new: NewEnd) -> int | None:
    if new.ended_as is not CheckEnd.SAME_AS_ANOTHER:
        return None
    reference = new.other_reference.strip().upper()
    found = select(CheckRequest.id).where(CheckRequest.reference == reference)
    other = db.session.scalar(found)
    if other is None or other == request.id:
        raise CheckRefused("other_reference", "Enter the reference of the other request")
    return other


def close_clock(actor: Actor, request: CheckRequest, words: str, now: datetime) -> None:
    """Nobody is reminded any more: the tasks of the request are done."""
    for kind in (TaskKind.SUITABILITY_CHECK, TaskKind.CHECK_SEARCH_AGAIN):
        close_tasks_of_matter(actor, kind, matter_of(request), words, now)
