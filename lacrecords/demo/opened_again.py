"""A request of the demonstration that is opened again after its release, for a further pack.

Nothing is opened again before its document is there, so the worker's own job draws it here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from lacrecords.clocks import local_date
from lacrecords.database import transaction
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.document_jobs import DOCUMENT, make_document
from lacrecords.subject_access.further import open_further
from lacrecords.subject_access.values import NewFurther
from lacrecords.terms import FurtherReason
from lacrecords.web.documents import can_make_pdf

FOUND = "A box of older papers was found when the team moved."


def open_again(actor: Actor, request_id: int, now: datetime) -> None:
    """Draw what was just released and open the request again.

    Where this machine draws no documents, the request stays released.
    """
    if not can_make_pdf():
        return
    _draw_what_waits(now - timedelta(minutes=4))
    with transaction():
        on = local_date(now)
        new = NewFurther(why=FurtherReason.MORE_FOUND, words=FOUND, asked_on=on)
        open_further(actor, request_id, new, now - timedelta(minutes=2))


def _draw_what_waits(now: datetime) -> None:
    """Every document that was asked for until now, as the worker draws it."""
    while claimed := _claimed(now):
        record = make_document(claimed, now)
        with transaction():
            queue.finish(claimed, now)
            record(now)


def _claimed(now: datetime) -> ClaimedJob | None:
    with transaction():
        return queue.claim("demonstration", (DOCUMENT,), now)
