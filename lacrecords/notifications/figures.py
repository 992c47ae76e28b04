"""Notifications and tasks counted over a span of time, with their clocks. It names nobody.

What was sent to a team, or to a person who was in it then, counts for that team.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from lacrecords.database import db
from lacrecords.notifications.models import Acknowledgement, Notification, Task
from lacrecords.rules.measuring import timeliness
from lacrecords.staff.stints import Span
from lacrecords.terms import NotificationKind, TaskKind, Timeliness


@dataclass(frozen=True, slots=True)
class Clocked:
    """Something with a clock: when it was due, and when it was done."""

    due_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeFigure(Clocked):
    """A notification as it was first sent, and the first answer on its climb."""

    enquiry_id: int | None
    to_a_person: bool


def tasks(span: Span, as_of: datetime) -> dict[TaskKind, Counter[Timeliness]]:
    """The tasks given in the span, by kind and by how each stands."""
    state = _state(Task.__table__.c.due_at, Task.__table__.c.closed_at, as_of)
    found = (
        select(Task.kind, state, func.count())
        .where(span.holds(Task.__table__.c.created_at), _is_the_teams(span, Task))
        .group_by(Task.kind, state)
    )
    counted: dict[TaskKind, Counter[Timeliness]] = {kind: Counter() for kind in TaskKind}
    for kind, how, count in db.session.execute(found):
        counted[kind][Timeliness(how)] += count
    return counted


def notice_states(span: Span, as_of: datetime) -> tuple[Counter[Timeliness], int]:
    """The notifications first sent in the span, by how each stands; and how many climbed."""
    climbed = _first_sent(span).where(_has_climbed())
    states = Counter(timeliness(one.due_at, one.done_at, as_of) for one in _notices(climbed, span))
    number = states.total()
    due_at = Notification.__table__.c.acknowledge_by_at
    state = _state(due_at, Acknowledgement.__table__.c.acknowledged_at, as_of)
    stayed = (
        select(state, func.count())
        .select_from(Notification)
        .outerjoin(Acknowledgement, Acknowledgement.notification_id == Notification.id)
        .where(*_is_first_sent(span), ~_has_climbed())
        .group_by(state)
    )
    states.update({Timeliness(how): count for how, count in db.session.execute(stayed)})
    return states, number


def _state(
    due_at: ColumnElement[datetime], done_at: ColumnElement[datetime | None], as_of: datetime
) -> ColumnElement[str]:
    """`rules.measuring.timeliness`, counted where the rows are: there may be very many."""
    return case(
        (done_at <= due_at, Timeliness.IN_TIME.value),
        (done_at > due_at, Timeliness.LATE.value),
        (due_at < as_of, Timeliness.LATE_AND_OPEN.value),
        else_=Timeliness.WAITING.value,
    )


def notices(span: Span, kind: NotificationKind) -> tuple[NoticeFigure, ...]:
    """The notifications of this kind first sent in the span, and when somebody answered."""
    return _notices(_first_sent(span).where(Notification.kind == kind), span)


def _notices(found: Any, span: Span) -> tuple[NoticeFigure, ...]:
    above = _answers_of_climbs(span)
    return tuple(
        NoticeFigure(due_at, _first_of(own, above.get(number)), enquiry, who is not None)
        for number, due_at, own, enquiry, who in db.session.execute(found)
    )


def _first_sent(span: Span) -> Any:
    return (
        select(
            Notification.id,
            Notification.acknowledge_by_at,
            Acknowledgement.acknowledged_at,
            Notification.enquiry_id,
            Notification.account_id,
        )
        .outerjoin(Acknowledgement, Acknowledgement.notification_id == Notification.id)
        .where(*_is_first_sent(span))
    )


def _is_first_sent(span: Span) -> tuple[ColumnElement[bool], ...]:
    return (
        Notification.climbed_from_id.is_(None),
        span.holds(Notification.__table__.c.created_at),
        _is_the_teams(span, Notification),
    )


def _has_climbed() -> ColumnElement[bool]:
    step = aliased(Notification)
    return exists().where(step.climbed_from_id == Notification.id)


def _answers_of_climbs(span: Span) -> dict[int, datetime | None]:
    """By the first notification of what climbed: the first answer further up, if there is one."""
    found = (
        select(Notification.first_id, func.min(Acknowledgement.acknowledged_at))
        .outerjoin(Acknowledgement, Acknowledgement.notification_id == Notification.id)
        .where(Notification.first_id.is_not(None), Notification.created_at >= span.starts_at)
        .group_by(Notification.first_id)
    )
    return {number: moment for number, moment in db.session.execute(found) if number}


def _first_of(own: datetime | None, above: datetime | None) -> datetime | None:
    return min(own, above) if own and above else own or above


def _is_the_teams(span: Span, table: type[Task] | type[Notification]) -> ColumnElement[bool]:
    columns: Any = table.__table__.c
    if span.team_id is None:
        return true()
    by_person = and_(
        columns.account_id.is_not(None), span.is_by_team(columns.account_id, columns.created_at)
    )
    return or_(columns.team_id == span.team_id, by_person)
