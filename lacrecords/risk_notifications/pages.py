"""One notification as its page shows it, to a reader who sees it; and the door to one who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from lacrecords.agencies import queries as agencies
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.people.queries import AddressCard, PersonCard, addresses_of, people_by_id
from lacrecords.risk_notifications.course_models import (
    RiskAccessRequest,
    RiskHit,
    RiskRemoval,
    RiskReview,
)
from lacrecords.risk_notifications.models import (
    RiskLinkedChild,
    RiskNotification,
    RiskReader,
    RiskRestriction,
    RiskSourceCheck,
    RiskStatement,
)
from lacrecords.risk_notifications.permission import established_among, removed_among
from lacrecords.risk_notifications.reviews import due_on_of, review_clock
from lacrecords.risk_notifications.trail import Line, trail_of
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.web.clocks_shown import ClockShown
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child whom it concerns, or may concern, whose record the reader may open."""

    reference: str
    name: str
    how: str
    hit_reference: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationPage:
    """Everything on the page."""

    id: int
    reference: str
    person: PersonCard
    addresses: tuple[AddressCard, ...]
    statement: RiskStatement
    earlier: tuple[Line, ...]
    conditions: tuple[RiskRestriction, ...]
    agency: str
    source: RiskNotification
    established: bool
    checks: tuple[Line, ...]
    linked: tuple[ChildLine, ...]
    hits: tuple[ChildLine, ...]
    readers: tuple[str, ...]
    requests: tuple[Line, ...]
    reviews: tuple[Line, ...]
    removal: RiskRemoval | None
    removed: bool
    due_on: date
    review_is_late: bool
    review_clock: ClockShown
    trail: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NotificationDoor:
    """What somebody sees who may ask: a reference, and what became of what they asked before."""

    id: int
    reference: str
    waits: bool
    refused: str


def notification_row(reference: str) -> RiskNotification | None:
    """The notification with this reference; who may see it, the caller asks."""
    return db.session.scalar(
        select(RiskNotification).where(RiskNotification.reference == reference)
    )


def door_of(row: RiskNotification, actor: Actor) -> NotificationDoor:
    """The door of a notification, for somebody who may ask."""
    mine = db.session.scalars(
        select(RiskAccessRequest)
        .where(
            RiskAccessRequest.risk_notification_id == row.id,
            RiskAccessRequest.account_id == actor.account_id,
        )
        .order_by(RiskAccessRequest.id)
    ).all()
    latest = mine[-1] if mine else None
    refused = latest.decided_because if latest and latest.granted is False else ""
    waits = latest is not None and latest.decided_at is None
    return NotificationDoor(row.id, row.reference, waits, refused or "")


def notification_page(row: RiskNotification, actor: Actor, now: datetime) -> NotificationPage:
    """The page of a notification, for a reader who sees it."""
    statements = _facts(RiskStatement, row.id, ended=True)
    current = next(one for one in statements if one.superseded_at is None)
    due_on, removed = due_on_of(row), bool(removed_among((row.id,)))
    linked, hits = _children(row.id, actor, now)
    return NotificationPage(
        id=row.id,
        reference=row.reference,
        person=people_by_id((row.person_id,))[row.person_id],
        addresses=addresses_of(row.person_id),
        statement=current,
        earlier=_earlier(statements),
        conditions=tuple(_facts(RiskRestriction, row.id)),
        agency=agency_words(row),
        source=row,
        established=bool(established_among((row.id,))),
        checks=_checks(row.id),
        linked=linked,
        hits=hits,
        readers=_readers(row.id, now),
        requests=_requests(row.id),
        reviews=_reviews(row.id),
        removal=_removal(row.id),
        removed=removed,
        due_on=due_on,
        review_is_late=not removed and due_on < local_date(now),
        review_clock=review_clock(row, due_on),
        trail=trail_of(row.id),
    )


def agency_words(row: RiskNotification) -> str:
    """The agency by its name in the directory, or as it was given."""
    card = agencies.agency(row.agency_id) if row.agency_id is not None else None
    return card.name if card else f"{row.agency_name} (not in the directory)"


def _facts(kind: Any, number: int, ended: bool = False) -> list[Any]:
    found = select(kind).where(kind.risk_notification_id == number)
    if not ended:
        found = found.where(kind.is_current())
    return list(db.session.scalars(found.order_by(kind.id)))


def _earlier(statements: list[RiskStatement]) -> tuple[Line, ...]:
    past = [one for one in statements if one.superseded_at is not None]
    names = staff.names_for({one.recorded_by for one in past})
    return tuple(
        Line(
            one.recorded_at,
            f"{words(one.basis)}. Risk: {words(one.level).lower()}",
            names[one.recorded_by],
            f"Fact: {one.fact or 'none'} Opinion: {one.opinion or 'none'}",
        )
        for one in reversed(past)
    )


def _checks(number: int) -> tuple[Line, ...]:
    rows = _rows(RiskSourceCheck, number)
    names = staff.names_for({row.checked_by for row in rows})
    return tuple(
        Line(
            row.checked_at,
            f"{words(row.outcome)}: {words(row.method).lower()}{_point(row.contact_point_id)}",
            names[row.checked_by],
            " ".join(part for part in (row.second_fact, row.words) if part),
        )
        for row in rows
    )


def _point(contact_point_id: int | None) -> str:
    return f", {agencies.address_of(contact_point_id)}" if contact_point_id is not None else ""


def _rows(kind: Any, number: int) -> list[Any]:
    found = select(kind).where(kind.risk_notification_id == number)
    return list(db.session.scalars(found.order_by(kind.id.desc())))


def _children(
    number: int, actor: Actor, now: datetime
) -> tuple[tuple[ChildLine, ...], tuple[ChildLine, ...]]:
    """Children linked and met; what the reader may not open is not there."""
    links, met = _facts(RiskLinkedChild, number), _rows(RiskHit, number)
    ids = {row.child_id for row in (*links, *met)}
    on = local_date(now)
    hidden = children.hidden_ids(ids, actor.account_id, on)
    names = children.names_of(ids - hidden, actor.account_id, on)
    references = {child_id: children.reference_of(child_id) for child_id in names}
    linked = tuple(
        ChildLine(references[row.child_id], names[row.child_id], row.how)
        for row in links
        if row.child_id in names
    )
    hits = tuple(
        ChildLine(
            references[row.child_id],
            names[row.child_id],
            words(row.kind),
            row.reference,
            hit_state(row),
        )
        for row in met
        if row.child_id in names
    )
    return linked, hits


def hit_state(hit: RiskHit) -> str:
    """Where a meeting stands, in a few words."""
    if hit.answer is not None:
        return words(hit.answer).replace("I cannot", "Cannot")
    return "Withdrawn" if hit.withdrawn_at else "Waits to be decided"


def _readers(number: int, now: datetime) -> tuple[str, ...]:
    on = local_date(now)
    rows = [row for row in _facts(RiskReader, number) if row.to_on is None or row.to_on > on]
    listed = []
    for row in rows:
        person = staff.person(row.account_id) if row.account_id is not None else None
        listed.append(person.name if person else f"Everybody who is a {words(row.role).lower()}")
    return tuple(listed)


def _requests(number: int) -> tuple[Line, ...]:
    rows = _rows(RiskAccessRequest, number)
    names = staff.names_for({f"account:{row.account_id}" for row in rows})
    return tuple(
        Line(
            row.asked_at,
            request_state(row),
            names[f"account:{row.account_id}"],
            row.purpose,
            row.reference,
        )
        for row in rows
    )


def request_state(row: RiskAccessRequest) -> str:
    """Where a request stands, in a few words."""
    if row.decided_at is None:
        return "Waits to be decided"
    if not row.granted or row.until_at is None:
        return f"Refused: {row.decided_because}"
    return f"Granted until {row.until_at:%-d %B %Y}: {row.decided_because}"


def _reviews(number: int) -> tuple[Line, ...]:
    rows = _rows(RiskReview, number)
    names = staff.names_for({row.reviewed_by for row in rows})
    return tuple(
        Line(row.reviewed_at, words(row.outcome), names[row.reviewed_by], row.reasons)
        for row in rows
    )


def _removal(number: int) -> RiskRemoval | None:
    rows = _rows(RiskRemoval, number)
    return rows[0] if rows else None
