"""Whose task it is to tell a recipient, where the record was restricted since it was opened.

The task goes to whoever answers for the restricted record: whoever shared it may open the record
no longer. The duty stays as it was opened; who is asked now is whoever has its open task.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.children.led import restricted_or_connected
from lacrecords.children.linked import with_linked
from lacrecords.children.standing import ChildStanding, closed_to
from lacrecords.clocks import local_date
from lacrecords.corrections.models import Correction, CorrectionDuty
from lacrecords.corrections.reaching import matter_of, task_of
from lacrecords.corrections.whose import DESIGNATED_MANAGER, standing_of_child
from lacrecords.database import db, transaction
from lacrecords.enquiries.services.recipients import record_owner
from lacrecords.notifications.queries import waiting_tasks
from lacrecords.notifications.services import Recipient, close_tasks_of_matter, open_task
from lacrecords.notifications.stand_ins import someone_active
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import TaskKind

MOVED = "The record was restricted. Whoever answers for it tells them"


def asked_now(duties: Collection[CorrectionDuty]) -> Mapping[int, Recipient]:
    """Of each of these duties that is open: who has the task to tell them."""
    open_ones = [one for one in duties if one.settled_at is None]
    if not open_ones:
        return {}
    waiting = waiting_tasks(TaskKind.CORRECTION, [matter_of(one.reference) for one in open_ones])
    return {
        one.id: waiting[one.reference][0].recipient if waiting[one.reference] else _first(one)
        for one in open_ones
    }


def _first(duty: CorrectionDuty) -> Recipient:
    return Recipient(account_id=duty.account_id) if duty.account_id else DESIGNATED_MANAGER


def move_to_owners(now: datetime) -> int:
    """The worker's part: tasks of records that were restricted since; how many moved."""
    ids = [one.id for one in _of_restricted(now) if _goes_to(one, now) is not None]
    db.session.rollback()
    moved = 0
    for duty_id in ids:
        with transaction():
            moved += _move(WORKER, duty_id, now)
    return moved


def _of_restricted(now: datetime) -> list[CorrectionDuty]:
    """The open duties of records that are restricted today, by any record of the child."""
    speaking = db.session.scalars(restricted_or_connected(None, local_date(now)))
    found = (
        select(CorrectionDuty)
        .join(Correction, Correction.id == CorrectionDuty.correction_id)
        .where(
            CorrectionDuty.settled_at.is_(None),
            Correction.child_id.in_(with_linked(set(speaking))),
        )
    )
    return list(db.session.scalars(found.order_by(CorrectionDuty.id)))


def _move(actor: Actor, duty_id: int, now: datetime) -> bool:
    duty = db.session.get_one(CorrectionDuty, duty_id, with_for_update=True, populate_existing=True)
    owner = _goes_to(duty, now) if duty.settled_at is None else None
    if owner is None:
        return False
    matter = matter_of(duty.reference)
    close_tasks_of_matter(actor, TaskKind.CORRECTION, matter, MOVED, now)
    open_task(actor, task_of(owner, duty.reference, duty.due_at, _child_of(duty, now)), now)
    audit.record(actor, "correction_duty_moved", "correction", duty.correction_id)
    return True


def _goes_to(duty: CorrectionDuty, now: datetime) -> Recipient | None:
    """To whom its task has still to go; None: it is where it belongs."""
    child = _child_of(duty, now)
    if child is None or child.restriction is None:
        return None
    owner, has_it = record_owner(child, now), asked_now((duty,))[duty.id]
    if owner.account_id is not None:
        return owner if has_it != owner else None
    # The owner is not at work: it stays with whoever may open the record.
    may_stay = has_it.account_id is not None and not closed_to(child, has_it.account_id)
    stands_in = someone_active(owner, now)
    return None if may_stay or has_it in (owner, stands_in) else owner


def _child_of(duty: CorrectionDuty, now: datetime) -> ChildStanding | None:
    child_id = db.session.get_one(Correction, duty.correction_id).child_id
    return standing_of_child(child_id, now)
