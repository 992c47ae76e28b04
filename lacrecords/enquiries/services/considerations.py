"""The designated manager closes a child in need consideration, with an outcome and reasons.

Where somebody is to act, the note for the case system is made and kept word for word, and
whoever acts has a task, all in the transaction of the decision.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from lacrecords.audit import services as audit
from lacrecords.clocks import working_days_later
from lacrecords.database import db
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.queries.consideration_page import consideration_page
from lacrecords.enquiries.queries.referral_note import note_of
from lacrecords.enquiries.queries.steps import consideration_to_close
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Recipient,
    close_tasks_of_matter,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import REFERRALS, ConsiderationOutcome, MatterKind, TaskKind
from lacrecords.wording import words

AT_ONCE = frozenset({ConsiderationOutcome.STRATEGY_DISCUSSION, ConsiderationOutcome.SECTION_47})
"""A child may be suffering significant harm: whoever acts begins within the minutes of a worry."""


def close_consideration(
    actor: Actor,
    reference: str,
    outcome: ConsiderationOutcome,
    reasons: str,
    procedure: Procedure,
    now: datetime,
    acts: Recipient | None = None,
) -> Consideration:
    """Close it, once; StepOutOfOrder when somebody else closed it meanwhile.

    `acts`: who is to act on a referral; the duty team where nobody is named.
    """
    row = consideration_to_close(reference)
    if row is None:
        raise StepOutOfOrder("This consideration was not found.")
    if row.closed_at is not None:
        raise StepOutOfOrder("This consideration was closed already.")
    if not reasons.strip():
        raise EnquiryError("Enter your reasons.")
    referred: tuple[str, int] | None = None
    if outcome in REFERRALS:
        who = acts or recipients.duty_recipients(procedure, now)[0]
        referred = _refer(actor, row, outcome, reasons, who, procedure, now)
    row.closed_at, row.closed_by = now, actor.key
    row.outcome, row.reasons = outcome, reasons.strip()
    if referred is not None:
        row.note, row.task_id = referred
    db.session.flush()
    audit.record(actor, f"consideration_closed_{outcome.value}", "consideration", row.id)
    return row


def _refer(
    actor: Actor,
    row: Consideration,
    outcome: ConsiderationOutcome,
    reasons: str,
    who: Recipient,
    procedure: Procedure,
    now: datetime,
) -> tuple[str, int]:
    """The note, and the task of whoever is to act."""
    page = consideration_page(row.reference, actor.account_id, procedure, now)
    if page is None:
        raise StepOutOfOrder("This consideration was not found.")
    due_at = working_days_later(procedure, now, procedure.referral_task_working_days)
    if outcome in AT_ONCE:
        due_at = now + timedelta(minutes=procedure.worry_task_minutes)
    task = NewTask(
        kind=TaskKind.REFERRAL,
        matter=Matter(MatterKind.CONSIDERATION, row.reference),
        recipient=who,
        why=f"The designated manager decided: {words(outcome)}. The note is ready to be pasted.",
        due_at=due_at,
    )
    task_id = open_task(actor, task, now)
    return note_of(page, outcome, reasons, actor.name, _who_words(who), now), task_id


def _who_words(who: Recipient) -> str:
    if who.account_id is not None:
        return staff.names_for([f"account:{who.account_id}"])[f"account:{who.account_id}"]
    team = staff.team(who.team_id) if who.team_id is not None else None
    return team.name if team else "The designated manager"


def referral_done(actor: Actor, reference: str, what_was_done: str, now: datetime) -> None:
    """Whoever acts says what was done; StepOutOfOrder when it was said already."""
    if not what_was_done.strip():
        raise EnquiryError("Enter what was done")
    row = consideration_to_close(reference)
    if row is None or row.task_id is None:
        raise StepOutOfOrder("This referral was not found.")
    matter = Matter(MatterKind.CONSIDERATION, row.reference)
    done = close_tasks_of_matter(actor, TaskKind.REFERRAL, matter, what_was_done, now)
    if not done:
        raise StepOutOfOrder("What was done is recorded already.")
    audit.record(actor, "referral_done", "consideration", row.id)
