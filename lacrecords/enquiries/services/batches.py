"""Closing enquiries that nothing flags, line by line, and drawing some for a second look.

The lines are kept as they were put before the manager. Each needs a tick of its own; what was
not ticked stays in the queue. What is drawn, the system draws, by a generator nobody foresees.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import working_days_later
from lacrecords.database import db, new_reference
from lacrecords.enquiries.considered_models import (
    BatchLine,
    EnquiryBatch,
    ManagerView,
    QueueFilter,
    SecondLook,
)
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.enquiry_read import read_for
from lacrecords.enquiries.queries.queue import QueuedEnquiry, lines_of, unflagged_ids
from lacrecords.enquiries.queries.views_given import current_view, hold_queue_entry
from lacrecords.enquiries.services.awaiting import keep_flags, shown_to_all
from lacrecords.enquiries.services.viewing import add_view
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.consideration_of_enquiries import (
    how_many_are_looked_at_twice,
    may_be_closed_in_batch,
)
from lacrecords.terms import ManagerViewKind, QueueState
from lacrecords.web.words import moment_words

NOTHING = "There is no enquiry that nothing flags. Read the others one by one."
_CHANCE = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class BatchClosed:
    """How many lines were closed, how many were drawn, and how many had changed meanwhile."""

    closed: int
    drawn: int
    left: int


def begin_batch(actor: Actor, procedure: Procedure, now: datetime) -> EnquiryBatch:
    """Put the longest waiting enquiries that nothing flags before the manager, line by line."""
    ids = [
        one for one in unflagged_ids(procedure.batch_lines) if _still_unflagged(one, procedure, now)
    ]
    if not ids:
        raise EnquiryError(NOTHING)
    batch = EnquiryBatch(
        reference=new_reference(),
        begun_by=actor.key,
        begun_at=now,
        one_in=procedure.second_look_one_in,
    )
    db.session.add(batch)
    db.session.flush()
    for position, line in enumerate(lines_of(ids, now), 1):
        db.session.add(
            BatchLine(
                batch_id=batch.id,
                enquiry_id=line.enquiry_id,
                position=position,
                words=_line_words(line),
            )
        )
        audit.record(actor, "enquiry_line_shown", "enquiry", line.enquiry_id)
    audit.record(actor, "enquiry_batch_begun", "enquiry_batch", batch.id)
    db.session.flush()
    return batch


def _line_words(line: QueuedEnquiry) -> str:
    asked = moment_words(line.asked_at)
    return (
        f"{asked}. {line.enquirer} asked about {line.children}: {line.reason} [{line.answer_words}]"
    )


def _still_unflagged(enquiry_id: int, procedure: Procedure, now: datetime) -> bool:
    """Weighed again here and now: the line of the queue may be an hour old."""
    enquiry = db.session.get_one(Enquiry, enquiry_id)
    flags = shown_to_all(read_for(enquiry, procedure, now))
    keep_flags(enquiry_id, flags, now)
    return may_be_closed_in_batch(flags)


def close_batch(
    actor: Actor, reference: str, ticked: Collection[int], procedure: Procedure, now: datetime
) -> BatchClosed:
    """Close each ticked line that still stands as it was shown, and draw for the second look."""
    batch = _to_close(actor, reference)
    shown = {line.enquiry_id for line in lines_in(batch.id)}
    if not ticked:
        raise EnquiryError("Tick each enquiry that you have read and close")
    if not set(ticked) <= shown:
        raise EnquiryError("Only enquiries whose line was shown to you can be closed here")
    batch.closed_at, batch.closed_by = now, actor.key
    db.session.flush()
    views = [_close_line(actor, batch, one, procedure, now) for one in sorted(ticked)]
    closed = [view for view in views if view is not None]
    drawn = _draw(actor, closed, batch, procedure, now)
    audit.record(actor, "enquiry_batch_closed", "enquiry_batch", batch.id)
    return BatchClosed(len(closed), drawn, len(views) - len(closed))


def _to_close(actor: Actor, reference: str) -> EnquiryBatch:
    found = select(EnquiryBatch).where(EnquiryBatch.reference == reference.upper())
    batch = db.session.scalar(
        found.with_for_update(), execution_options={"populate_existing": True}
    )
    if batch is None or batch.begun_by != actor.key:
        raise StepOutOfOrder("These lines were not shown to you.")
    if batch.closed_at is not None:
        raise StepOutOfOrder("These lines were closed already.")
    return batch


def lines_in(batch_id: int) -> list[BatchLine]:
    """The lines as they were shown, in order."""
    found = select(BatchLine).where(BatchLine.batch_id == batch_id)
    return list(db.session.scalars(found.order_by(BatchLine.position)))


def _close_line(
    actor: Actor, batch: EnquiryBatch, enquiry_id: int, procedure: Procedure, now: datetime
) -> ManagerView | None:
    """Close one line; None where something happened meanwhile, so that it must be read."""
    entry = hold_queue_entry(enquiry_id)
    if entry is None or entry.state is not QueueState.TO_READ:
        return None
    if not _still_unflagged(enquiry_id, procedure, now):
        return None
    kind = ManagerViewKind.NO_FURTHER_ACTION
    before = current_view(enquiry_id)
    return add_view(actor, entry, kind, "", before, now, batch_id=batch.id)


def _draw(
    actor: Actor,
    closed: list[ManagerView],
    batch: EnquiryBatch,
    procedure: Procedure,
    now: datetime,
) -> int:
    number = how_many_are_looked_at_twice(len(closed), batch.one_in)
    due_at = working_days_later(procedure, now, procedure.second_look_working_days)
    for view in _CHANCE.sample(closed, number):
        look = SecondLook(enquiry_id=view.enquiry_id, view_id=view.id, drawn_at=now, due_at=due_at)
        db.session.add(look)
        entry = hold_queue_entry(view.enquiry_id)
        if entry is not None:
            entry.state, entry.due_at = QueueState.SECOND_LOOK, due_at
        db.session.flush()
        audit.record(actor, "drawn_for_second_look", "enquiry", view.enquiry_id)
    return number


def remember_filter(actor: Actor, fields: dict[str, Any], now: datetime) -> None:
    """Keep what this person chose to see, for the next time."""
    if actor.account_id is None:
        return
    row = db.session.get(QueueFilter, actor.account_id)
    if row is None:
        row = QueueFilter(account_id=actor.account_id, fields=fields, saved_at=now)
        db.session.add(row)
    row.fields, row.saved_at = fields, now
    db.session.flush()
