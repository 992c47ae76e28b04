"""Notifications and tasks counted over a span of time, with their clocks. It names nobody.

What was sent to a team, or to a person who was in it then, counts for that team.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from lacrecords.database import db
from lacrecords.notifications.models import Acknowledgement, Notification, Task
from lacrecords.staff.stints import Span
from lacrecords.terms import NotificationKind, TaskKind


@dataclass(frozen=True, slots=True)
class Clocked:
    """Something with a clock: when it was due, and when it was done."""

    due_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskFigure(Clocked):
    """A task, by its kind."""

    kind: TaskKind


@dataclass(frozen=True, slots=True)
class NoticeFigure(Clocked):
    """A notification as it was first sent: whose answer ended its climb, and whether it climbed."""

    enquiry_id: int | None
    kind: NotificationKind
    to_a_person: bool
    climbed: bool


def tasks(span: Span) -> tuple[TaskFigure, ...]:
    """The tasks given in the span."""
    found = select(Task.due_at, Task.closed_at, Task.kind).where(
        span.holds(Task.__table__.c.created_at), _is_the_teams(span, Task)
    )
    return tuple(TaskFigure(*row) for row in db.session.execute(found))


def notices(span: Span) -> tuple[NoticeFigure, ...]:
    """The notifications first sent in the span, and when somebody on their climb answered."""
    above = aliased(Notification)
    step = aliased(Notification)
    first = func.coalesce(step.first_id, step.id)
    answered = (
        select(first.label("first"), func.min(Acknowledgement.acknowledged_at).label("at"))
        .join(step, step.id == Acknowledgement.notification_id)
        .group_by(first)
        .subquery()
    )
    found = (
        select(
            Notification.acknowledge_by_at,
            answered.c.at,
            Notification.enquiry_id,
            Notification.kind,
            Notification.account_id.is_not(None),
            exists().where(above.climbed_from_id == Notification.id),
        )
        .outerjoin(answered, answered.c.first == Notification.id)
        .where(
            Notification.climbed_from_id.is_(None),
            span.holds(Notification.__table__.c.created_at),
            _is_the_teams(span, Notification),
        )
    )
    return tuple(NoticeFigure(*row) for row in db.session.execute(found))


def _is_the_teams(span: Span, table: type[Task] | type[Notification]) -> ColumnElement[bool]:
    columns: Any = table.__table__.c
    if span.team_id is None:
        return true()
    by_person = and_(
        columns.account_id.is_not(None), span.is_by_team(columns.account_id, columns.created_at)
    )
    return or_(columns.team_id == span.team_id, by_person)
