"""Notifications and tasks as lists: filtered, sorted and paged, so that nothing scrolls away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, case, func, null, select, true

from lacrecords.database import db
from lacrecords.notifications.criteria import is_for, is_task_of, waits_for_an_answer
from lacrecords.notifications.items import InboxItem, TaskItem, inbox_items, task_items
from lacrecords.notifications.models import Acknowledgement, Notification, Task
from lacrecords.notifications.words import NOTIFICATION_WORDS, TASK_WORDS
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, Role, TaskKind, Urgency
from lacrecords.web.listing import A_PAGE, Asked, ListKind, Paged, Selection, offset

Row = TypeVar("Row", Notification, Task)
_EVERY_KIND = ("", "Every kind")
_TASK_KINDS = Selection(
    "kind", "Kind", (_EVERY_KIND, *((kind.value, TASK_WORDS[kind]) for kind in TaskKind))
)
_STATES = Selection("state", "State", (("open", "Not done"), ("late", "Late"), ("done", "Done")))
_TASK_ORDER = Selection("order", "Order", (("due", "Due soonest first"), ("new", "Newest first")))
_WHOSE = Selection(
    "whose", "Whose", (("mine", "Mine, and what others have not done in time"), ("all", "All"))
)
TASKS = ListKind("tasks", (_TASK_KINDS, _STATES, _TASK_ORDER))
TASKS_OF_EVERYBODY = ListKind("tasks", (_WHOSE, *TASKS.selections))
INBOX = ListKind(
    "inbox",
    (
        Selection("show", "Show", (("", "To read first"), ("unread", "To read"), ("read", "Read"))),
        Selection("order", "Order", (("", "Most pressing first"), ("new", "Newest first"))),
    ),
)
UNACKNOWLEDGED = ListKind(
    "unacknowledged",
    (
        Selection(
            "kind",
            "Kind",
            (_EVERY_KIND, *((kind.value, NOTIFICATION_WORDS[kind]) for kind in NotificationKind)),
        ),
        Selection("state", "State", (("", "All"), ("late", "Late"), ("urgent", "Urgent"))),
        Selection("order", "Order", (("due", "Longest overdue first"), ("new", "Newest first"))),
    ),
)


def list_of_tasks(actor: Actor) -> ListKind:
    """The list this person is offered: the designated manager may see everybody's."""
    return TASKS_OF_EVERYBODY if actor.role is Role.DESIGNATED_MANAGER else TASKS


def tasks_page(actor: Actor, asked: Asked, now: datetime) -> Paged[TaskItem]:
    """One page of the tasks this person may see."""
    everybody = asked.kind is TASKS_OF_EVERYBODY and asked["whose"] == "all"
    criteria = [true() if everybody else is_task_of(actor, now)]
    criteria.append(Task.closed_at.is_not(None) if asked["state"] == "done" else _waits())
    if asked["state"] == "late":
        criteria.append(Task.due_at < now)
    if asked["kind"]:
        criteria.append(Task.kind == TaskKind(asked["kind"]))
    newest = asked["order"] == "new"
    order = (Task.id.desc(),) if newest else (Task.due_at, Task.id)
    found = select(Task).where(*criteria).order_by(*order)
    rows, total = _page(found, select(func.count(Task.id)).where(*criteria), asked.page)
    return Paged(task_items(rows, now), total, asked.page)


def inbox_page(actor: Actor, asked: Asked, now: datetime) -> Paged[InboxItem]:
    """One page of what was addressed to this person, their teams or their role."""
    unread = Acknowledgement.id.is_(None)
    criteria: list[ColumnElement[bool]] = [is_for(actor, Notification)]
    if asked["show"]:
        criteria.append(unread if asked["show"] == "unread" else ~unread)
    pressing = (
        case((unread, 0), else_=1),
        case((unread & (Notification.urgency == Urgency.URGENT), 0), else_=1),
        case((unread, Notification.acknowledge_by_at), else_=null()),
    )
    answer = Acknowledgement.notification_id == Notification.id
    joined = select(Notification).outerjoin(Acknowledgement, answer).where(*criteria)
    order = () if asked["order"] == "new" else pressing
    counted = select(func.count(Notification.id)).outerjoin(Acknowledgement, answer)
    rows, total = _page(
        joined.order_by(*order, Notification.id.desc()), counted.where(*criteria), asked.page
    )
    return Paged(inbox_items(rows, now), total, asked.page)


def unacknowledged_page(asked: Asked, now: datetime) -> Paged[InboxItem]:
    """One page of what nobody has answered, each where it has climbed to."""
    criteria = [waits_for_an_answer()]
    if asked["kind"]:
        criteria.append(Notification.kind == NotificationKind(asked["kind"]))
    if asked["state"] == "late":
        criteria.append(Notification.acknowledge_by_at < now)
    elif asked["state"] == "urgent":
        criteria.append(Notification.urgency == Urgency.URGENT)
    newest = asked["order"] == "new"
    order = () if newest else (Notification.acknowledge_by_at,)
    last = Notification.id.desc() if newest else Notification.id
    found = select(Notification).where(*criteria).order_by(*order, last)
    counted = select(func.count(Notification.id)).where(*criteria)
    rows, total = _page(found, counted, asked.page)
    return Paged(inbox_items(rows, now), total, asked.page)


def addressed_among(actor: Actor, notification_ids: Sequence[int]) -> frozenset[int]:
    """Those of these notifications that are addressed to this person, their team or their role."""
    found = select(Notification.id).where(
        Notification.id.in_(notification_ids), is_for(actor, Notification)
    )
    return frozenset(db.session.scalars(found))


def _waits() -> ColumnElement[bool]:
    return Task.closed_at.is_(None)


def _page(found: Select[Row], counted: Select[int], page: int) -> tuple[list[Row], int]:
    rows = db.session.scalars(found.offset(offset(page)).limit(A_PAGE)).all()
    return list(rows), db.session.scalar(counted) or 0
