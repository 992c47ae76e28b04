"""A refusal by two people: one asks that a request ends without a pack, another agrees or not."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.clock_tasks import ask_second_people, go_on
from lacrecords.subject_access.end_models import EndAsked, EndReturned
from lacrecords.subject_access.ending import keep_end, why_it_does_not_end
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.release_models import AccessEnded
from lacrecords.subject_access.standing import standing_of
from lacrecords.subject_access.values import AccessRefused, NewAccessEnd

AN_END_WAITS = (
    "Somebody asks that a request ends without a pack. Read why, then agree or give it back."
)
GIVEN_BACK = (
    "The end was given back.",
    "Somebody did not agree that a request ends. See that it is answered in time.",
)
NOBODY_ASKS = "Nobody asks for this end any more. Look at the request again"


def ask_for_end(actor: Actor, request_id: int, new: NewAccessEnd, now: datetime) -> None:
    """Ask a second person to agree to an end; AccessRefused where it does not fit."""
    request = hold_open(request_id)
    standing = standing_of(request_id, now)
    problem = why_it_does_not_end(standing, new.ended_as, now)
    if problem:
        raise AccessRefused("ended_as", problem)
    if standing.open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Let them give it back first")
    if standing.end_ask is not None:
        raise AccessRefused(None, "An end waits for a second person already. See the request")
    db.session.add(
        EndAsked(
            request_id=request_id,
            ended_as=new.ended_as,
            words=new.words,
            asked_by=actor.key,
            asked_at=now,
        )
    )
    audit.record(actor, "end_asked", "subject_access_request", request_id)
    db.session.flush()
    ask_second_people(actor, request, AN_END_WAITS, now)


def give_end_back(actor: Actor, request_id: int, because: str, now: datetime) -> None:
    """Give the end back to whoever asked for it, with reasons; the request goes on."""
    request = hold_open(request_id)
    standing = standing_of(request_id, now)
    asked = standing.end_ask
    if asked is None:
        raise AccessRefused(None, NOBODY_ASKS)
    db.session.add(
        EndReturned(asked_id=asked.id, because=because, returned_by=actor.key, returned_at=now)
    )
    audit.record(actor, "end_returned", "subject_access_request", request_id)
    db.session.flush()
    go_on(actor, request, standing.due_on, GIVEN_BACK, now)


def agree_to_end(actor: Actor, request_id: int, shown: int, now: datetime) -> None:
    """End the request as it was asked and read; AccessRefused where it fits no more."""
    request = hold_open(request_id)
    standing = standing_of(request_id, now)
    asked = standing.end_ask
    if asked is None or asked.id != shown:
        raise AccessRefused(None, NOBODY_ASKS)
    if asked.asked_by == actor.key:
        raise AccessRefused(None, "You asked for this end. Another person must agree to it")
    problem = why_it_does_not_end(standing, asked.ended_as, now)
    if problem:
        raise AccessRefused(None, f"It does not fit any more. {problem}")
    keep_end(
        actor,
        request,
        AccessEnded(
            request_id=request_id,
            ended_as=asked.ended_as,
            words=asked.words,
            asked_id=asked.id,
            asked_by=asked.asked_by,
            ended_by=actor.key,
            ended_at=now,
        ),
    )
