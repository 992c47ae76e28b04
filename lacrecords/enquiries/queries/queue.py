"""The designated manager's queue: enquiries not yet read and closed, filtered, sorted, by page.

A line says what the enquirer gave and nothing of any record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, func, select

from lacrecords.clocks import LOCAL
from lacrecords.database import db
from lacrecords.enquiries.considered_models import EnquiryToConsider, QueueFilter
from lacrecords.enquiries.models import Enquirer, Enquiry
from lacrecords.enquiries.queries.lists import titles_of
from lacrecords.enquiries.queries.pages import enquirer_title
from lacrecords.rules.consideration_of_enquiries import sentence_of
from lacrecords.terms import AgencyType, AnswerGiven, EnquiryFlag, QueueState
from lacrecords.waiting import Waiting, count_waiting
from lacrecords.wording import words

PAGE = 25
WAITING = (QueueState.TO_READ, QueueState.ASKED, QueueState.ANSWERED, QueueState.SECOND_LOOK)
SORTED = ("due", "newest", "flags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to show of the queue; everything empty: all that waits, the oldest first."""

    state: QueueState | None = None
    flagged: bool | None = None
    late: bool = False
    agency_type: AgencyType | None = None
    answer: AnswerGiven | None = None
    team_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class QueuedEnquiry:
    """One enquiry in the queue."""

    enquiry_id: int
    reference: str
    asked_at: datetime
    due_at: datetime
    is_late: bool
    state: QueueState
    state_words: str
    enquirer: str
    children: str
    reason: str
    answer_words: str
    flags: tuple[str, ...]
    weighed: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue, and how many there are in all."""

    items: tuple[QueuedEnquiry, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def unconsidered_counts(now: datetime) -> Waiting:
    """What the designated manager has still to read and close."""
    due = EnquiryToConsider.due_at
    return count_waiting(due, due < now, EnquiryToConsider.state.in_(WAITING))


def queue_page(wanted: Wanted, number: int, now: datetime) -> QueuePage:
    """One page of what is wanted."""
    chosen = _chosen(select(EnquiryToConsider.enquiry_id), wanted, now)
    total = db.session.scalar(_chosen(select(func.count()), wanted, now)) or 0
    last = max(1, -(-total // PAGE))
    number = min(max(number, 1), last)
    ordered = chosen.order_by(*_order(wanted.sort)).offset((number - 1) * PAGE).limit(PAGE)
    return QueuePage(lines_of(list(db.session.scalars(ordered)), now), number, total)


def lines_of(ids: list[int], now: datetime) -> tuple[QueuedEnquiry, ...]:
    """These enquiries as lines of the queue, in the order given."""
    rows = db.session.execute(
        select(EnquiryToConsider, Enquiry, Enquirer)
        .join(Enquiry, Enquiry.id == EnquiryToConsider.enquiry_id)
        .join(Enquirer, Enquirer.enquiry_id == Enquiry.id)
        .where(EnquiryToConsider.enquiry_id.in_(ids))
    ).all()
    titles = titles_of(ids)
    lines = {
        entry.enquiry_id: QueuedEnquiry(
            enquiry_id=entry.enquiry_id,
            reference=enquiry.reference,
            asked_at=enquiry.asked_at,
            due_at=entry.due_at,
            is_late=entry.state in WAITING and entry.due_at < now,
            state=entry.state,
            state_words=words(entry.state),
            enquirer=enquirer_title(enquirer),
            children="; ".join(titles.get(entry.enquiry_id, ())),
            reason=enquiry.reason,
            answer_words=words(entry.answer),
            flags=tuple(sentence_of(EnquiryFlag(flag)) for flag in entry.flags),
            weighed=entry.flagged is not None,
        )
        for entry, enquiry, enquirer in rows
    }
    return tuple(lines[one] for one in ids if one in lines)


def next_to_read(reference: str, now: datetime) -> str | None:
    """The reference of the enquiry that has waited longest, leaving out this one."""
    ready = (QueueState.TO_READ, QueueState.ANSWERED, QueueState.SECOND_LOOK)
    return db.session.scalar(
        select(Enquiry.reference)
        .join(EnquiryToConsider, EnquiryToConsider.enquiry_id == Enquiry.id)
        .where(EnquiryToConsider.state.in_(ready), Enquiry.reference != reference)
        .order_by(*_order("due"))
        .limit(1)
    )


def unflagged_ids(most: int) -> tuple[int, ...]:
    """The enquiries that nothing flags, the longest waiting first; at most so many."""
    found = (
        select(EnquiryToConsider.enquiry_id)
        .where(EnquiryToConsider.state == QueueState.TO_READ, EnquiryToConsider.flagged.is_(False))
        .order_by(*_order("due"))
        .limit(most)
    )
    return tuple(db.session.scalars(found))


def _chosen(query: Select[Any], wanted: Wanted, now: datetime) -> Select[Any]:
    entry = EnquiryToConsider
    states = WAITING if wanted.state is None else (wanted.state,)
    query = query.where(entry.state.in_(states))
    exact = (
        (entry.flagged, wanted.flagged),
        (entry.agency_type, wanted.agency_type),
        (entry.answer, wanted.answer),
        (entry.team_id, wanted.team_id),
    )
    for column, value in exact:
        if value is not None:
            query = query.where(column == value)
    if wanted.late:
        query = query.where(entry.due_at < now)
    if wanted.from_on:
        query = query.where(
            entry.asked_at >= datetime.combine(wanted.from_on, time.min, tzinfo=LOCAL)
        )
    if wanted.to_on:
        query = query.where(
            entry.asked_at <= datetime.combine(wanted.to_on, time.max, tzinfo=LOCAL)
        )
    return query


def _order(sort: str) -> tuple[Any, ...]:
    entry = EnquiryToConsider
    if sort == "newest":
        return (entry.asked_at.desc(), entry.enquiry_id.desc())
    by_due = (entry.due_at, entry.enquiry_id)
    return (entry.flagged.is_(False), *by_due) if sort == "flags" else by_due


def last_filter(account_id: int) -> dict[str, Any] | None:
    """What this person last chose to see."""
    row = db.session.get(QueueFilter, account_id)
    return row.fields if row else None
