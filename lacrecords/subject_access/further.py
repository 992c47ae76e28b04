"""Opening a request again after a release, for a further pack; what was released stays."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.clock_tasks import open_clock
from lacrecords.subject_access.further_models import FurtherPack
from lacrecords.subject_access.holding import hold
from lacrecords.subject_access.rounds import releases_of
from lacrecords.subject_access.standing import standing_of
from lacrecords.subject_access.values import AccessRefused, NewFurther

AGAIN = "A further pack of somebody's own information is to be made. See that it is in time."


def open_further(actor: Actor, request_id: int, new: NewFurther, now: datetime) -> int:
    """Open the request again; its number. AccessRefused where it was not released, or is open."""
    hold(request_id)
    standing = standing_of(request_id, now)
    if standing.release is None or standing.ended is not None:
        raise AccessRefused(None, "A further pack is made after a release. This one is open")
    if standing.document is None:
        raise AccessRefused(None, "The document of the release is still being made. Wait for it")
    released_on = local_date(standing.release.released_at)
    if not released_on <= new.asked_on <= local_date(now):
        raise AccessRefused("on", "The day must be between the day of the release and today")
    row = FurtherPack(
        request_id=request_id,
        number=len(releases_of(request_id)) + 1,
        release_id=standing.release.id,
        why=new.why,
        words=new.words,
        asked_on=new.asked_on,
        opened_on=local_date(now),
        opened_by=actor.key,
        opened_at=now,
    )
    db.session.add(row)
    audit.record(actor, f"further_{new.why.value}", "subject_access_request", request_id)
    db.session.flush()
    opened = standing_of(request_id, now)
    open_clock(actor, opened.request, opened.due_on or new.asked_on, AGAIN, now)
    return row.number
