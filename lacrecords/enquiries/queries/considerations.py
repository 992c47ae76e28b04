"""The list of child in need considerations: open, late or closed, sorted, by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.queries.pages import child_card
from lacrecords.enquiries.unknown_models import Consideration, ConsiderationEnquiry
from lacrecords.waiting import Waiting, count_waiting
from lacrecords.wording import words

PAGE = 25
SHOWN = ("open", "late", "closed")
SORTED = ("due", "newest")


@dataclass(frozen=True, slots=True)
class ListedConsideration:
    """One consideration in the list."""

    reference: str
    child_title: str
    enquiries: int
    opened_at: datetime
    due_at: datetime
    is_late: bool
    closed_at: datetime | None
    closed_late: bool
    outcome_words: str


@dataclass(frozen=True, slots=True)
class ConsiderationList:
    """One page of the list, and how many there are in all."""

    items: tuple[ListedConsideration, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def considerations(now: datetime) -> tuple[ListedConsideration, ...]:
    """Every open consideration, the soonest due first."""
    query = select(Consideration).where(Consideration.closed_at.is_(None))
    rows = db.session.scalars(query.order_by(Consideration.due_at, Consideration.id)).all()
    return _listed(rows, now)


def considerations_page(
    now: datetime, *, show: str = "open", sort: str = "due", number: int = 1
) -> ConsiderationList:
    """One page of those that are open, late or closed."""
    is_open = Consideration.closed_at.is_(None)
    which = {
        "open": is_open,
        "late": and_(is_open, Consideration.due_at < now),
        "closed": Consideration.closed_at.is_not(None),
    }.get(show, is_open)
    total = db.session.scalar(select(func.count(Consideration.id)).where(which)) or 0
    number = min(max(number, 1), max(1, -(-total // PAGE)))
    newest = Consideration.closed_at if show == "closed" else Consideration.opened_at
    order = Consideration.due_at if sort == "due" else newest.desc()
    found = select(Consideration).where(which).order_by(order, Consideration.id)
    rows = db.session.scalars(found.offset((number - 1) * PAGE).limit(PAGE)).all()
    return ConsiderationList(_listed(rows, now), number, total)


def open_counts(now: datetime) -> Waiting:
    """The considerations that are open."""
    due = Consideration.due_at
    return count_waiting(due, due < now, Consideration.closed_at.is_(None))


def _listed(rows: Any, now: datetime) -> tuple[ListedConsideration, ...]:
    joined: dict[int, list[EnquiredChild]] = {}
    found = db.session.execute(
        select(ConsiderationEnquiry.consideration_id, EnquiredChild)
        .join(EnquiredChild, EnquiredChild.id == ConsiderationEnquiry.enquired_child_id)
        .where(ConsiderationEnquiry.consideration_id.in_([row.id for row in rows]))
        .order_by(EnquiredChild.id)
    )
    for number, child in found:
        joined.setdefault(number, []).append(child)
    return tuple(
        ListedConsideration(
            reference=row.reference,
            child_title=child_card(joined[row.id][-1]).title if row.id in joined else "",
            enquiries=len(joined.get(row.id, ())),
            opened_at=row.opened_at,
            due_at=row.due_at,
            is_late=row.closed_at is None and row.due_at < now,
            closed_at=row.closed_at,
            closed_late=row.closed_at is not None and row.closed_at > row.due_at,
            outcome_words=words(row.outcome) if row.outcome else "",
        )
        for row in rows
    )
