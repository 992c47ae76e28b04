"""What the demo's designated manager made of the month's enquiries; some are left to be read.

Through the same service as the page; one enquiry is one transaction of whoever calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.enquiries.queries.queue import QueuedEnquiry, Wanted, queue_page, unflagged_ids
from lacrecords.enquiries.services.batches import begin_batch, close_batch, lines_in
from lacrecords.enquiries.services.incidents import NewIncident
from lacrecords.enquiries.services.viewing import NewView
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import ManagerViewKind

READ_AFTER_DAYS = 6
MOST_PAGES = 8
BEFORE_DUE, AFTER_DUE = timedelta(hours=4), timedelta(hours=20)
LATE_ONE_IN = 12
_REASONS = (
    "Read with the officer. The answer was right, and the worker has followed it up.",
    "The caller could not be reached again. Nothing was told.",
    "Both calls were about the same visit; the family is known to early help.",
)
_ASKED = "Which hospital did the caller say the child was taken to?"
_INCIDENT = NewIncident(
    what_was_told="That the child changed school in September",
    to_whom="A caller who said they were the child's aunt",
)


@dataclass(frozen=True, slots=True)
class PlannedView:
    """One enquiry, what is made of it, and when."""

    enquiry_id: int
    view: NewView
    at: datetime


def planned_views(now: datetime) -> tuple[PlannedView, ...]:
    """What is made of everything older than a week; of two that are newer as well."""
    old: list[QueuedEnquiry] = []
    new: list[QueuedEnquiry] = []
    for line in _waiting(now):
        is_old = line.asked_at < now - timedelta(days=READ_AFTER_DAYS)
        (old if is_old else new).append(line)
    return (*_closed(old, now), *_asked_and_wrong(new, now))


def close_in_lines(manager: Actor, procedure: Procedure, now: datetime) -> None:
    """Some that nothing flags are closed line by line, all but the last; one in ten is drawn."""
    if not unflagged_ids(1):
        return
    batch = begin_batch(manager, procedure, now)
    ids = [line.enquiry_id for line in lines_in(batch.id)]
    close_batch(manager, batch.reference, ids[:-1] or ids, procedure, now)


def _waiting(now: datetime) -> Iterator[QueuedEnquiry]:
    for number in range(1, MOST_PAGES + 1):
        found = queue_page(Wanted(), number, now)
        yield from found.items
        if number >= found.pages:
            return


def _closed(old: list[QueuedEnquiry], now: datetime) -> Iterator[PlannedView]:
    """Most before they are due, some after it."""
    for place, line in enumerate(old):
        words = _REASONS[place % len(_REASONS)] if line.flags else ""
        kind = ManagerViewKind.NO_FURTHER_ACTION
        is_late = place % LATE_ONE_IN == LATE_ONE_IN - 1
        at = min(now, line.due_at + AFTER_DUE if is_late else line.due_at - BEFORE_DUE)
        yield PlannedView(line.enquiry_id, NewView(kind=kind, words=words, shown_id=None), at)


def _asked_and_wrong(new: list[QueuedEnquiry], now: datetime) -> Iterator[PlannedView]:
    made = (
        NewView(kind=ManagerViewKind.ASK_THE_OFFICER, words=_ASKED, shown_id=None),
        NewView(
            kind=ManagerViewKind.WRONG_DISCLOSURE,
            words=_INCIDENT.what_was_told,
            shown_id=None,
            incident=_INCIDENT,
        ),
    )
    for line, view in zip(new, made, strict=False):
        yield PlannedView(line.enquiry_id, view, now)
