"""Tasks: something a person, team or role must do by a moment, closed once in their words.

Opening one tells its owner in the same transaction, so that it climbs like every
notification; closing it ends that climb.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference
from lacrecords.notifications import desk
from lacrecords.notifications.announcing import Notice, notify
from lacrecords.notifications.answering import acknowledge_done
from lacrecords.notifications.matters import Matter
from lacrecords.notifications.models import Task
from lacrecords.notifications.routing import Recipient
from lacrecords.notifications.stand_ins import someone_active
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, TaskKind, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """What is to be done, by whom, why, and until when; about an enquiry or another matter."""

    kind: TaskKind
    recipient: Recipient
    why: str
    due_at: datetime
    enquiry_id: int | None = None
    matter: Matter | None = None
    enquired_child_id: int | None = None
    child_id: int | None = None
    told_as: NotificationKind = NotificationKind.TASK
    """Another kind where the duty desk must never read of it, however long it waits."""
    urgent: bool = False
    """Urgent although not every task of its kind is."""

    def __post_init__(self) -> None:
        """Refuse a task that leads to nothing."""
        if self.enquiry_id is None and self.matter is None:
            raise ValueError("A task is about an enquiry or another matter.")


TOLD_BY_WHOEVER_OPENS_THEM = frozenset(
    {
        TaskKind.TOLD_OUTSIDE_RULES,
        TaskKind.ALLEGATION_REFERRAL,
        TaskKind.ADVICE,
        TaskKind.SHARING_DECISION,
    }
)
"""These come with a notification of their own kind to the same person, or to whoever began them."""
URGENT = frozenset(
    {
        TaskKind.WORRY,
        TaskKind.CHILD_CALLING,
        TaskKind.MATCH,
        TaskKind.RING_BACK,
        TaskKind.MORE_ASKED,
        TaskKind.REFERRAL,
        TaskKind.INCIDENT,
        TaskKind.SCHEME_DANGER,
        TaskKind.SECTION_47_CONSIDERATION,
    }
)
"""A child in danger, or an enquirer who waits."""


def open_task(actor: Actor, task: NewTask, now: datetime) -> int:
    """Give it to the recipient, or to whoever stands in for them, and tell them; its id."""
    active = someone_active(task.recipient, now)
    owner = desk.kept_from(active, task.matter.kind if task.matter else None)
    row = Task(
        reference=new_reference(),
        kind=task.kind,
        enquiry_id=task.enquiry_id,
        enquired_child_id=task.enquired_child_id,
        child_id=task.child_id,
        matter=task.matter.kind if task.matter else None,
        matter_reference=task.matter.reference if task.matter else None,
        account_id=owner.account_id,
        team_id=owner.team_id,
        role=owner.role,
        why=task.why,
        created_at=now,
        due_at=task.due_at,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "task_opened", "task", row.id)
    if task.kind not in TOLD_BY_WHOEVER_OPENS_THEM:
        _tell(actor, row.id, task, owner, now)
    return row.id


def _tell(actor: Actor, task_id: int, task: NewTask, owner: Recipient, now: datetime) -> None:
    # The task's own page names the record; what climbs to others does not.
    told = Notice(
        kind=task.told_as,
        urgency=Urgency.URGENT if task.urgent or task.kind in URGENT else Urgency.ROUTINE,
        recipient=owner,
        enquiry_id=task.enquiry_id,
        enquired_child_id=task.enquired_child_id,
        task_id=task_id,
        matter=task.matter,
        why=task.why,
    )
    notify(actor, told, now)


def close_task(
    actor: Actor, task_id: int, words: str, now: datetime, rung_back: bool | None = None
) -> bool:
    """Mark it as done, in the actor's words; False when it was done already.

    LookupError: no such task. ValueError: no words, or to ring back and not said whether
    the enquirer was. Whose task it is, the page decides.
    """
    if not words.strip():
        raise ValueError("Words are needed.")
    row = db.session.get(Task, task_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise LookupError(task_id)
    if row.closed_at is not None:
        return False
    if (row.kind is TaskKind.RING_BACK) != (rung_back is not None):
        raise ValueError("Say whether the enquirer was rung back, where that was the task.")
    row.closed_at, row.closed_by, row.closing_words = now, actor.key, words.strip()
    row.rung_back = rung_back
    audit.record(actor, "task_closed", "task", row.id)
    db.session.flush()
    acknowledge_done(actor, row.id, now)
    return True


def close_tasks_of(
    actor: Actor, kind: TaskKind, enquired_child_id: int, words: str, now: datetime
) -> int:
    """Mark every open task of this kind about this enquired child as done; how many there were."""
    waiting = select(Task.id).where(
        Task.kind == kind, Task.enquired_child_id == enquired_child_id, Task.closed_at.is_(None)
    )
    numbers = db.session.scalars(waiting.order_by(Task.id)).all()
    return sum(close_task(actor, number, words, now) for number in numbers)


def close_tasks_of_matter(
    actor: Actor, kind: TaskKind, matter: Matter, words: str, now: datetime
) -> int:
    """Mark every open task of this kind about this matter as done; how many there were."""
    waiting = select(Task.id).where(
        Task.kind == kind,
        Task.matter == matter.kind,
        Task.matter_reference == matter.reference,
        Task.closed_at.is_(None),
    )
    numbers = db.session.scalars(waiting.order_by(Task.id)).all()
    return sum(close_task(actor, number, words, now) for number in numbers)
