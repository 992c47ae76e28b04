"""What somebody has to read and do: their own inbox and tasks, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, null, select, true

from lacrecords.database import db
from lacrecords.notifications.criteria import (
    is_for,
    is_task_of,
    is_unacknowledged,
    waits_for_an_answer,
)
from lacrecords.notifications.items import InboxItem, TaskItem, inbox_items, task_items
from lacrecords.notifications.matters import Matter
from lacrecords.notifications.models import Acknowledgement, JoinedNotice, Notification, Task
from lacrecords.notifications.routing import Recipient
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatterKind, NotificationKind, Role, TaskKind, Urgency
from lacrecords.waiting import Waiting, count_waiting

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class TaskState:
    """Whose a task is and how it stands, for the page of what it is about."""

    owner: str
    due_at: datetime
    closed_at: datetime | None
    closed_by_name: str
    closing_words: str


def inbox_of(actor: Actor, now: datetime) -> tuple[InboxItem, ...]:
    """Everything addressed to this person, their teams or their role: unread and urgent first."""
    unread = Acknowledgement.id.is_(None)
    rows = db.session.scalars(
        select(Notification)
        .outerjoin(Acknowledgement, Acknowledgement.notification_id == Notification.id)
        .where(is_for(actor, Notification))
        .order_by(
            case((unread, 0), else_=1),
            case((unread & (Notification.urgency == Urgency.URGENT), 0), else_=1),
            case((unread, Notification.acknowledge_by_at), else_=null()),
            Notification.id.desc(),
        )
        .limit(MOST_SHOWN)
    )
    return inbox_items(rows.all(), now)


def unread_count(actor: Actor) -> int:
    """How many of them nobody has acknowledged."""
    unread = select(func.count(Notification.id)).where(
        is_for(actor, Notification), is_unacknowledged()
    )
    return db.session.scalar(unread) or 0


def item(reference: str, actor: Actor, now: datetime) -> InboxItem | None:
    """One of this person's notifications; None when there is none or it is somebody else's."""
    found = select(Notification).where(
        Notification.reference == reference, is_for(actor, Notification)
    )
    items = inbox_items(db.session.scalars(found).all(), now)
    return items[0] if items else None


def tasks_of(actor: Actor, now: datetime) -> tuple[TaskItem, ...]:
    """What this person, their teams or their role still have to do, the most pressing first.

    The designated manager also sees what anybody else has not done in time.
    """
    rows = db.session.scalars(
        select(Task)
        .where(Task.closed_at.is_(None), is_task_of(actor, now))
        .order_by(Task.due_at, Task.id)
        .limit(MOST_SHOWN)
    )
    return task_items(rows.all(), now)


def open_task_count(actor: Actor) -> int:
    """How many tasks of this person, their teams and their role are not done."""
    waiting = select(func.count(Task.id)).where(Task.closed_at.is_(None), is_for(actor, Task))
    return db.session.scalar(waiting) or 0


def task(reference: str, actor: Actor, now: datetime) -> TaskItem | None:
    """One of this person's tasks, also one that is done; None when it is not theirs.

    The designated manager answers for all of them, and may open and do anybody's.
    """
    found = select(Task).where(Task.reference == reference, _may_be_opened_by(actor, now))
    items = task_items(db.session.scalars(found).all(), now)
    return items[0] if items else None


def may_open_task(task_id: int, actor: Actor, now: datetime) -> bool:
    """Whether this person may open this task, and do it."""
    found = select(Task.id).where(Task.id == task_id, _may_be_opened_by(actor, now))
    return db.session.scalar(found) is not None


def _may_be_opened_by(actor: Actor, now: datetime) -> ColumnElement[bool]:
    return true() if actor.role is Role.DESIGNATED_MANAGER else is_task_of(actor, now)


def open_task_counts(now: datetime, kind: TaskKind | None = None) -> Waiting:
    """The tasks (of this kind) of anybody that are not done."""
    of_kind = (Task.kind == kind,) if kind is not None else ()
    return count_waiting(Task.due_at, Task.due_at < now, Task.closed_at.is_(None), *of_kind)


def open_tasks_due(kind: TaskKind) -> dict[int, datetime]:
    """When each task of this kind that is not done is due, by its number."""
    found = select(Task.id, Task.due_at).where(Task.kind == kind, Task.closed_at.is_(None))
    return {number: due_at for number, due_at in db.session.execute(found)}


def unacknowledged_counts(now: datetime) -> Waiting:
    """The notifications that nobody has answered, however far they climbed."""
    due = Notification.acknowledge_by_at
    return count_waiting(due, due < now, waits_for_an_answer())


def was_told_of(actor: Actor, enquiry_id: int) -> bool:
    """Whether this person was told of the enquiry, or was given something to do about it."""
    told = select(Notification.id).where(
        Notification.enquiry_id == enquiry_id, is_for(actor, Notification)
    )
    given = select(Task.id).where(Task.enquiry_id == enquiry_id, is_for(actor, Task))
    return any(db.session.scalar(found.limit(1)) is not None for found in (told, given))


def was_told_of_matter(actor: Actor, reference: str) -> bool:
    """Whether this person was told of this matter, or was given something to do about it."""
    told = select(Notification.id).where(
        Notification.matter_reference == reference, is_for(actor, Notification)
    )
    given = select(Task.id).where(Task.matter_reference == reference, is_for(actor, Task))
    return any(db.session.scalar(found.limit(1)) is not None for found in (told, given))


def has_open_task(kind: TaskKind, enquired_child_id: int) -> bool:
    """Whether somebody has this very task for this enquired child already."""
    same = select(Task.id).where(
        Task.kind == kind, Task.enquired_child_id == enquired_child_id, Task.closed_at.is_(None)
    )
    return db.session.scalar(same.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class WaitingTask:
    """A task that is not done, as the slice that opened it looks at it again."""

    why: str
    due_at: datetime
    recipient: Recipient


def waiting_tasks(kind: TaskKind, matters: Collection[Matter]) -> dict[str, list[WaitingTask]]:
    """The open tasks of this kind about these matters of one kind, by the matter's reference."""
    references = {matter.reference for matter in matters}
    rows = db.session.scalars(
        select(Task).where(
            Task.kind == kind,
            Task.matter.in_({matter.kind for matter in matters}),
            Task.matter_reference.in_(references),
            Task.closed_at.is_(None),
        )
    )
    found: dict[str, list[WaitingTask]] = {reference: [] for reference in references}
    for row in rows:
        owner = Recipient(row.account_id, row.team_id, row.role)
        found[str(row.matter_reference)].append(WaitingTask(row.why, row.due_at, owner))
    return found


def was_told_in_these_words(
    kind: NotificationKind, matter: Matter, recipient: Recipient, why: str
) -> bool:
    """Whether this very sentence was said of this matter to this recipient."""
    told = select(Notification.id).where(
        Notification.kind == kind,
        Notification.matter == matter.kind,
        Notification.matter_reference == matter.reference,
        Notification.why == why,
        Notification.account_id.is_not_distinct_from(recipient.account_id),
        Notification.team_id.is_not_distinct_from(recipient.team_id),
        Notification.role.is_not_distinct_from(recipient.role),
    )
    return db.session.scalar(told.limit(1)) is not None


def matters_with_open_task(kind: TaskKind, matter: MatterKind) -> frozenset[str]:
    """The references of the matters of this kind for which somebody has this very task."""
    waiting = select(Task.matter_reference).where(
        Task.kind == kind, Task.matter == matter, Task.closed_at.is_(None)
    )
    return frozenset(found for found in db.session.scalars(waiting) if found is not None)


def children_told_of(
    kind: NotificationKind, child_ids: Collection[int], since: datetime | None = None
) -> frozenset[int]:
    """Those of these children of whom somebody was told in this way (since then), or joined."""
    told: set[int | None] = set()
    for model, at in (
        (Notification, Notification.created_at),
        (JoinedNotice, JoinedNotice.joined_at),
    ):
        found = select(model.child_id).where(model.kind == kind, model.child_id.in_(child_ids))
        if since is not None:
            found = found.where(at >= since)
        told.update(db.session.scalars(found))
    return frozenset(child_id for child_id in told if child_id is not None)


def was_told(kinds: Collection[NotificationKind], enquired_child_id: int, child_id: int) -> bool:
    """Whether anybody was told in one of these ways of this enquired child and this child."""
    for model in (Notification, JoinedNotice):
        found = select(model.id).where(
            model.kind.in_(kinds),
            model.enquired_child_id == enquired_child_id,
            model.child_id == child_id,
        )
        if db.session.scalar(found.limit(1)) is not None:
            return True
    return False


def is_with(task_id: int, owner: Recipient) -> bool:
    """Whether this task is this recipient's."""
    row = db.session.get_one(Task, task_id)
    return Recipient(row.account_id, row.team_id, row.role) == owner


def is_task_of_actor(task_id: int, actor: Actor, now: datetime) -> bool:
    """Whether this task is on this person's list, or was."""
    found = select(Task.id).where(Task.id == task_id, is_task_of(actor, now))
    return db.session.scalar(found) is not None


def was_acknowledged_in_time(enquiry_id: int, now: datetime) -> bool:
    """Whether everybody who was told of this enquiry has read it in time, or still has time."""
    answered = select(Acknowledgement.id).where(
        Acknowledgement.notification_id == Notification.id,
        Acknowledgement.acknowledged_at <= Notification.acknowledge_by_at,
    )
    late = select(Notification.id).where(
        Notification.enquiry_id == enquiry_id,
        Notification.acknowledge_by_at < now,
        ~answered.exists(),
    )
    return db.session.scalar(late.limit(1)) is None


def task_state(task_id: int) -> TaskState:
    """How this task stands, whoever asks."""
    row = db.session.get_one(Task, task_id, populate_existing=True)
    (item,) = task_items([row], row.created_at)
    closed = item.closed
    return TaskState(
        owner=item.owner,
        due_at=item.due_at,
        closed_at=closed.at if closed else None,
        closed_by_name=closed.by if closed else "",
        closing_words=closed.words if closed else "",
    )
