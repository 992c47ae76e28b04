"""Settling where no person decided: the system searches by itself, and every duty holds.

Nobody is shown anything. A strong match counts as the child, no candidate as
not known, and anything between becomes a manager's match task.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquiry, MatchDecision, Verification
from lacrecords.enquiries.queries.steps import latest_verification
from lacrecords.enquiries.services.finding import CLOSE, Found, evidence_of, find
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.services.settling import settle
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchAnswer, MatchStrength

EVERY_RECORD = None
"""The system's own search looks at every record; what it finds is shown to nobody."""


def settle_undecided(
    actor: Actor,
    enquiry_id: int,
    verification: Verification | None,
    procedure: Procedure,
    now: datetime,
) -> None:
    """Find and settle each child of the enquiry that no person has decided."""
    take_intake_lock()
    enquiry = db.session.get_one(Enquiry, enquiry_id)
    children = db.session.scalars(
        select(EnquiredChild)
        .where(EnquiredChild.enquiry_id == enquiry_id, EnquiredChild.from_list.is_(False))
        .order_by(EnquiredChild.position)
    ).all()
    decided = _decided_ids(enquiry_id)
    for child in children:
        if child.id not in decided:
            settle_by_itself(actor, enquiry, child, verification, procedure, now)


def settle_by_itself(
    actor: Actor,
    enquiry: Enquiry,
    child: EnquiredChild,
    verification: Verification | None,
    procedure: Procedure,
    now: datetime,
) -> None:
    """Find and settle one child whom no person has decided, again where more is said of it."""
    found = find(child, enquiry, EVERY_RECORD, procedure, now)
    decision = _system_decision(actor, child, found, now)
    db.session.add(decision)
    db.session.flush()
    settle(
        Matter(
            actor=actor,
            enquiry=enquiry,
            child=child,
            decision=decision,
            verification=verification,
            found=found,
            procedure=procedure,
            now=now,
        )
    )


def settle_left_unchecked(
    actor: Actor, enquiry_id: int, procedure: Procedure, now: datetime
) -> bool:
    """Settle one enquiry that nobody checked, or nobody answered, in time; False: it was by now."""
    take_intake_lock()
    if enquiry_id not in enquiries_left_unchecked(procedure, now):
        return False
    settle_undecided(actor, enquiry_id, latest_verification(enquiry_id), procedure, now)
    audit.record(actor, "enquiry_left_unchecked_settled", "enquiry", enquiry_id)
    return True


def settle_enquiries_left_unchecked(actor: Actor, procedure: Procedure, now: datetime) -> int:
    """Settle all of them in one transaction; the worker takes one transaction for each."""
    waiting = enquiries_left_unchecked(procedure, now)
    return sum(settle_left_unchecked(actor, one, procedure, now) for one in waiting)


def enquiries_left_unchecked(procedure: Procedure, now: datetime) -> tuple[int, ...]:
    """Enquiries with a child nobody decided and no new step for too long, the oldest first.

    A few at a time. One child of several may be undecided: its duties hold as well. The rows
    of a list are decided by nobody; their duties were done when the list was looked up.
    """
    before = now - timedelta(minutes=procedure.check_not_recorded_minutes)
    checked = select(Verification.id).where(
        Verification.enquiry_id == Enquiry.id, Verification.checked_at > before
    )
    decided = select(MatchDecision.id).where(MatchDecision.enquired_child_id == EnquiredChild.id)
    undecided = select(EnquiredChild.id).where(
        EnquiredChild.enquiry_id == Enquiry.id,
        EnquiredChild.from_list.is_(False),
        ~decided.exists(),
    )
    return tuple(
        db.session.scalars(
            select(Enquiry.id)
            .where(Enquiry.recorded_at <= before, ~checked.exists(), undecided.exists())
            .order_by(Enquiry.id)
            .limit(20)
        )
    )


def _decided_ids(enquiry_id: int) -> set[int]:
    rows = db.session.scalars(
        select(MatchDecision.enquired_child_id).where(MatchDecision.enquiry_id == enquiry_id)
    )
    return set(rows)


def _system_decision(
    actor: Actor, child: EnquiredChild, found: Found, now: datetime
) -> MatchDecision:
    answer, child_id = _system_answer(found)
    return MatchDecision(
        enquiry_id=child.enquiry_id,
        enquired_child_id=child.id,
        answer=answer,
        child_id=child_id,
        by_person=False,
        decided_by=actor.key,
        decided_at=now,
        words="",
        evidence=evidence_of(found, now),
    )


def _system_answer(found: Found) -> tuple[MatchAnswer, int | None]:
    strong = [
        candidate
        for candidate in found.shown
        if candidate.strength is MatchStrength.STRONG and not candidate.label
    ]
    if len(strong) == 1:
        return MatchAnswer.SAME, strong[0].subject_id
    between = strong or found.too_many
    between = between or any(candidate.strength in CLOSE for candidate in found.shown)
    if between or any(c.strength is MatchStrength.POSSIBLE for c in found.shown):
        return MatchAnswer.CANNOT_TELL, None
    return MatchAnswer.NOT_KNOWN, None
