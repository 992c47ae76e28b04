"""How a request ends without a pack, and how what was issued went."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.subject_access import needs_second_person
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.assembling import holds_something
from lacrecords.subject_access.clock_tasks import close_clock
from lacrecords.subject_access.document_jobs import queue_document
from lacrecords.subject_access.holding import hold, hold_open
from lacrecords.subject_access.release_models import AccessDelivery, AccessEnded
from lacrecords.subject_access.standing import AccessStanding, standing_of
from lacrecords.subject_access.values import AccessRefused, NewAccessEnd, NewDelivery
from lacrecords.terms import AccessEnd, AccessStep, HarmAnswer

UNSHOWN = frozenset({AccessStep.IDENTITY, AccessStep.AUTHORITY})


def end_request(actor: Actor, request_id: int, new: NewAccessEnd, now: datetime) -> None:
    """End a request that whoever asked takes back; AccessRefused: another person must agree."""
    request = hold_open(request_id)
    if needs_second_person(new.ended_as):
        raise AccessRefused("ended_as", "Another person must agree to this end. Ask for it first")
    ended = AccessEnded(
        request_id=request_id,
        ended_as=new.ended_as,
        words=new.words,
        ended_by=actor.key,
        ended_at=now,
    )
    keep_end(actor, request, ended)


def keep_end(actor: Actor, request: Asked, ended: AccessEnded) -> None:
    """Keep the end, and have its letter made; nobody is reminded of an answer any more."""
    db.session.add(ended)
    audit.record(actor, f"ended_{ended.ended_as.value}", "subject_access_request", request.id)
    db.session.flush()
    queue_document(request.id, None, ended.ended_at)
    close_clock(actor, request, "The request ended without a pack.", ended.ended_at)


def why_it_does_not_end(standing: AccessStanding, ended_as: AccessEnd, now: datetime) -> str:
    """Why the request cannot end so now, in words; nothing: it can."""
    missing = set(standing.missing)
    if ended_as is AccessEnd.NOT_SHOWN and not missing & UNSHOWN:
        return "Who asks was shown, so this is not the reason"
    if ended_as is AccessEnd.NOTHING_HELD:
        if missing & (UNSHOWN | {AccessStep.SEARCH, AccessStep.DECISIONS}):
            return "First say who asks, search, and decide on everybody who came up"
        if standing.subject.is_held and holds_something(standing, now):
            return "A record was decided to be the person's, so something is held"
        if AccessStep.CLOSED_RECORDS in missing:
            return "Every answer waits some days after the search: see the page of the request"
    if ended_as is AccessEnd.REFUSED_HARM:
        harm = standing.harm
        if harm is None or harm.answer is not HarmAnswer.LIKELY_AS_A_WHOLE:
            return "Nobody has said that the release as a whole would cause serious harm"
    return ""


def record_delivery(actor: Actor, request_id: int, new: NewDelivery, now: datetime) -> None:
    """Write down how what was issued went, and to whom."""
    hold(request_id)
    standing = standing_of(request_id, now)
    if standing.document is None:
        raise AccessRefused(None, "Nothing was issued yet")
    if standing.delivery is not None:
        raise AccessRefused(None, "It is written down already how it went")
    if not local_date(standing.document.made_at) <= new.went_on <= local_date(now):
        raise AccessRefused("went_on", "The day must be between the day it was issued and today")
    db.session.add(
        AccessDelivery(
            document_id=standing.document.id,
            way=new.way,
            to_whom=new.to_whom,
            went_on=new.went_on,
            words=new.words,
            recorded_by=actor.key,
            recorded_at=now,
        )
    )
    audit.record(actor, "subject_access_delivered", "subject_access_request", request_id)
    db.session.flush()
