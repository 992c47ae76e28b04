"""Notifications and tasks counted over a span of time, with their clocks. It names nobody.

What was sent to a team, or to a person who was in it then, counts for that team.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select, true

from lacrecords.database import db
from lacrecords.notifications.models import Acknowledgement, Notification, Task
from lacrecords.staff.stints import Span
from lacrecords.terms import NotificationKind, TaskKind, Timeliness


def tasks(span: Span, as_of: datetime) -> dict[TaskKind, Counter[Timeliness]]:
    """The tasks given in the span, by kind and by how each stands."""
    state = stands(Task.__table__.c.due_at, Task.__table__.c.closed_at, as_of)
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
    sent = first_sent(span)
    state = stands(sent.c.due_at, sent.c.done_at, as_of)
    found = select(state, func.sum(sent.c.climbed), func.count()).group_by(state)
    counted: Counter[Timeliness] = Counter()
    climbed = 0
    for how, of_climbs, count in db.session.execute(found):
        counted[Timeliness(how)] += count
        climbed += of_climbs
    return counted, climbed


def stands(
    due_at: ColumnElement[datetime], done_at: ColumnElement[datetime | None], as_of: datetime
) -> ColumnElement[str]:
    """`rules.measuring.timeliness`, counted where the rows are: there may be very many."""
    return case(
        (done_at <= due_at, Timeliness.IN_TIME.value),
        (done_at > due_at, Timeliness.LATE.value),
        (due_at < as_of, Timeliness.LATE_AND_OPEN.value),
        else_=Timeliness.WAITING.value,
    )


def first_sent(span: Span, kind: NotificationKind | None = None) -> Subquery:
    """The notifications first sent in the span, as a table: enquiry_id, due_at, done_at, climbed.

    `done_at` is the first answer on the climb; `to_a_person` and `climbed` are 1 or 0.
    """
    above = _answers_of_climbs(span)
    own = Acknowledgement.acknowledged_at
    # Whoever answers first, below or above, answers for all.
    done_at = case(
        (own.is_(None), above.c.at),
        (above.c.at.is_(None), own),
        (above.c.at < own, above.c.at),
        else_=own,
    )
    return (
        select(
            Notification.enquiry_id.label("enquiry_id"),
            Notification.acknowledge_by_at.label("due_at"),
            done_at.label("done_at"),
            case((Notification.account_id.is_(None), 0), else_=1).label("to_a_person"),
            case((above.c.first.is_(None), 0), else_=1).label("climbed"),
        )
        .outerjoin(Acknowledgement, Acknowledgement.notification_id == Notification.id)
        .outerjoin(above, above.c.first == Notification.id)
        .where(
            Notification.climbed_from_id.is_(None),
            span.holds(Notification.__table__.c.created_at),
            _is_the_teams(span, Notification),
            true() if kind is None else Notification.kind == kind,
        )
        .subquery()
    )


def _answers_of_climbs(span: Span) -> Subquery:
    """By the first notification of what climbed: the first answer further up, if there is one."""
    return (
        select(
            Notification.first_id.label("first"),
            func.min(Acknowledgement.acknowledged_at).label("at"),
        )
        .outerjoin(Acknowledgement, Acknowledgement.notification_id == Notification.id)
        .where(Notification.first_id.is_not(None), Notification.created_at >= span.starts_at)
        .group_by(Notification.first_id)
        .subquery()
    )


def _is_the_teams(span: Span, table: type[Task] | type[Notification]) -> ColumnElement[bool]:
    columns: Any = table.__table__.c
    if span.team_id is None:
        return true()
    by_person = and_(
        columns.account_id.is_not(None), span.is_by_team(columns.account_id, columns.created_at)
    )
    return or_(columns.team_id == span.team_id, by_person)
