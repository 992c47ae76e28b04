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
from lacrecords.risk_notifications.visible import VisibleHit, visible_hits
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk import review_is_due
from lacrecords.staff import queries as staff
from lacrecords.terms import RiskHitKind, RiskLevel
from lacrecords.web.listing import A_PAGE, Asked, ListKind, Paged, Selection, offset
from lacrecords.wording import choices, words

KINDS = {kind: place for place, kind in enumerate(RiskHitKind)}
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
    review_is_due: bool
    review_is_late: bool
    established: bool
    removed: bool


REGISTER = ListKind(
    "risk_notifications",
    (
        Selection(
            "show",
            "Show",
            (
                ("standing", "On the register"),
                ("due", "Review is due"),
                ("unchecked", "Source not confirmed"),
                ("removed", "Taken off"),
            ),
        ),
        Selection("level", "Risk", (("", "Any"), *choices(RiskLevel))),
        Selection(
            "sort",
            "In order of",
            (
                ("review", "Next review"),
                ("received", "Newest first"),
                ("level", "Greatest risk"),
                ("name", "Name"),
            ),
        ),
    ),
)


def notifications_page(actor: Actor, asked: Asked, now: datetime) -> Paged[NotificationLine]:
    """One page of the notifications that this reader sees."""
    rows = {row.id: row for row in db.session.scalars(select(RiskNotification))}
    seen = seen_by(actor, rows, now)
    lines = [line for line in _lines([rows[one] for one in seen], now) if _is_asked(line, asked)]
    lines.sort(key=lambda line: _order(line, asked["sort"]))
    return asked.page_of(lines)


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
            review_is_due=review_is_due(due[row.id], today, removed=row.id in removed),
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
        "due": line.review_is_due,
    }
    return shown[asked["show"]] and asked["level"] in ("", line.level)


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


HITS = ListKind(
    "risk_hits",
    (
        Selection("state", "State", (("waiting", "To be decided"), ("done", "Decided"))),
        Selection("kind", "How they meet", (("", "Any"), *choices(RiskHitKind))),
        Selection(
            "sort",
            "In order of",
            (
                ("new", "Newest first"),
                ("old", "Longest waiting first"),
                ("surest", "Surest first"),
                ("child", "Child"),
                ("person", "Person"),
            ),
        ),
    ),
)
REQUESTS = ListKind(
    "risk_requests",
    (Selection("state", "State", (("waiting", "To be decided"), ("done", "Decided"))),),
)


def hits_page(actor: Actor, asked: Asked, now: datetime) -> Paged[HitLine]:
    """One page of the meetings that this reader may know of, in the order asked for."""
    visible = visible_hits(actor, asked["state"] == "waiting", now)
    wanted = [one for one in visible if asked["kind"] in ("", one.kind.value)]
    paged = asked.page_of(_in_order(wanted, asked["sort"], actor, now))
    found = select(RiskHit).where(RiskHit.id.in_([one.hit_id for one in paged.rows]))
    rows = {row.id: row for row in db.session.scalars(found)}
    names, people = _names(paged.rows, actor, now), _people(paged.rows)
    lines = tuple(_hit_line(rows[one.hit_id], names, people) for one in paged.rows)
    return Paged(lines, paged.total, paged.page)


def _in_order(
    hits: list[VisibleHit], sort: str, actor: Actor, now: datetime
) -> Sequence[VisibleHit]:
    """They come the newest first; what is alike in the order asked for stays so."""
    if sort == "old":
        return hits[::-1]
    if sort == "surest":
        return sorted(hits, key=lambda one: KINDS[one.kind])
    if sort == "child":
        names = _names(hits, actor, now)
        return sorted(hits, key=lambda one: names[one.child_id].casefold())
    if sort == "person":
        people = _people(hits)
        return sorted(hits, key=lambda one: people[one.notification_id].casefold())
    return hits


def _names(hits: Sequence[VisibleHit], actor: Actor, now: datetime) -> dict[int, str]:
    return children.names_of({one.child_id for one in hits}, actor.account_id, local_date(now))


def _people(hits: Sequence[VisibleHit]) -> dict[int, str]:
    return _people_of({one.notification_id for one in hits})


def _hit_line(row: RiskHit, names: dict[int, str], people: dict[int, str]) -> HitLine:
    return HitLine(
        row.reference,
        names[row.child_id],
        words(row.kind),
        hit_state(row),
        row.raised_at,
        people[row.risk_notification_id],
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


def requests_page(asked: Asked) -> Paged[RequestLine]:
    """One page of the requests, the newest first; for whoever decides them."""
    waits = RiskAccessRequest.decided_at.is_(None)
    which = waits if asked["state"] == "waiting" else ~waits
    rows = db.session.scalars(
        select(RiskAccessRequest)
        .where(which)
        .order_by(RiskAccessRequest.id.desc())
        .offset(offset(asked.page))
        .limit(A_PAGE)
    ).all()
    total = db.session.scalar(select(func.count(RiskAccessRequest.id)).where(which)) or 0
    names = staff.names_for({f"account:{row.account_id}" for row in rows})
    lines = tuple(
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
    return Paged(lines, total, asked.page)


def count_waiting_requests() -> int:
    """How many requests nobody has decided."""
    waiting = select(func.count(RiskAccessRequest.id)).where(RiskAccessRequest.decided_at.is_(None))
    return db.session.scalar(waiting) or 0
