"""What people decided before of a record that comes up again: it outranks every score.

"On 3 May Ms X decided that this is not the child": shown beside the record, in the call about
the same child, in a later call about what may be the same not-known child, in a late hit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import Enquiry, MatchDecision
from lacrecords.enquiries.unknown_models import UnknownChildLink
from lacrecords.staff import queries as staff
from lacrecords.terms import LateHitAnswer, MatchAnswer


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """One decision of a person about one record, for this enquiry or an earlier one."""

    at: datetime
    by_name: str
    words: str
    reasons: str
    enquiry_reference: str
    undone: bool


@dataclass(frozen=True, slots=True)
class _Row:
    child_id: int
    at: datetime
    by: str
    words: str
    reasons: str
    enquiry_id: int
    undone: bool


_DECIDED = {
    LateHitAnswer.SAME: "decided that this is the child",
    LateHitAnswer.DIFFERENT: "decided that this is not the child",
    LateHitAnswer.CANNOT_TELL: "could not tell whether this is the child",
}
_OF_MATCH = {
    MatchAnswer.NOT_KNOWN: _DECIDED[LateHitAnswer.DIFFERENT],
    MatchAnswer.CANNOT_TELL: _DECIDED[LateHitAnswer.CANNOT_TELL],
}


def earlier_decisions(
    enquired_child_ids: Collection[int], child_ids: Collection[int], leave_out: int | None = None
) -> dict[int, tuple[EarlierDecision, ...]]:
    """What was decided of each of these records, for any of these enquired children, in order.

    `leave_out` is the late hit on whose page they stand.
    """
    wanted = set(child_ids)
    rows = [
        *_of_calls(enquired_child_ids, wanted),
        *_of_hits(enquired_child_ids, wanted, leave_out),
    ]
    rows.sort(key=lambda row: row.at)
    names = staff.names_for(row.by for row in rows)
    asked = {row.enquiry_id for row in rows}
    found = select(Enquiry.id, Enquiry.reference).where(Enquiry.id.in_(asked))
    references = {number: reference for number, reference in db.session.execute(found)}
    decided: dict[int, tuple[EarlierDecision, ...]] = {}
    for row in rows:
        one = EarlierDecision(
            at=row.at,
            by_name=names[row.by],
            words=row.words,
            reasons=row.reasons,
            enquiry_reference=references[row.enquiry_id],
            undone=row.undone,
        )
        decided[row.child_id] = (*decided.get(row.child_id, ()), one)
    return decided


def _of_calls(enquired_child_ids: Collection[int], wanted: set[int]) -> list[_Row]:
    rows = db.session.scalars(
        select(MatchDecision)
        .where(MatchDecision.enquired_child_id.in_(enquired_child_ids))
        .order_by(MatchDecision.id)
    ).all()
    undone = {row.evidence.get("undoes") for row in rows}
    return [
        _Row(
            child_id,
            row.decided_at,
            row.decided_by,
            _words_of(row, child_id),
            row.words,
            row.enquiry_id,
            row.id in undone,
        )
        for row in rows
        if row.by_person and "undoes" not in row.evidence and "late_hit" not in row.evidence
        for child_id in sorted({one["id"] for one in row.evidence.get("shown", ())} & wanted)
    ]


def _words_of(row: MatchDecision, child_id: int) -> str:
    if row.answer is MatchAnswer.SAME:
        same = row.child_id == child_id
        return _DECIDED[LateHitAnswer.SAME if same else LateHitAnswer.DIFFERENT]
    return _OF_MATCH[row.answer]


def _of_hits(
    enquired_child_ids: Collection[int], wanted: set[int], leave_out: int | None
) -> list[_Row]:
    hits = db.session.scalars(
        select(LateHit)
        .where(
            LateHit.enquired_child_id.in_(enquired_child_ids),
            LateHit.child_id.in_(wanted),
            LateHit.answer.is_not(None),
        )
        .order_by(LateHit.id)
    )
    return [
        _Row(
            hit.child_id,
            hit.answered_at,
            hit.answered_by,
            _DECIDED[hit.answer],
            hit.reasons or "",
            hit.enquiry_id,
            hit.undone_at is not None,
        )
        for hit in hits
        if hit.id != leave_out and hit.answer and hit.answered_at and hit.answered_by
    ]


def with_the_same_not_known_child(enquired_child_ids: Collection[int]) -> frozenset[int]:
    """These enquired children and all that are tied to the same not-known children."""
    linked = select(UnknownChildLink.unknown_child_id).where(
        UnknownChildLink.enquired_child_id.in_(enquired_child_ids),
        UnknownChildLink.undone_at.is_(None),
    )
    others = db.session.scalars(
        select(UnknownChildLink.enquired_child_id).where(
            UnknownChildLink.unknown_child_id.in_(linked), UnknownChildLink.undone_at.is_(None)
        )
    )
    return frozenset((*enquired_child_ids, *others))
