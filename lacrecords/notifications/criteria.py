"""Which notifications and tasks are whose, and which still wait: said once, for every query."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from lacrecords.database import db
from lacrecords.notifications.models import Acknowledgement, Notification, Task
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import Role


def is_for(actor: Actor, table: type[Notification] | type[Task]) -> ColumnElement[bool]:
    """Addressed to this person, to a team they are in, or to their role."""
    mine: list[ColumnElement[bool]] = [false()]
    if actor.account_id is not None:
        mine.append(table.account_id == actor.account_id)
    if actor.team_ids:
        mine.append(table.team_id.in_(actor.team_ids))
    # A deputy reads what is addressed to the manager, and goes on reading their own.
    roles = {role for role in (actor.role, actor.own_role) if role is not None}
    if roles:
        mine.append(table.role.in_(roles))
    return or_(*mine)


def is_task_of(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """Their own tasks; for the designated manager also everybody's overdue ones."""
    if actor.role is not Role.DESIGNATED_MANAGER:
        return is_for(actor, Task)
    return or_(is_for(actor, Task), and_(Task.closed_at.is_(None), Task.due_at < now))


def is_unacknowledged() -> ColumnElement[bool]:
    """Nobody has said that they have read this one."""
    answered = select(Acknowledgement.id).where(Acknowledgement.notification_id == Notification.id)
    return ~answered.exists()


def waits_for_an_answer() -> ColumnElement[bool]:
    """Unacknowledged, at the top of its climb, and not answered further down either."""
    above = aliased(Notification)
    climbed = select(above.id).where(above.climbed_from_id == Notification.id)
    below = aliased(Notification)
    first = func.coalesce(Notification.first_id, Notification.id)
    answered_below = (
        select(Acknowledgement.id)
        .join(below, below.id == Acknowledgement.notification_id)
        .where(or_(below.id == first, below.first_id == first))
    )
    return and_(~climbed.exists(), ~answered_below.exists())


def has_rest(notification_id: int) -> bool:
    """Whether this one climbs no more: it has climbed, or somebody answered on the way."""
    found = select(Notification.id).where(Notification.id == notification_id, waits_for_an_answer())
    return db.session.scalar(found) is None
