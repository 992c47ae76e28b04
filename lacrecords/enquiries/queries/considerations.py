"""Child in need considerations, as the designated manager's list and page show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry, MatchDecision
from lacrecords.enquiries.outcome_models import Disclosure
from lacrecords.enquiries.queries.pages import (
    EnquiredChildCard,
    child_card,
    enquirer_title,
)
from lacrecords.enquiries.queries.steps import current_continuation
from lacrecords.enquiries.unknown_models import (
    Consideration,
    ConsiderationEnquiry,
    UnknownChildLink,
)
from lacrecords.staff import queries as staff
from lacrecords.wording import words


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
    outcome_words: str


@dataclass(frozen=True, slots=True)
class WeighedEnquiry:
    """One enquiry beside the others: what was said, who asked, what was told."""

    enquiry_reference: str
    position: int
    asked_at: datetime
    enquirer: str
    reason: str
    worry: str
    child: EnquiredChildCard
    near_misses: tuple[str, ...]
    told: tuple[str, ...]
    why_linked: str
    continuation_reason: str | None


@dataclass(frozen=True, slots=True)
class ConsiderationPage:
    """One consideration with every enquiry it weighs."""

    id: int
    reference: str
    opened_at: datetime
    due_at: datetime
    is_late: bool
    enquiries: tuple[WeighedEnquiry, ...]
    closed_at: datetime | None
    closed_by_name: str
    outcome_words: str
    reasons: str


def considerations(now: datetime, *, closed: bool = False) -> tuple[ListedConsideration, ...]:
    """Open considerations, the soonest due first; or the latest closed ones."""
    query = select(Consideration)
    if closed:
        query = query.where(Consideration.closed_at.is_not(None))
        query = query.order_by(Consideration.closed_at.desc()).limit(50)
    else:
        query = query.where(Consideration.closed_at.is_(None)).order_by(Consideration.due_at)
    return tuple(_listed(row, now) for row in db.session.scalars(query))


def open_counts(now: datetime) -> tuple[int, int]:
    """How many considerations are open, and how many of them are late."""
    waiting = select(func.count(Consideration.id)).where(Consideration.closed_at.is_(None))
    late = waiting.where(Consideration.due_at < now)
    return db.session.scalar(waiting) or 0, db.session.scalar(late) or 0


def consideration_page(
    reference: str, account_id: int | None, now: datetime
) -> ConsiderationPage | None:
    """The page of one consideration."""
    row = db.session.scalar(
        select(Consideration).where(Consideration.reference == reference.upper())
    )
    if row is None:
        return None
    names = staff.names_for([row.closed_by] if row.closed_by else [])
    return ConsiderationPage(
        id=row.id,
        reference=row.reference,
        opened_at=row.opened_at,
        due_at=row.due_at,
        is_late=row.closed_at is None and row.due_at < now,
        enquiries=tuple(_weighed(joined, account_id, now) for joined in _joined(row.id)),
        closed_at=row.closed_at,
        closed_by_name=names.get(row.closed_by or "", ""),
        outcome_words=words(row.outcome) if row.outcome else "",
        reasons=row.reasons or "",
    )


def _joined(consideration_id: int) -> list[EnquiredChild]:
    return list(
        db.session.scalars(
            select(EnquiredChild)
            .join(ConsiderationEnquiry, ConsiderationEnquiry.enquired_child_id == EnquiredChild.id)
            .where(ConsiderationEnquiry.consideration_id == consideration_id)
            .order_by(EnquiredChild.id)
        )
    )


def _listed(row: Consideration, now: datetime) -> ListedConsideration:
    joined = _joined(row.id)
    return ListedConsideration(
        reference=row.reference,
        child_title=child_card(joined[-1]).title if joined else "",
        enquiries=len(joined),
        opened_at=row.opened_at,
        due_at=row.due_at,
        is_late=row.closed_at is None and row.due_at < now,
        closed_at=row.closed_at,
        outcome_words=words(row.outcome) if row.outcome else "",
    )


def _weighed(child: EnquiredChild, account_id: int | None, now: datetime) -> WeighedEnquiry:
    enquiry = db.session.get_one(Enquiry, child.enquiry_id)
    enquirer = db.session.scalars(select(Enquirer).where(Enquirer.enquiry_id == enquiry.id)).one()
    link = db.session.scalar(
        select(UnknownChildLink)
        .where(UnknownChildLink.enquired_child_id == child.id)
        .order_by(UnknownChildLink.id.desc())
        .limit(1)
    )
    told = db.session.scalars(
        select(Disclosure.words)
        .where(Disclosure.enquired_child_id == child.id)
        .order_by(Disclosure.id)
    )
    continuation = current_continuation(child.id)
    return WeighedEnquiry(
        enquiry_reference=enquiry.reference,
        position=child.position,
        asked_at=enquiry.asked_at,
        enquirer=enquirer_title(enquirer),
        reason=enquiry.reason,
        worry=enquiry.worry,
        child=child_card(child),
        near_misses=_near_misses(child.id, account_id, now),
        told=tuple(told),
        why_linked=link.why if link else "",
        continuation_reason=continuation.reason if continuation else None,
    )


def _near_misses(enquired_child_id: int, account_id: int | None, now: datetime) -> tuple[str, ...]:
    """Records that were looked at and not taken for the child, with why they came up."""
    decision = db.session.scalar(
        select(MatchDecision)
        .where(MatchDecision.enquired_child_id == enquired_child_id)
        .order_by(MatchDecision.id.desc())
        .limit(1)
    )
    if decision is None:
        return ()
    shown = decision.evidence.get("shown", [])
    # The system's own search saw every record; a reader sees those open to them.
    hidden = children.hidden_ids([one["id"] for one in shown], account_id, local_date(now))
    left_out = hidden | {decision.child_id}
    return tuple("; ".join(one["reasons"]) for one in shown if one["id"] not in left_out)
