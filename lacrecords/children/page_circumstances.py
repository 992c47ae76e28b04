"""The part of a child's page that says what is being done: case, plan, lead, restriction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.children import facts
from lacrecords.children.fact_words import FactReader, category_words, legal_words
from lacrecords.children.leads import Lead, lead_of
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
from lacrecords.children.standing import OtherAuthority, case_is_open
from lacrecords.terms import RestrictionKind


@dataclass(frozen=True, slots=True)
class PlanCard:
    """The plan the child is on; a start that is empty is not recorded."""

    category: str
    since: date | None
    review_due_on: date | None


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
    plans: tuple[PlanCard, ...]
    lead: Lead | None
    lead_since: date | None
    legal_status: str
    other_authorities: tuple[OtherAuthority, ...]
    restriction: RestrictionWords | None
    connected: tuple[str, ...]


def lead_on(record: Record) -> tuple[Lead | None, date | None]:
    """Who leads on the day shown, and since when."""
    held = record.held(LeadSocialWorkerAssignment)
    return (lead_of(held[-1], record.when.on), held[-1].from_on) if held else (None, None)


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
        plans=_plans(record),
        lead=lead,
        lead_since=lead_since,
        legal_status=legal_words(legal[-1]) if legal else "",
        other_authorities=tuple(
            OtherAuthority(row.authority, row.telephone, row.what)
            for row in record.held(OtherAuthorityInvolvement)
        ),
        restriction=_restriction(record, reader),
        connected=tuple(reader.of_staff(row.account_id) for row in record.held(DeclaredConnection)),
    )


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
        PlanCard(category_words(row.latest_category), row.from_on, review_due_on)
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
