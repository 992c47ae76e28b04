"""Release by two people: one prepares and asks, another reads and releases or gives back."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.assembling import has_changed
from lacrecords.subject_access.clock_tasks import ask_second_people, close_clock, go_on
from lacrecords.subject_access.document_jobs import queue_document
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.release_models import Release, ReleaseAsked, ReleaseReturned
from lacrecords.subject_access.released import released_pack
from lacrecords.subject_access.standing import AN_END_WAITS, AccessStanding, standing_of
from lacrecords.subject_access.values import AccessRefused

CHANGED = "Something was added or changed since the pack was assembled. Assemble it anew"
GIVEN_BACK = (
    "The pack was given back.",
    "A pack was given back. Read why, and see that the request is answered in time.",
)
A_PACK_WAITS = "A pack waits for a second person. Read it, then release it or give it back."


def ask_for_release(actor: Actor, request_id: int, now: datetime) -> None:
    """Say that the pack is ready, and ask a second person to read it."""
    request = hold_open(request_id)
    standing = standing_of(request_id, now)
    pack = _may_go(standing, now)
    if standing.open_ask is not None:
        raise AccessRefused(None, "It waits for a second person already")
    if standing.end_ask is not None:
        raise AccessRefused(None, AN_END_WAITS)
    db.session.add(
        ReleaseAsked(
            request_id=request_id,
            pack_id=pack,
            release_digest=digest_of(standing),
            asked_by=actor.key,
            asked_at=now,
        )
    )
    audit.record(actor, "release_asked", "subject_access_request", request_id)
    db.session.flush()
    ask_second_people(actor, request, A_PACK_WAITS, now)


def digest_of(standing: AccessStanding) -> str:
    """The mark of the words as they would be released now."""
    if standing.pack is None:
        return ""
    return released_pack(standing.request, standing.pack).digest()


def _may_go(standing: AccessStanding, now: datetime) -> int:
    """The number of the pack that may go; AccessRefused with the first thing that is missing."""
    if standing.missing or standing.pack is None:
        raise AccessRefused(None, "Something is still missing. Look at the request again")
    if has_changed(standing.pack, now):
        raise AccessRefused(None, CHANGED)
    return standing.pack.id


def give_back(actor: Actor, request_id: int, because: str, now: datetime) -> None:
    """Give the pack back to whoever prepared it, with reasons; it can be changed again."""
    request = hold_open(request_id)
    standing = standing_of(request_id, now)
    asked = standing.open_ask
    if asked is None:
        raise AccessRefused(None, "It was given back already")
    db.session.add(
        ReleaseReturned(asked_id=asked.id, because=because, returned_by=actor.key, returned_at=now)
    )
    audit.record(actor, "release_returned", "subject_access_request", request_id)
    db.session.flush()
    go_on(actor, request, standing.due_on, GIVEN_BACK, now)


def release(actor: Actor, request_id: int, shown_digest: str, now: datetime) -> None:
    """Release the pack exactly as it was read; AccessRefused where anything is different by now."""
    request = hold_open(request_id)
    standing = standing_of(request_id, now)
    asked = standing.open_ask
    if asked is None:
        raise AccessRefused(None, "Nobody asks for the release any more. Look at the request again")
    if asked.asked_by == actor.key:
        raise AccessRefused(None, "You prepared this pack. Another person must read and release it")
    pack_id = _may_go(standing, now)
    if not shown_digest == asked.release_digest == digest_of(standing):
        raise AccessRefused(
            None, "The words have changed since the page was shown. Read them again"
        )
    row = Release(
        request_id=request_id,
        asked_id=asked.id,
        pack_id=pack_id,
        asked_by=asked.asked_by,
        release_digest=asked.release_digest,
        released_by=actor.key,
        released_at=now,
    )
    db.session.add(row)
    audit.record(actor, "pack_released", "subject_access_request", request_id)
    db.session.flush()
    queue_document(request_id, row.id, now)
    close_clock(actor, request, "The pack was released.", now)
