"""The enquirer asks for more than the fixed answer: a manager decides, with reasons and words."""

from __future__ import annotations

from datetime import datetime, timedelta

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference
from lacrecords.enquiries.errors import CheckRunOut, EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.outcome_models import MoreAsked, MoreTold
from lacrecords.enquiries.queries.steps import (
    check_is_good_now,
    hold_checks,
    latest_verification,
    more_asked_to_decide,
    more_was_told,
)
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.services.awaiting import bring_back
from lacrecords.notifications.services import NewTask, close_task, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import TaskKind


def ask_manager(
    actor: Actor, child: EnquiredChild, asked: str, procedure: Procedure, now: datetime
) -> MoreAsked:
    """Keep what more is asked, and give the manager on shift a task to decide."""
    if not asked.strip():
        raise EnquiryError("Enter what the enquirer asks for.")
    task_id = open_task(
        actor,
        NewTask(
            kind=TaskKind.MORE_ASKED,
            enquiry_id=child.enquiry_id,
            enquired_child_id=child.id,
            recipient=recipients.manager_on_shift(procedure, now),
            why="An enquirer asks for more than the fixed answer: decide.",
            due_at=now + timedelta(minutes=procedure.more_asked_minutes),
        ),
        now,
    )
    row = MoreAsked(
        reference=new_reference(),
        enquiry_id=child.enquiry_id,
        enquired_child_id=child.id,
        task_id=task_id,
        asked=asked.strip(),
        asked_at=now,
        recorded_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "more_asked", "enquired_child", child.id)
    bring_back(child.enquiry_id, now)
    return row


def decide_more_asked(
    actor: Actor, reference: str, shared: bool, reasons: str, words: str, now: datetime
) -> MoreAsked:
    """Keep the manager's decision: share or not, why, and the exact words that may be said."""
    row = more_asked_to_decide(reference)
    if row is None:
        raise StepOutOfOrder("This request was not found.")
    if row.decided_at is not None:
        raise StepOutOfOrder("This request was decided already.")
    if row.recorded_by == actor.key:
        raise EnquiryError("Whoever takes the request does not decide it. Ask another manager.")
    if not reasons.strip():
        raise EnquiryError("Enter your reasons.")
    if shared and not words.strip():
        raise EnquiryError("Enter the exact words that may be said.")
    row.shared, row.reasons = shared, reasons.strip()
    row.words = words.strip() if shared else ""
    row.decided_by, row.decided_at = actor.key, now
    db.session.flush()
    audit.record(actor, "more_asked_decided", "enquired_child", row.enquired_child_id)
    close_task(actor, row.task_id, "Decided: shared." if shared else "Decided: not shared.", now)
    return row


def record_more_told(actor: Actor, reference: str, now: datetime) -> MoreTold:
    """Keep that the manager's words were said; they rest on a good check like any telling."""
    row = more_asked_to_decide(reference)
    if row is None or not row.shared or not row.words:
        raise StepOutOfOrder("A manager has not allowed these words.")
    if more_was_told(row.id):
        raise StepOutOfOrder("These words are recorded as said already.")
    hold_checks(row.enquiry_id)
    verification = latest_verification(row.enquiry_id)
    if verification is None or not check_is_good_now(verification, now):
        raise CheckRunOut("The check has run out. Ring back again before you tell anything.")
    told = MoreTold(
        more_asked_id=row.id,
        enquiry_id=row.enquiry_id,
        verification_id=verification.id,
        words=row.words,
        said_by=actor.key,
        said_at=now,
    )
    db.session.add(told)
    db.session.flush()
    audit.record(actor, "more_told", "enquired_child", row.enquired_child_id)
    return told
