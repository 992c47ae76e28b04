"""The part of a child's page that says what is being done: case, plan, lead, restriction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lacrecords.children import facts
from lacrecords.children.code_words import REVIEW_WORDS
from lacrecords.children.fact_words import (
    FactReader,
    category_words,
    legal_words,
    review_words,
)
from lacrecords.children.leads import Lead, lead_among
from lacrecords.children.models import (
    ChildCase,
    ChildLegalStatus,
    ChildProtectionPlan,
    DeclaredConnection,
    LeadSocialWorkerAssignment,
    OtherAuthorityInvolvement,
    PlanReview,
    Restriction,
    RestrictionReader,
)
from lacrecords.children.queries import case_words
from lacrecords.children.record import Record
from lacrecords.children.standing import case_is_open
from lacrecords.history import Fact
from lacrecords.terms import RestrictionKind

MOST_REVIEWS = 5


@dataclass(frozen=True, slots=True)
class PlanCard:
    """The plan the child is on; a start that is empty is not recorded."""

    fact_id: int
    category: str
    since: date | None
    review_due_on: date | None


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One conference or review, or another authority's part, in words."""

    fact_id: int
    words: str


@dataclass(frozen=True, slots=True)
class RestrictionWords:
    """Who alone may open the record, by name."""

    owner: str
    readers: tuple[str, ...]
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is being done for the child; several plans are a fault of the record, and shown."""

    case: str
    case_open: bool
    case_since: date | None
    case_id: int | None
    plans: tuple[PlanCard, ...]
    lead: Lead | None
    lead_since: date | None
    lead_id: int | None
    legal_status: str
    legal_id: int | None
    reviews: tuple[CourseLine, ...]
    reviews_more: int
    other_authorities: tuple[CourseLine, ...]
    restriction: RestrictionWords | None
    connected: tuple[str, ...]


def lead_on(record: Record) -> tuple[Lead | None, date | None]:
    """Who leads on the day shown, and since when."""
    held = record.held(LeadSocialWorkerAssignment)
    if not held:
        return None, None
    lead, row = lead_among(held, record.when.on)
    return lead, row.from_on


def circumstances(
    record: Record, reader: FactReader, lead: Lead | None, lead_since: date | None
) -> Circumstances:
    """What is being done, as the record stood."""
    cases = record.standing(ChildCase)
    on = record.when.on
    legal = record.held(ChildLegalStatus)
    return Circumstances(
        case=case_words(cases, on),
        case_open=case_is_open(cases, on),
        case_since=_since(cases, on),
        case_id=_newest_id([row for row in cases if facts.holds(row, on)] or cases),
        plans=_plans(record),
        lead=lead,
        lead_since=lead_since,
        lead_id=_newest_id(record.held(LeadSocialWorkerAssignment)),
        legal_status=legal_words(legal[-1]) if legal else "",
        legal_id=_newest_id(legal),
        reviews=_reviews(record)[:MOST_REVIEWS],
        reviews_more=max(0, len(_reviews(record)) - MOST_REVIEWS),
        other_authorities=tuple(map(_other_authority, record.held(OtherAuthorityInvolvement))),
        restriction=_restriction(record, reader),
        connected=tuple(reader.of_staff(row.account_id) for row in record.held(DeclaredConnection)),
    )


def _newest_id(rows: Sequence[Fact]) -> int | None:
    return rows[-1].id if rows else None


def _reviews(record: Record) -> tuple[CourseLine, ...]:
    """Those not yet held come first, the next one at the top; then the latest held."""
    rows = record.held(PlanReview)
    waiting = [row for row in rows if row.held_on is None]
    held = [row for row in rows if row.held_on is not None]
    waiting.sort(key=lambda row: row.booked_on or row.due_on or date.max)
    held.sort(key=lambda row: row.held_on or date.min, reverse=True)
    return tuple(map(_review, (*waiting, *held)))


def _review(row: PlanReview) -> CourseLine:
    kind = REVIEW_WORDS.get(row.review_kind, row.review_kind)
    return CourseLine(row.id, f"{kind}: {review_words(row)}")


def _other_authority(row: OtherAuthorityInvolvement) -> CourseLine:
    words = f"{row.authority} is involved: {row.what}."
    return CourseLine(row.id, f"{words} Telephone {row.telephone}." if row.telephone else words)


def _since(cases: list[ChildCase], on: date) -> date | None:
    """The day since which the case is open or, where it is closed, closed."""
    held = [row for row in cases if facts.holds(row, on)]
    if held:
        return held[-1].from_on
    return max((row.to_on for row in cases if row.to_on and row.to_on <= on), default=None)


def _plans(record: Record) -> tuple[PlanCard, ...]:
    due = [row.due_on for row in record.held(PlanReview) if row.due_on and not row.held_on]
    review_due_on = min(due, default=None)
    return tuple(
        PlanCard(row.id, category_words(row.latest_category), row.from_on, review_due_on)
        for row in record.held(ChildProtectionPlan)
    )


def _restriction(record: Record, reader: FactReader) -> RestrictionWords | None:
    held = record.held(Restriction)
    if not held:
        return None
    sealed = [row for row in held if row.kind == RestrictionKind.SEALED_AT_ADOPTION]
    readers = () if sealed else record.held(RestrictionReader)
    return RestrictionWords(
        owner=reader.of_staff((sealed or held)[-1].owner_id),
        readers=tuple(reader.of_staff(row.account_id) for row in readers),
        sealed=bool(sealed),
    )
