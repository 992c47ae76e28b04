"""One enquiry as a consideration weighs it: what was said, as given, and what was answered.

What a record says of anybody is shown only where it is open to the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry, MatchDecision
from lacrecords.enquiries.outcome_models import (
    Disclosure,
    ToldOutsideRules,
)
from lacrecords.enquiries.queries.evidence import KeptEvidence, kept_evidence
from lacrecords.enquiries.queries.pages import EnquiredChildCard, child_card, enquirer_title
from lacrecords.enquiries.queries.steps import current_continuation, latest_verification
from lacrecords.enquiries.unknown_models import UnknownChildLink
from lacrecords.staff import queries as staff
from lacrecords.terms import KnownHow, MatchAnswer
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class SaidCard:
    """Words that were said to the enquirer: by whom and when."""

    words: str
    by_name: str
    at: datetime
    outside_rules: bool


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """Who the child was decided to be, by whom and why; it names no record."""

    answer_words: str
    by_name: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedEnquiry:
    """One enquiry beside the others: what was said, who asked, what was told."""

    enquiry_reference: str
    position: int
    asked_at: datetime
    enquirer: str
    check_words: str
    reason: str
    worry: str
    known_how: tuple[KnownHow, ...]
    child: EnquiredChildCard
    evidence: KeptEvidence | None
    told: tuple[SaidCard, ...]
    decisions: tuple[DecisionCard, ...]
    why_linked: str
    linked_by_person: bool
    continuation_reason: str | None


def weighed_enquiry(child: EnquiredChild, account_id: int | None, now: datetime) -> WeighedEnquiry:
    """What this enquiry said of the child, for a reader."""
    enquiry = db.session.get_one(Enquiry, child.enquiry_id)
    enquirer = db.session.scalars(select(Enquirer).where(Enquirer.enquiry_id == enquiry.id)).one()
    link = db.session.scalar(
        select(UnknownChildLink)
        .where(UnknownChildLink.enquired_child_id == child.id)
        .order_by(UnknownChildLink.id.desc())
        .limit(1)
    )
    continuation = current_continuation(child.id)
    check = latest_verification(enquiry.id)
    return WeighedEnquiry(
        enquiry_reference=enquiry.reference,
        position=child.position,
        asked_at=enquiry.asked_at,
        enquirer=enquirer_title(enquirer),
        check_words=f"{words(check.outcome)}: {words(check.method)}" if check else "Not checked",
        reason=enquiry.reason,
        worry=enquiry.worry,
        known_how=tuple(KnownHow(how) for how in enquiry.known_how),
        child=child_card(child),
        evidence=kept_evidence(child.id, account_id, now),
        told=_told(child),
        decisions=_decisions(child.id, account_id, now),
        why_linked=link.why if link else "",
        linked_by_person=link is not None and link.by_person,
        continuation_reason=continuation.reason if continuation else None,
    )


def _told(child: EnquiredChild) -> tuple[SaidCard, ...]:
    said = db.session.scalars(
        select(Disclosure).where(Disclosure.enquired_child_id == child.id).order_by(Disclosure.id)
    ).all()
    outside = db.session.scalars(
        select(ToldOutsideRules)
        .where(ToldOutsideRules.enquiry_id == child.enquiry_id)
        .order_by(ToldOutsideRules.id)
    ).all()
    names = staff.names_for({row.said_by for row in said} | {row.said_by for row in outside})
    kept = [SaidCard(row.words, names[row.said_by], row.said_at, False) for row in said]
    kept += [SaidCard(row.words, names[row.said_by], row.said_at, True) for row in outside]
    return tuple(sorted(kept, key=lambda one: one.at))


def _decisions(
    enquired_child_id: int, account_id: int | None, now: datetime
) -> tuple[DecisionCard, ...]:
    """Every decision; one for a record closed to the reader reads like one that cannot tell."""
    rows = db.session.scalars(
        select(MatchDecision)
        .where(MatchDecision.enquired_child_id == enquired_child_id)
        .order_by(MatchDecision.id)
    ).all()
    names = staff.names_for({row.decided_by for row in rows})
    records = {row.child_id for row in rows if row.child_id is not None}
    hidden = children.hidden_ids(records, account_id, local_date(now))
    return tuple(
        DecisionCard(
            answer_words=_answer_words(row, row.child_id in hidden),
            by_name=names[row.decided_by] if row.by_person else "the system alone",
            at=row.decided_at,
            words="" if row.child_id in hidden else row.words,
        )
        for row in rows
    )


def _answer_words(row: MatchDecision, is_hidden: bool) -> str:
    if is_hidden:
        return words(MatchAnswer.CANNOT_TELL)
    return words(row.answer) if row.child_id is None else "A child with a record"
