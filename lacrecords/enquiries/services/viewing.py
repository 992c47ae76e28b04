"""The designated manager's view of one enquiry, and all that follows from it, in one transaction.

A view is added and never changed. It carries the view that the page showed: two managers at
one enquiry do not overrule each other unseen, and a form sent twice counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.clocks import working_days_later
from lacrecords.database import db, new_reference
from lacrecords.enquiries.considered_models import EnquiryToConsider, ManagerView, OfficerQuestion
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.enquiry_read import read_for
from lacrecords.enquiries.queries.views_given import (
    current_view,
    hold_queue_entry,
    open_second_look,
    question_of_view,
    question_to_answer,
)
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.services.awaiting import keep_flags, shown_to_all
from lacrecords.enquiries.services.incidents import NewIncident, open_incident
from lacrecords.notifications.services import (
    NewTask,
    Notice,
    Recipient,
    close_task,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.consideration_of_enquiries import why_a_view_is_refused
from lacrecords.terms import ManagerViewKind, NotificationKind, QueueState, TaskKind, Urgency

MEANWHILE = "Somebody has recorded a view since you opened this page. Read it first."
NOT_SETTLED = "This enquiry is not settled yet. It comes here when every child is."
ENDED = "The manager needs no answer any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewView:
    """What the manager makes of an enquiry; `shown_id` is the view that the page showed."""

    kind: ManagerViewKind
    words: str
    shown_id: int | None
    incident: NewIncident | None = None


def record_view(
    actor: Actor, enquiry_id: int, new: NewView, procedure: Procedure, now: datetime
) -> ManagerView:
    """Keep the view and do what follows: ask, close, or open an incident."""
    entry = hold_queue_entry(enquiry_id)
    if entry is None:
        raise StepOutOfOrder(NOT_SETTLED)
    before = current_view(enquiry_id)
    if (before.id if before else None) != new.shown_id:
        raise StepOutOfOrder(MEANWHILE)
    enquiry = db.session.get_one(Enquiry, enquiry_id)
    flags = shown_to_all(read_for(enquiry, procedure, now))
    refusal = why_a_view_is_refused(new.kind, new.words, flagged=bool(flags))
    if refusal:
        raise EnquiryError(refusal)
    keep_flags(enquiry_id, flags, now)
    view = add_view(actor, entry, new.kind, new.words, before, now)
    _end_question(actor, before, now)
    _second_look(actor, view, before, now)
    if new.kind is ManagerViewKind.ASK_THE_OFFICER:
        _ask(actor, enquiry, view, procedure, now)
    if new.kind is ManagerViewKind.WRONG_DISCLOSURE:
        if new.incident is None:
            raise EnquiryError("Enter what was told, and to whom")
        open_incident(actor, enquiry, view, new.incident, procedure, now)
    return view


def add_view(
    actor: Actor,
    entry: EnquiryToConsider,
    kind: ManagerViewKind,
    words: str,
    before: ManagerView | None,
    now: datetime,
    batch_id: int | None = None,
) -> ManagerView:
    """Add the row, and put the enquiry where it now stands in the queue."""
    view = ManagerView(
        enquiry_id=entry.enquiry_id,
        position=before.position + 1 if before else 1,
        kind=kind,
        words=words.strip(),
        flags=list(entry.flags),
        follows_id=before.id if before else None,
        batch_id=batch_id,
        given_by=actor.key,
        given_at=now,
    )
    db.session.add(view)
    asks = kind is ManagerViewKind.ASK_THE_OFFICER
    entry.state = QueueState.ASKED if asks else QueueState.CONSIDERED
    db.session.flush()
    audit.record(actor, f"enquiry_viewed_{kind.value}", "enquiry", entry.enquiry_id)
    return view


def _end_question(actor: Actor, before: ManagerView | None, now: datetime) -> None:
    """Another view ends the question that still waited for its answer."""
    question = question_of_view(before.id) if before else None
    if question is not None and question.answered_at is None:
        close_task(actor, question.task_id, ENDED, now)


def _second_look(
    actor: Actor, view: ManagerView, before: ManagerView | None, now: datetime
) -> None:
    look = open_second_look(view.enquiry_id)
    if look is None:
        return
    first = db.session.get_one(ManagerView, look.view_id)
    look.looked_at, look.looked_by = now, actor.key
    look.agrees, look.later_view_id = view.kind is first.kind, view.id
    db.session.flush()
    agreed = "agreed" if look.agrees else "differed"
    audit.record(actor, f"second_look_{agreed}", "enquiry", view.enquiry_id)


def _ask(
    actor: Actor, enquiry: Enquiry, view: ManagerView, procedure: Procedure, now: datetime
) -> None:
    officer = enquiry.recorded_by_account_id
    shift = recipients.manager_on_shift(procedure, now)
    task = NewTask(
        kind=TaskKind.OFFICER_QUESTION,
        enquiry_id=enquiry.id,
        recipient=Recipient(account_id=officer) if officer is not None else shift,
        why="The designated manager has read this enquiry and asks you about it.",
        due_at=working_days_later(procedure, now, procedure.officer_answer_working_days),
    )
    row = OfficerQuestion(
        reference=new_reference(),
        enquiry_id=enquiry.id,
        view_id=view.id,
        task_id=open_task(actor, task, now),
        question=view.words,
        asked_by=actor.key,
        asked_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "officer_asked", "enquiry", enquiry.id)


def answer_question(actor: Actor, reference: str, answer: str, now: datetime) -> OfficerQuestion:
    """Keep the officer's answer, once; the enquiry comes back to the manager's queue."""
    row = question_to_answer(reference)
    if row is None:
        raise StepOutOfOrder("This question was not found.")
    if row.answered_at is not None:
        raise StepOutOfOrder("This question was answered already.")
    entry, view = hold_queue_entry(row.enquiry_id), current_view(row.enquiry_id)
    if entry is None or view is None or view.id != row.view_id:
        raise StepOutOfOrder(ENDED)
    if not answer.strip():
        raise EnquiryError("Enter your answer")
    row.answer, row.answered_by, row.answered_at = answer.strip(), actor.key, now
    entry.state, entry.weighed_at = QueueState.ANSWERED, None
    db.session.flush()
    audit.record(actor, "officer_answered", "enquiry", row.enquiry_id)
    close_task(actor, row.task_id, "Answered.", now)
    told = Notice(
        kind=NotificationKind.OFFICER_ANSWERED,
        urgency=Urgency.ROUTINE,
        recipient=recipients.DESIGNATED_MANAGER,
        enquiry_id=row.enquiry_id,
        why="Your question about this enquiry is answered. It waits in your queue.",
    )
    notify(actor, told, now)
    return row
