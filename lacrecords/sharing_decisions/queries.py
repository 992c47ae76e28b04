"""Decisions whether to share as lists, and which decision stands behind a reference."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, true

from lacrecords.check_requests.queries import request_reference
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.queries.named import enquiry_reference
from lacrecords.risk_notifications.queries import notification_reference
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.access import is_open_to_all, is_visible, visible
from lacrecords.sharing_decisions.listed import (
    DECISION,
    STANDS,
    WAITS,
    listed,
    page_of,
)
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.sharing_decisions.standing import DecisionStanding, DecisionState, standing_of
from lacrecords.staff.queries import names_for
from lacrecords.terms import SharingDirection
from lacrecords.waiting import Waiting
from lacrecords.web.listing import Asked, ListKind, Paged, Selection

STATE_WORDS = {
    DecisionState.OPEN: "Not decided",
    DecisionState.SEEKS_ADVICE: "Waits for advice",
    DecisionState.TO_SHARE: "Decided, to be shared",
    DecisionState.SHARED: "Shared",
    DecisionState.NOT_SHARED: "Not shared",
    DecisionState.NO_LONGER_ASKED: "No longer asked",
}
SHOWN = Selection(
    "shown",
    "Decisions",
    (
        ("waiting", "Somebody has to do something"),
        ("late", "Late"),
        *((state.value, words) for state, words in STATE_WORDS.items()),
        ("all", "All"),
    ),
)
WHOSE = Selection("whose", "Whose", (("all", "All that I may see"), ("own", "Begun by me")))
DIRECTION = Selection(
    "direction",
    "Who wishes it",
    (
        ("all", "Either"),
        (SharingDirection.ASKED_OF_US.value, "Asked of us"),
        (SharingDirection.OUR_WISH.value, "Our wish"),
    ),
)
ORDER = Selection(
    "order", "Order", (("due", "Due first"), ("newest", "Newest first"), ("oldest", "Oldest first"))
)
DECISIONS = ListKind("sharing_decisions", (SHOWN, WHOSE, DIRECTION, ORDER))


@dataclass(frozen=True, slots=True)
class Link:
    """What a decision is about, as a page leads to it."""

    words: str
    endpoint: str
    reference: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision in a list."""

    standing: DecisionStanding
    about: str
    begun_by_name: str
    late: bool

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return STATE_WORDS[self.standing.state]


def visible_standing(actor: Actor, reference: str, now: datetime) -> DecisionStanding | None:
    """The decision with this reference, where this reader may see it."""
    row = db.session.scalar(
        select(SharingDecision).where(SharingDecision.reference == reference.upper())
    )
    if row is None or row.id not in visible(actor, (row,), now):
        return None
    return standing_of(row.id)


def references_of(ids: Collection[int]) -> dict[int, str]:
    """The references of these decisions."""
    found = select(SharingDecision.id, SharingDecision.reference).where(SharingDecision.id.in_(ids))
    return {number: reference for number, reference in db.session.execute(found)}


def decisions_page(actor: Actor, asked: Asked, now: datetime) -> Paged[DecisionLine]:
    """The part of the list that this reader asked for."""
    which = and_(is_visible(actor, now), _is_asked_for(actor, asked, now))
    total = db.session.scalar(listed(func.count()).where(which)) or 0
    found = listed(DECISION.id).where(which).order_by(*_order(asked["order"]))
    return Paged(lines(actor, page_of(found, asked), now), total, asked.page)


def _is_asked_for(actor: Actor, asked: Asked, now: datetime) -> ColumnElement[bool]:
    own = DECISION.begun_by == actor.key if asked["whose"] == "own" else true()
    return and_(own, _is_shown(asked["shown"], now), has_direction(asked["direction"]))


def has_direction(direction: str) -> ColumnElement[bool]:
    """That somebody asked for it, or that we wish it."""
    return true() if direction == "all" else DECISION.direction == SharingDirection(direction)


def _is_shown(shown: str, now: datetime) -> ColumnElement[bool]:
    named = {"all": true(), "waiting": WAITS, "late": and_(WAITS, DECISION.due_at <= now)}
    return named[shown] if shown in named else STANDS[DecisionState(shown)]


def _order(order: str) -> tuple[ColumnElement[Any], ...]:
    if order == "newest":
        return DECISION.begun_at.desc(), DECISION.id.desc()
    if order == "oldest":
        return DECISION.begun_at, DECISION.id
    return case((WAITS, 0), else_=1), DECISION.due_at, DECISION.id


def open_counts(now: datetime, reader: Actor | None = None) -> Waiting:
    """The decisions that wait for this reader; None: of nobody restricted."""
    seen = is_visible(reader, now) if reader else is_open_to_all(now)
    late, due = DECISION.due_at <= now, DECISION.due_at
    columns = listed(func.count(), func.count().filter(late), func.min(due).filter(~late))
    return Waiting(*db.session.execute(columns.where(seen, WAITS)).one())


def lines(actor: Actor, standings: Sequence[DecisionStanding], now: datetime) -> list[DecisionLine]:
    """These decisions as a list shows them to this reader."""
    ids = {one.row.child_id for one in standings if one.row.child_id is not None}
    named = children.names_of(ids, actor.account_id, local_date(now))
    staff = names_for({one.row.begun_by for one in standings})
    return [
        DecisionLine(
            one,
            named.get(one.row.child_id or 0, "") or one.row.about_words or "See the decision",
            staff.get(one.row.begun_by, one.row.begun_by),
            one.is_late(now),
        )
        for one in standings
    ]


def about_links(standing: DecisionStanding) -> tuple[Link, ...]:
    """What the decision is about, and the pages of it."""
    row, found = standing.row, []
    if row.child_id is not None:
        reference = children.reference_of(row.child_id)
        found.append(Link("The child's record", "children.child", reference))
    if row.enquiry_id is not None:
        reference = enquiry_reference(row.enquiry_id)
        found.append(Link(f"Enquiry {reference}", "enquiries.show", reference))
    if row.check_request_id is not None:
        reference = request_reference(row.check_request_id)
        found.append(Link(f"Suitability check {reference}", "check_requests.show", reference))
    if row.risk_notification_id is not None:
        reference = notification_reference(row.risk_notification_id)
        words = f"Risk notification {reference}"
        found.append(Link(words, "risk_notifications.notification", reference))
    return tuple(found)
