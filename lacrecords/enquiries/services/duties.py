"""What we must do after an enquiry, duty by duty: one function for each word of the rules.

A duty that was done for this enquiry already is not done twice. What goes to our
own people says nothing to the enquirer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.standing import standing_of
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, new_reference
from lacrecords.enquiries.models import EnquiredChild, Enquiry, MatchDecision
from lacrecords.enquiries.outcome_models import ContactRecord
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.services.unknown import open_or_join_consideration
from lacrecords.enquiries.services.weighing import Weighing
from lacrecords.notifications.models import Task
from lacrecords.notifications.services import NewTask, Notice, Recipient, notify, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import ChildState, DutyKind, NotificationKind, TaskKind, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """One enquired child as settled: all that a duty needs to know."""

    actor: Actor
    enquiry: Enquiry
    child: EnquiredChild
    decision: MatchDecision
    weighing: Weighing
    unknown_child_id: int | None
    procedure: Procedure
    now: datetime


def do_duties(settled: Settlement, duties: tuple[DutyKind, ...]) -> None:
    """Do every duty, in the order the rules give them."""
    for duty in duties:
        DUTIES[duty](settled)


def _tell(
    settled: Settlement,
    kind: NotificationKind,
    recipient: Recipient,
    why: str,
    child_id: int | None = None,
    consideration_id: int | None = None,
) -> None:
    recipient = _not_the_worker_concerned(settled, recipient)
    urgent = settled.enquiry.urgency is Urgency.URGENT or settled.enquiry.worried
    notice = Notice(
        kind=kind,
        urgency=Urgency.URGENT if urgent else Urgency.ROUTINE,
        recipient=recipient,
        enquiry_id=settled.enquiry.id,
        enquired_child_id=settled.child.id,
        child_id=child_id,
        consideration_id=consideration_id,
        why=why,
    )
    notify(settled.actor, notice, settled.now)


def _not_the_worker_concerned(settled: Settlement, recipient: Recipient) -> Recipient:
    """An enquiry about a worker of ours reaches neither the child's worker nor their cover."""
    standing = settled.weighing.standing
    if not settled.enquiry.about_our_worker or standing is None or recipient.account_id is None:
        return recipient
    concerned = {worker.account_id for worker in (standing.lead, standing.cover) if worker}
    if recipient.account_id not in concerned:
        return recipient
    manager = recipients.team_manager(standing, settled.now)
    return recipients.DESIGNATED_MANAGER if manager.account_id in concerned else manager


def _notify_lead_social_worker(settled: Settlement) -> None:
    standing = settled.weighing.standing
    if standing is None:
        return
    _tell(
        settled,
        NotificationKind.ENQUIRY_ABOUT_CHILD,
        recipients.lead_social_worker(standing, settled.now),
        "Somebody has asked about a child you lead for.",
        child_id=standing.child_id,
    )


def _pass_message_on(settled: Settlement) -> None:
    standing = settled.weighing.standing
    if standing is None:
        return
    _tell(
        settled,
        NotificationKind.MESSAGE_FROM_FAMILY,
        recipients.lead_social_worker(standing, settled.now),
        "A member of the family has left a message for you.",
        child_id=standing.child_id,
    )


def _notify_team_manager(settled: Settlement) -> None:
    standing = settled.weighing.standing
    recipient = (
        recipients.team_manager(standing, settled.now)
        if standing
        else recipients.DESIGNATED_MANAGER
    )
    kind, why = _manager_words(settled)
    _tell(settled, kind, recipient, why, child_id=standing.child_id if standing else None)


def _notify_designated_manager(settled: Settlement) -> None:
    standing = settled.weighing.standing
    kind, why = _manager_words(settled)
    _tell(
        settled,
        kind,
        recipients.DESIGNATED_MANAGER,
        why,
        child_id=standing.child_id if standing else None,
    )


def _manager_words(settled: Settlement) -> tuple[NotificationKind, str]:
    """Why a manager is told: the gravest cause that holds."""
    facts = settled.weighing.facts
    if facts.attempt_suspected:
        return (
            NotificationKind.ATTEMPT_SUSPECTED,
            "Somebody may be trying to find out about a child.",
        )
    if facts.about_our_worker:
        return NotificationKind.ABOUT_OUR_WORKER, "The enquiry is about a worker of ours."
    if facts.state is ChildState.OPEN_NO_ACTIVE_WORKER:
        return (
            NotificationKind.NO_LEAD_SOCIAL_WORKER,
            "Somebody has asked about a child whose case is open and has no active worker.",
        )
    if facts.state is ChildState.CLOSED:
        return (
            NotificationKind.CLOSED_CASE,
            "A second enquiry was made about a child whose case is closed.",
        )
    if facts.state is ChildState.NOT_KNOWN and facts.asked_before:
        return (
            NotificationKind.CHILD_IN_NEED_CONSIDERATION,
            "A second enquiry was made about a child who is not known.",
        )
    return NotificationKind.ENQUIRY_ABOUT_CHILD, "An enquiry needs your attention."


def _notify_duty_team(settled: Settlement) -> None:
    standing = settled.weighing.standing
    closed = settled.weighing.facts.state is ChildState.CLOSED
    kind = NotificationKind.CLOSED_CASE if closed else NotificationKind.ENQUIRY_ABOUT_CHILD
    why = (
        "Somebody has asked about a child whose case is not open."
        if closed
        else "An enquirer was given the duty team for a child."
    )
    for recipient in recipients.duty_recipients(settled.procedure, settled.now):
        _tell(settled, kind, recipient, why, child_id=standing.child_id if standing else None)


def _notify_same_address_workers(settled: Settlement) -> None:
    for there in settled.weighing.same_address:
        standing = standing_of(there.subject_id, local_date(settled.now))
        _tell(
            settled,
            NotificationKind.SAME_ADDRESS,
            recipients.lead_social_worker(standing, settled.now),
            "Somebody has asked about a child at the address of a child on a plan you lead for: "
            + there.why,
            child_id=there.subject_id,
        )


def _notify_workers_of(
    settled: Settlement, child_ids: tuple[int, ...], kind: NotificationKind, why: str
) -> None:
    for child_id in child_ids:
        standing = standing_of(child_id, local_date(settled.now))
        recipient = recipients.lead_social_worker(standing, settled.now)
        _tell(settled, kind, recipient, why, child_id=child_id)


def _notify_sibling_workers(settled: Settlement) -> None:
    _notify_workers_of(
        settled,
        settled.weighing.sibling_ids,
        NotificationKind.SIBLING,
        "Somebody has asked about a brother or sister of a child you lead for.",
    )


def _notify_close_candidate_workers(settled: Settlement) -> None:
    _notify_workers_of(
        settled,
        settled.weighing.close_candidate_ids,
        NotificationKind.CLOSE_CANDIDATE,
        "Somebody has asked about a child who may be one you lead for; nobody could tell yet.",
    )


def _notify_record_owner(settled: Settlement) -> None:
    hidden = list(settled.weighing.closed_candidate_ids)
    if settled.weighing.standing is not None:
        hidden.append(settled.weighing.standing.child_id)
    for child_id in dict.fromkeys(hidden):
        standing = standing_of(child_id, local_date(settled.now))
        _tell(
            settled,
            NotificationKind.RESTRICTED_RECORD,
            recipients.record_owner(standing, settled.now),
            "Somebody has asked about a child whose record is restricted.",
            child_id=child_id,
        )


def _notify_manager_on_shift(settled: Settlement) -> None:
    _tell(
        settled,
        NotificationKind.TASK,
        recipients.manager_on_shift(settled.procedure, settled.now),
        "An enquirer must be rung back; see your tasks.",
    )


def _contact_record(settled: Settlement) -> None:
    kept = select(ContactRecord.id).where(ContactRecord.enquired_child_id == settled.child.id)
    if db.session.scalar(kept) is not None:
        return
    db.session.add(
        ContactRecord(
            reference=new_reference(),
            enquired_child_id=settled.child.id,
            made_at=settled.now,
            made_by=settled.actor.key,
        )
    )
    audit.record(settled.actor, "contact_record_made", "enquired_child", settled.child.id)


def _consider_child_in_need(settled: Settlement) -> None:
    if settled.unknown_child_id is None:
        return
    consideration = open_or_join_consideration(
        settled.actor, settled.child, settled.unknown_child_id, settled.procedure, settled.now
    )
    if consideration is not None:
        _tell(
            settled,
            NotificationKind.CHILD_IN_NEED_CONSIDERATION,
            recipients.DESIGNATED_MANAGER,
            "A second enquiry was made about a child who is not known: consider a child in need.",
            consideration_id=consideration.id,
        )


def _task(kind: TaskKind, why: str) -> Callable[[Settlement], None]:
    def open_it(settled: Settlement) -> None:
        same = select(Task.id).where(
            Task.kind == kind, Task.enquired_child_id == settled.child.id, Task.closed_at.is_(None)
        )
        if db.session.scalar(same) is not None:
            return
        shift = recipients.manager_on_shift(settled.procedure, settled.now)
        movement = kind is TaskKind.MOVEMENT
        new = NewTask(
            kind=kind,
            enquiry_id=settled.enquiry.id,
            enquired_child_id=settled.child.id,
            child_id=settled.decision.child_id,
            recipient=recipients.DESIGNATED_MANAGER if movement else shift,
            why=why,
            due_at=_due(kind, settled),
        )
        open_task(settled.actor, new, settled.now)

    return open_it


def _due(kind: TaskKind, settled: Settlement) -> datetime:
    procedure, now = settled.procedure, settled.now
    if kind is TaskKind.MOVEMENT:
        return working_days_later(procedure, now, procedure.movement_task_working_days)
    minutes = {
        TaskKind.MATCH: procedure.match_task_minutes,
        TaskKind.RING_BACK: procedure.ring_back_minutes,
    }[kind]
    return now + timedelta(minutes=minutes)


def _done_when_recorded(_settled: Settlement) -> None:
    """The task was opened when the enquiry was recorded, before anybody was checked."""


def _kept_by_the_decision(_settled: Settlement) -> None:
    """The decision itself ties the enquiry to the child's record."""


DUTIES: dict[DutyKind, Callable[[Settlement], None]] = {
    DutyKind.NOTIFY_LEAD_SOCIAL_WORKER: _notify_lead_social_worker,
    DutyKind.NOTIFY_COVER_WORKER: _notify_lead_social_worker,
    DutyKind.NOTIFY_TEAM_MANAGER: _notify_team_manager,
    DutyKind.NOTIFY_DESIGNATED_MANAGER: _notify_designated_manager,
    DutyKind.NOTIFY_DUTY_TEAM: _notify_duty_team,
    DutyKind.NOTIFY_SAME_ADDRESS_WORKERS: _notify_same_address_workers,
    DutyKind.NOTIFY_SIBLING_WORKERS: _notify_sibling_workers,
    DutyKind.NOTIFY_CLOSE_CANDIDATE_WORKERS: _notify_close_candidate_workers,
    DutyKind.NOTIFY_RECORD_OWNER: _notify_record_owner,
    DutyKind.NOTIFY_MANAGER_ON_SHIFT: _notify_manager_on_shift,
    DutyKind.KEEP_ON_CHILD_RECORD: _kept_by_the_decision,
    DutyKind.CONTACT_RECORD: _contact_record,
    DutyKind.CHILD_IN_NEED_CONSIDERATION: _consider_child_in_need,
    DutyKind.MATCH_TASK: _task(TaskKind.MATCH, "Nobody could tell yet which child was asked about."),
    DutyKind.RING_BACK_TASK: _task(TaskKind.RING_BACK, "The enquirer waits to be rung back."),
    DutyKind.MOVEMENT_TASK: _task(
        TaskKind.MOVEMENT, "A child with another authority was asked about: consider a movement."
    ),
    DutyKind.WORRY_TASK: _done_when_recorded,
    DutyKind.CHILD_CALLING_TASK: _done_when_recorded,
    DutyKind.PASS_MESSAGE_ON: _pass_message_on,
}
