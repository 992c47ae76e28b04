"""What happened in one year of decisions whether to share, row by row; nobody's name, no texts.

A decision counts in the year in which its last outcome of that year was given: one that is
decided anew in the next year counts there as well, with what was decided then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lacrecords.agencies import queries as agencies
from lacrecords.database import db
from lacrecords.rules.looking_back import (
    DANGER_RULE,
    consent_asked,
    departure_of,
    ground_of,
    is_overridden,
)
from lacrecords.sharing_decisions.models import (
    SharingDecision,
    SharingOutcomeRow,
    SharingRecipient,
)
from lacrecords.sharing_decisions.peer_review_models import (
    SharingPeerDraw,
    SharingPeerFinding,
    SharingPeerReply,
    SharingPeerReview,
)
from lacrecords.sharing_decisions.way_models import (
    SharedInformation,
    SharingInformed,
    SharingRecipientCheck,
)
from lacrecords.sharing_decisions.years import Year
from lacrecords.staff.stints import Span
from lacrecords.terms import (
    AgencyType,
    ConsentPosition,
    DepartureKind,
    PersonInformed,
    SharingDirection,
    SharingGround,
    SharingOutcome,
    VerificationOutcome,
)

_DECIDED_AT = SharingOutcomeRow.__table__.c.decided_at


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of the year."""

    outcome: SharingOutcome
    direction: SharingDirection
    agency_type: AgencyType | None
    ground: SharingGround
    departure: DepartureKind | None
    consent: ConsentPosition | None
    overridden: bool
    in_danger: bool


@dataclass(frozen=True, slots=True)
class Clocked:
    """Something with a clock."""

    due_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class PeerReviews:
    """The peer reviews of decisions of the year."""

    clocks: tuple[Clocked, ...]
    findings: tuple[SharingPeerFinding, ...]
    answered: int
    left_out: int


def decided_in(year: Year) -> tuple[Decided, ...]:
    """Every decision of the year, as it was decided last in it."""
    outcomes = db.session.scalars(
        select(SharingOutcomeRow)
        .where(year.span.holds(_DECIDED_AT))
        .order_by(SharingOutcomeRow.decision_id, SharingOutcomeRow.number)
    )
    last = {row.decision_id: row for row in outcomes}
    directions = _directions(year.span)
    types = _agency_types(year.span)
    return tuple(
        Decided(
            outcome=row.outcome,
            direction=directions[number],
            agency_type=types.get(number),
            ground=ground_of(row.rules, row.departs, row.outcome),
            departure=departure_of(row.follows, row.outcome) if row.departs else None,
            consent=consent_asked(row.facts),
            overridden=is_overridden(consent_asked(row.facts), row.outcome),
            in_danger=DANGER_RULE in row.rules,
        )
        for number, row in last.items()
    )


def _of(span: Span) -> Any:
    """The decisions that were decided in the span, as a query of their numbers."""
    return select(SharingOutcomeRow.decision_id).where(span.holds(_DECIDED_AT))


def _directions(span: Span) -> dict[int, SharingDirection]:
    found = select(SharingDecision.id, SharingDecision.direction).where(
        SharingDecision.id.in_(_of(span))
    )
    return {number: direction for number, direction in db.session.execute(found)}


def _agency_types(span: Span) -> dict[int, AgencyType]:
    """By decision, the type of the agency that was named last; none: not in the directory."""
    found = (
        select(SharingRecipient.decision_id, SharingRecipient.agency_id)
        .where(SharingRecipient.decision_id.in_(_of(span)))
        .order_by(SharingRecipient.number)
    )
    last = {number: agency for number, agency in db.session.execute(found)}
    cards = {one: agencies.agency(one) for one in set(last.values()) if one is not None}
    types = {one: card.agency_type for one, card in cards.items() if card}
    return {number: types[agency] for number, agency in last.items() if agency in types}


def clocks_of(year: Year) -> tuple[Clocked, ...]:
    """Of every decision begun in the year: by when it was to be decided, and when it first was."""
    first = (
        select(SharingOutcomeRow.decision_id, SharingOutcomeRow.decided_at)
        .where(SharingOutcomeRow.number == 1)
        .subquery()
    )
    found = (
        select(SharingDecision.due_at, first.c.decided_at)
        .outerjoin(first, first.c.decision_id == SharingDecision.id)
        .where(year.span.holds(SharingDecision.__table__.c.begun_at))
    )
    return tuple(Clocked(due_at, decided_at) for due_at, decided_at in db.session.execute(found))


def minutes_to_decide(year: Year) -> Counter[int]:
    """From asked to first decided, of what was first decided in the year."""
    return _minutes(
        select(SharingDecision.asked_at, SharingOutcomeRow.decided_at)
        .join(SharingOutcomeRow, SharingOutcomeRow.decision_id == SharingDecision.id)
        .where(SharingOutcomeRow.number == 1, year.span.holds(_DECIDED_AT))
    )


def minutes_to_share(year: Year) -> Counter[int]:
    """From decided to shared, of what went out in the year."""
    return _minutes(
        select(SharingOutcomeRow.decided_at, SharedInformation.shared_at)
        .join(SharedInformation, SharedInformation.outcome_id == SharingOutcomeRow.id)
        .where(year.span.holds(SharedInformation.__table__.c.shared_at))
    )


def _minutes(pairs: Any) -> Counter[int]:
    return Counter(
        max(0, int((to_at - from_at).total_seconds() // 60))
        for from_at, to_at in db.session.execute(pairs)
    )


def informed_in(year: Year) -> Counter[PersonInformed]:
    """Of what went out in the year: whether those whom it is about knew."""
    return _counted(
        select(SharingInformed.informed, func.count(SharedInformation.id))
        .join(SharedInformation, SharedInformation.informed_id == SharingInformed.id)
        .where(year.span.holds(SharedInformation.__table__.c.shared_at))
        .group_by(SharingInformed.informed)
    )


def checks_in(year: Year) -> Counter[VerificationOutcome]:
    """What the checks of recipients in the year showed."""
    return _counted(
        select(SharingRecipientCheck.outcome, func.count())
        .where(year.span.holds(SharingRecipientCheck.__table__.c.checked_at))
        .group_by(SharingRecipientCheck.outcome)
    )


def _counted(found: Any) -> Counter[Any]:
    return Counter({kind: number for kind, number in db.session.execute(found)})


def peer_reviews_of(year: Year) -> PeerReviews:
    """What was drawn from the months of the year, and what was found."""
    months = SharingPeerDraw.month.between(year.from_on, year.to_on)
    rows: Sequence[Any] = db.session.execute(
        select(SharingPeerReview.due_at, SharingPeerFinding, SharingPeerReply.id)
        .join(SharingPeerDraw, SharingPeerDraw.id == SharingPeerReview.draw_id)
        .outerjoin(SharingPeerFinding, SharingPeerFinding.review_id == SharingPeerReview.id)
        .outerjoin(SharingPeerReply, SharingPeerReply.finding_id == SharingPeerFinding.id)
        .where(months)
    ).all()
    left_out = db.session.scalar(select(func.sum(SharingPeerDraw.left_out)).where(months))
    return PeerReviews(
        clocks=tuple(Clocked(due, one.reviewed_at if one else None) for due, one, _ in rows),
        findings=tuple(one for _, one, _ in rows if one),
        answered=sum(reply is not None for _, _, reply in rows),
        left_out=int(left_out or 0),
    )


def counted_by(rows: Iterable[Decided], name: str) -> Counter[str]:
    """How many of these decisions have each word under this name."""
    return Counter(str(getattr(row, name)) for row in rows if getattr(row, name) is not None)
