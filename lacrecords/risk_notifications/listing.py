"""Lists of notifications, meetings and requests: only what the reader may see stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.people.queries import people_by_id
from lacrecords.risk_notifications.course_models import RiskAccessRequest, RiskHit
from lacrecords.risk_notifications.models import RiskNotification, RiskStatement
from lacrecords.risk_notifications.pages import agency_words, hit_state, request_state
from lacrecords.risk_notifications.permission import (
    established_among,
    removed_among,
    seen_by,
)
from lacrecords.risk_notifications.reviews import due_days
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import RiskLevel
from lacrecords.wording import words

ROWS_A_PAGE = 25
LEVELS = {level.value: place for place, level in enumerate(RiskLevel)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationLine:
    """One notification in the list."""

    reference: str
    name: str
    agency: str
    received_on: date
    level: str
    due_on: date
    review_is_late: bool
    established: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of a list."""

    rows: Sequence[NotificationLine]
    number: int
    more: bool
    total: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is listed and in which order."""

    show: str = "standing"
    level: str = ""
    sort: str = "review"


def notifications_for(actor: Actor, asked: Asked, number: int, now: datetime) -> Paged:
    """A page of the notifications that this reader sees."""
    rows = {row.id: row for row in db.session.scalars(select(RiskNotification))}
    seen = seen_by(actor, rows, now)
    lines = [line for line in _lines([rows[one] for one in seen], now) if _is_asked(line, asked)]
    lines.sort(key=lambda line: _order(line, asked.sort))
    start = (number - 1) * ROWS_A_PAGE
    some = lines[start : start + ROWS_A_PAGE]
    return Paged(some, number, len(lines) > start + ROWS_A_PAGE, len(lines))


def _lines(rows: Sequence[RiskNotification], now: datetime) -> list[NotificationLine]:
    ids = [row.id for row in rows]
    people = people_by_id({row.person_id for row in rows})
    due, today = due_days(ids), local_date(now)
    removed, established, levels = removed_among(ids), established_among(ids), _levels(ids)
    return [
        NotificationLine(
            reference=row.reference,
            name=people[row.person_id].name,
            agency=agency_words(row),
            received_on=row.received_on,
            level=levels[row.id].value,
            due_on=due[row.id],
            review_is_late=row.id not in removed and due[row.id] < today,
            established=row.id in established,
            removed=row.id in removed,
        )
        for row in rows
    ]


def _levels(ids: Sequence[int]) -> dict[int, RiskLevel]:
    rows = db.session.execute(
        select(RiskStatement.risk_notification_id, RiskStatement.level).where(
            RiskStatement.risk_notification_id.in_(ids), RiskStatement.is_current()
        )
    )
    return {number: level for number, level in rows}


def _is_asked(line: NotificationLine, asked: Asked) -> bool:
    shown = {
        "standing": not line.removed,
        "removed": line.removed,
        "unchecked": not line.removed and not line.established,
        "late": line.review_is_late,
    }
    return shown.get(asked.show, True) and asked.level in ("", line.level)


def _order(line: NotificationLine, sort: str) -> tuple[object, ...]:
    orders: dict[str, tuple[object, ...]] = {
        "name": (line.name.casefold(),),
        "received": (-line.received_on.toordinal(),),
        "level": (-LEVELS[line.level],),
    }
    return (*orders.get(sort, (line.due_on,)), line.due_on, line.reference)


@dataclass(frozen=True, slots=True)
class HitLine:
    """One meeting, for a reader who may open the child's record."""

    reference: str
    child_name: str
    kind: str
    state: str
    raised_at: datetime
    person: str


def hits_for(actor: Actor, now: datetime, most: int = 200) -> tuple[HitLine, ...]:
    """Meetings that this reader may know of: the notification seen, and the record open to them."""
    waiting_first = (
        RiskHit.answer.is_not(None) | RiskHit.withdrawn_at.is_not(None),
        RiskHit.id.desc(),
    )
    rows = list(db.session.scalars(select(RiskHit).order_by(*waiting_first).limit(most)))
    on = local_date(now)
    seen = seen_by(actor, {row.risk_notification_id for row in rows}, now)
    ids = {row.child_id for row in rows}
    names = children.names_of(
        ids - children.hidden_ids(ids, actor.account_id, on), actor.account_id, on
    )
    people = _people_of({row.risk_notification_id for row in rows} & seen)
    return tuple(
        HitLine(
            row.reference,
            names[row.child_id],
            words(row.kind),
            hit_state(row),
            row.raised_at,
            people[row.risk_notification_id],
        )
        for row in rows
        if row.risk_notification_id in seen and row.child_id in names
    )


def _people_of(notification_ids: set[int]) -> dict[int, str]:
    rows = db.session.execute(
        select(RiskNotification.id, RiskNotification.person_id).where(
            RiskNotification.id.in_(notification_ids)
        )
    ).all()
    cards = people_by_id({person_id for _, person_id in rows})
    return {number: cards[person_id].name for number, person_id in rows}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request to see a notification."""

    reference: str
    asked_by: str
    asked_at: datetime
    purpose: str
    state: str
    waits: bool


def requests_to_see(most: int = 200) -> tuple[RequestLine, ...]:
    """Every request, those that wait first; for whoever decides them."""
    rows = db.session.scalars(
        select(RiskAccessRequest)
        .order_by(RiskAccessRequest.decided_at.is_not(None), RiskAccessRequest.id.desc())
        .limit(most)
    ).all()
    names = staff.names_for({f"account:{row.account_id}" for row in rows})
    return tuple(
        RequestLine(
            row.reference,
            names[f"account:{row.account_id}"],
            row.asked_at,
            row.purpose,
            request_state(row),
            row.decided_at is None,
        )
        for row in rows
    )


def count_waiting_requests() -> int:
    """How many requests nobody has decided."""
    waiting = select(func.count(RiskAccessRequest.id)).where(RiskAccessRequest.decided_at.is_(None))
    return db.session.scalar(waiting) or 0
