"""What we must do after an enquiry: one function for each word of the rules.

A duty that was done for this enquiry already is not done twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import working_days_later
from lacrecords.database import db, new_reference
from lacrecords.enquiries.outcome_models import ContactRecord
from lacrecords.enquiries.services import announcing, recipients
from lacrecords.enquiries.services.announcing import Settlement
from lacrecords.enquiries.services.unknown import open_or_join_consideration
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.services import (
    NewTask,
    Notice,
    close_tasks_of,
    notify,
    open_task,
)
from lacrecords.notifications.words import NOT_CONFIRMED_WHY
from lacrecords.terms import DutyKind, MatchAnswer, NotificationKind, TaskKind, Urgency


def do_duties(settled: Settlement, duties: tuple[DutyKind, ...]) -> None:
    """Do every duty, in the order the rules give them; a decision ends its match task."""
    _end_match_task(settled)
    if not settled.matter.is_confirmed:
        _tell_the_desk_what_it_is_told_of_every_child(settled)
    for duty in duties:
        DUTIES[duty](settled)


def _end_match_task(settled: Settlement) -> None:
    matter = settled.matter
    if matter.decision.by_person and matter.decision.answer is not MatchAnswer.CANNOT_TELL:
        words = "Somebody has decided which child it is."
        close_tasks_of(matter.actor, TaskKind.MATCH, matter.child.id, words, matter.now)


def _tell_the_desk_what_it_is_told_of_every_child(settled: Settlement) -> None:
    """Once for each enquiry, and alike for a child who is known and for one who is not."""
    matter = settled.matter
    urgent = matter.enquiry.urgency is Urgency.URGENT or matter.enquiry.worried
    for recipient in recipients.duty_recipients(matter.procedure, matter.now):
        told = Notice(
            kind=NotificationKind.ENQUIRER_NOT_CONFIRMED,
            urgency=Urgency.URGENT if urgent else Urgency.ROUTINE,
            recipient=recipient,
            enquiry_id=matter.enquiry.id,
            why=NOT_CONFIRMED_WHY,
        )
        notify(matter.actor, told, matter.now)


def _contact_record(settled: Settlement) -> None:
    kept = select(ContactRecord.id).where(
        ContactRecord.enquired_child_id == settled.matter.child.id
    )
    if db.session.scalar(kept) is not None:
        return
    db.session.add(
        ContactRecord(
            reference=new_reference(),
            enquired_child_id=settled.matter.child.id,
            made_at=settled.matter.now,
            made_by=settled.matter.actor.key,
        )
    )
    audit.record(
        settled.matter.actor, "contact_record_made", "enquired_child", settled.matter.child.id
    )


def _consider_child_in_need(settled: Settlement) -> None:
    if settled.unknown_child_id is None:
        return
    consideration = open_or_join_consideration(
        settled.matter.actor,
        settled.matter.child,
        settled.unknown_child_id,
        settled.matter.procedure,
        settled.matter.now,
    )
    if consideration is not None:
        announcing.tell(
            settled,
            NotificationKind.CHILD_IN_NEED_CONSIDERATION,
            recipients.DESIGNATED_MANAGER,
            "A second enquiry was made about a child who is not known: consider a child in need.",
            consideration_id=consideration.id,
        )


def _task(kind: TaskKind, why: str) -> Callable[[Settlement], None]:
    def open_it(settled: Settlement) -> None:
        if notifications.has_open_task(kind, settled.matter.child.id):
            return
        shift = recipients.manager_on_shift(settled.matter.procedure, settled.matter.now)
        movement = kind is TaskKind.MOVEMENT
        standing = settled.weighing.standing
        # Whoever works the task rings back; which record is sealed, only its owner is told.
        sealed = standing is not None and standing.sealed
        new = NewTask(
            kind=kind,
            enquiry_id=settled.matter.enquiry.id,
            enquired_child_id=settled.matter.child.id,
            child_id=None if sealed else settled.matter.decision.child_id,
            recipient=recipients.DESIGNATED_MANAGER if movement else shift,
            why=why,
            due_at=_due(kind, settled),
        )
        open_task(settled.matter.actor, new, settled.matter.now)

    return open_it


def _due(kind: TaskKind, settled: Settlement) -> datetime:
    procedure, now = settled.matter.procedure, settled.matter.now
    if kind is TaskKind.MOVEMENT:
        return working_days_later(procedure, now, procedure.movement_task_working_days)
    minutes = {
        TaskKind.MATCH: procedure.match_task_minutes,
        TaskKind.RING_BACK: procedure.ring_back_minutes,
    }[kind]
    return now + timedelta(minutes=minutes)


def _done_when_recorded(_settled: Settlement) -> None:
    """The task was opened when the enquiry was recorded, before anybody was checked."""


def _told_with_the_task(_settled: Settlement) -> None:
    """The task to ring back, which comes with this duty, tells the manager on shift itself."""


def _kept_by_the_decision(_settled: Settlement) -> None:
    """The decision itself ties the enquiry to the child's record."""


DUTIES: dict[DutyKind, Callable[[Settlement], None]] = {
    DutyKind.NOTIFY_LEAD_SOCIAL_WORKER: announcing.notify_lead_social_worker,
    DutyKind.NOTIFY_COVER_WORKER: announcing.notify_lead_social_worker,
    DutyKind.NOTIFY_TEAM_MANAGER: announcing.notify_team_manager,
    DutyKind.NOTIFY_DESIGNATED_MANAGER: announcing.notify_designated_manager,
    DutyKind.NOTIFY_DUTY_TEAM: announcing.notify_duty_team,
    DutyKind.NOTIFY_SAME_ADDRESS_WORKERS: announcing.notify_same_address_workers,
    DutyKind.NOTIFY_SIBLING_WORKERS: announcing.notify_sibling_workers,
    DutyKind.NOTIFY_CLOSE_CANDIDATE_WORKERS: announcing.notify_close_candidate_workers,
    DutyKind.NOTIFY_RECORD_OWNER: announcing.notify_record_owner,
    DutyKind.NOTIFY_MANAGER_ON_SHIFT: _told_with_the_task,
    DutyKind.KEEP_ON_CHILD_RECORD: _kept_by_the_decision,
    DutyKind.CONTACT_RECORD: _contact_record,
    DutyKind.CHILD_IN_NEED_CONSIDERATION: _consider_child_in_need,
    DutyKind.MATCH_TASK: _task(
        TaskKind.MATCH, "Nobody could tell yet which child was asked about."
    ),
    DutyKind.RING_BACK_TASK: _task(TaskKind.RING_BACK, "The enquirer waits to be rung back."),
    DutyKind.MOVEMENT_TASK: _task(
        TaskKind.MOVEMENT, "A child with another authority was asked about: consider a movement."
    ),
    DutyKind.WORRY_TASK: _done_when_recorded,
    DutyKind.CHILD_CALLING_TASK: _done_when_recorded,
    DutyKind.PASS_MESSAGE_ON: announcing.pass_message_on,
}
