"""What is known of pairs of an earlier enquired child and a record: read for late hits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import EnquiredChild, Enquiry, MatchDecision
from lacrecords.notifications import queries as notifications
from lacrecords.procedure import Procedure
from lacrecords.terms import MatchAnswer, NotificationKind

_MOST_AT_ONCE = 900


@dataclass(frozen=True, slots=True)
class AskedEarlier:
    """An enquired child of an earlier enquiry that was answered, and how."""

    enquired_child_id: int
    asked_on: date
    taken_for_a_record: bool


def asked_earlier(
    enquired_child_ids: Collection[int], procedure: Procedure, now: datetime
) -> dict[int, AskedEarlier]:
    """Those of these that were answered, within the horizon; whoever waits is searched for yet."""
    horizon = now - timedelta(days=365 * procedure.asked_before_horizon_years)
    found: dict[int, AskedEarlier] = {}
    for some in _some(sorted(enquired_child_ids)):
        latest = select(func.max(MatchDecision.id)).where(MatchDecision.enquired_child_id.in_(some))
        rows = db.session.execute(
            select(MatchDecision.enquired_child_id, MatchDecision.answer, Enquiry.asked_at)
            .join(Enquiry, Enquiry.id == MatchDecision.enquiry_id)
            .where(
                MatchDecision.id.in_(latest.group_by(MatchDecision.enquired_child_id)),
                Enquiry.asked_at >= horizon,
            )
        )
        for enquired_child_id, answer, asked_at in rows:
            taken = answer is MatchAnswer.SAME
            found[enquired_child_id] = AskedEarlier(enquired_child_id, local_date(asked_at), taken)
    return found


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _MOST_AT_ONCE] for start in range(0, len(ids), _MOST_AT_ONCE))


def waiting_hit(enquired_child_id: int, child_id: int) -> LateHit | None:
    """The hit of this pair that nobody has answered yet."""
    return db.session.scalar(
        select(LateHit).where(
            LateHit.enquired_child_id == enquired_child_id, LateHit.child_id == child_id, _waits()
        )
    )


def waiting_hits(
    *, enquired_child_id: int | None = None, child_ids: Collection[int] = ()
) -> Sequence[LateHit]:
    """The hits nobody has answered: of one enquired child, or of these records."""
    found = select(LateHit).where(_waits()).order_by(LateHit.id)
    if enquired_child_id is not None:
        return db.session.scalars(found.where(LateHit.enquired_child_id == enquired_child_id)).all()
    return db.session.scalars(found.where(LateHit.child_id.in_(child_ids))).all()


def _waits() -> Any:
    return LateHit.answer.is_(None) & LateHit.withdrawn_at.is_(None)


def weighed_on(decision: MatchDecision, child_id: int, evidence: str) -> bool:
    """Whether this decision was made with this very record in view, as both stand now."""
    kept = decision.evidence
    seen = (*kept.get("shown", ()), *kept.get("closed_to_officer", ()))
    return any(one["id"] == child_id and one.get("mark") == evidence for one in seen)


def was_answered_on(enquired_child_id: int, child_id: int, evidence: str) -> bool:
    """Whether a manager answered for this pair on this evidence, and it was not undone."""
    found = select(LateHit.id).where(
        LateHit.enquired_child_id == enquired_child_id,
        LateHit.child_id == child_id,
        LateHit.evidence == evidence,
        LateHit.answer.is_not(None),
        LateHit.undone_at.is_(None),
    )
    return db.session.scalar(found.limit(1)) is not None


def was_told_of_address(enquired_child_id: int, child_id: int) -> bool:
    """Whether the worker of this child on a plan was told of this enquiry at its address."""
    kinds = (NotificationKind.SAME_ADDRESS, NotificationKind.LATE_SAME_ADDRESS)
    return notifications.was_told(kinds, enquired_child_id, child_id)


def enquiry_of(enquired_child_id: int) -> tuple[EnquiredChild, Enquiry]:
    """The enquired child and its enquiry."""
    child = db.session.get_one(EnquiredChild, enquired_child_id)
    return child, db.session.get_one(Enquiry, child.enquiry_id)


def late_hit_to_change(reference: str) -> LateHit | None:
    """The late hit as it stands now, holding back whoever else decides it, until the commit."""
    found = select(LateHit).where(LateHit.reference == reference.upper())
    return db.session.scalar(found.with_for_update(), execution_options={"populate_existing": True})
