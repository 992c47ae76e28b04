"""The latest step of each kind: the check in force, the outcome, a mark, a request by reference."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.models import (
    Enquirer,
    Enquiry,
    MatchDecision,
    Verification,
    WrittenReply,
)
from lacrecords.enquiries.outcome_models import MoreAsked, MoreTold, OutcomeRow
from lacrecords.enquiries.unknown_models import Consideration, Continuation
from lacrecords.rules import checking as rules
from lacrecords.terms import EnquirerKind, MatchAnswer, VerificationMethod, VerificationOutcome


def enquiry_by_reference(reference: str) -> Enquiry | None:
    """The enquiry with this reference."""
    return db.session.scalar(select(Enquiry).where(Enquiry.reference == reference.upper()))


def hold_checks(enquiry_id: int) -> None:
    """Let a check or telling that is being recorded come first, and hold back others.

    What is read afterwards is what the guard of the database will see.
    """
    held = select(Enquiry.id).where(Enquiry.id == enquiry_id).with_for_update()
    db.session.execute(held)


def latest_verification(enquiry_id: int) -> Verification | None:
    """The last check of this enquiry's enquirer; a later one takes the place of an earlier."""
    return db.session.scalar(
        select(Verification)
        .where(Verification.enquiry_id == enquiry_id)
        .order_by(Verification.id.desc())
        .limit(1)
    )


def a_check_looked_like_an_attempt(enquiry_id: int) -> bool:
    """Whether any check of this enquirer, also an earlier one, made an officer think of fishing."""
    found = select(Verification.id).where(
        Verification.enquiry_id == enquiry_id, Verification.looks_like_an_attempt
    )
    return db.session.scalar(found.limit(1)) is not None


def check_is_good_now(verification: Verification | None, now: datetime) -> bool:
    """Whether something about a child may be told on this check at this moment."""
    return verification is not None and rules.is_good_for_telling(
        method=verification.method,
        outcome=verification.outcome,
        checked_at=verification.checked_at,
        valid_until=good_until(verification),
        now=now,
        revoked=False,
    )


def good_until(verification: Verification) -> datetime:
    """The moment at which this check ends, or ended: a check in writing ends with the reply."""
    reply = reply_on(verification)
    at_most = verification.valid_until_at
    return min(at_most, reply.sent_at) if reply else at_most


def reply_on(verification: Verification) -> WrittenReply | None:
    """The reply that went to the address of this check, if it has gone."""
    if verification.method is not VerificationMethod.DIRECTORY_EMAIL:
        return None
    found = select(WrittenReply).where(WrittenReply.verification_id == verification.id)
    return db.session.scalar(found)


def reason_must_be_weighed(enquiry_id: int) -> bool:
    """Whether the enquirer is a checked professional, whose reason is weighed for each child."""
    check = latest_verification(enquiry_id)
    kind = db.session.scalar(select(Enquirer.kind).where(Enquirer.enquiry_id == enquiry_id))
    confirmed = check is not None and check.outcome is VerificationOutcome.CONFIRMED
    return confirmed and kind is EnquirerKind.PROFESSIONAL


def latest_decision(enquired_child_id: int) -> MatchDecision | None:
    """The last decision about who this enquired child is."""
    return db.session.scalar(
        select(MatchDecision)
        .where(MatchDecision.enquired_child_id == enquired_child_id)
        .order_by(MatchDecision.id.desc())
        .limit(1)
    )


def latest_without_a_record(enquired_child_id: int) -> MatchDecision | None:
    """The last decision that took no record for the child, whatever was decided since."""
    return db.session.scalar(
        select(MatchDecision)
        .where(
            MatchDecision.enquired_child_id == enquired_child_id,
            MatchDecision.answer != MatchAnswer.SAME,
        )
        .order_by(MatchDecision.id.desc())
        .limit(1)
    )


def decision_before(decision: MatchDecision) -> MatchDecision | None:
    """What stood before this decision, leaving out what was undone and the undoings themselves."""
    if "undoes" in decision.evidence:
        restored = decision_before(db.session.get_one(MatchDecision, decision.evidence["undoes"]))
        return decision_before(restored) if restored else None
    rows = db.session.scalars(
        select(MatchDecision)
        .where(
            MatchDecision.enquired_child_id == decision.enquired_child_id,
            MatchDecision.id < decision.id,
        )
        .order_by(MatchDecision.id.desc())
    ).all()
    undone = {row.evidence.get("undoes") for row in rows}
    standing = (row for row in rows if row.id not in undone and "undoes" not in row.evidence)
    return next(standing, None)


def current_outcome(enquired_child_id: int) -> OutcomeRow | None:
    """The latest outcome for this enquired child."""
    return db.session.scalar(
        select(OutcomeRow)
        .where(OutcomeRow.enquired_child_id == enquired_child_id)
        .order_by(OutcomeRow.id.desc())
        .limit(1)
    )


def current_continuation(enquired_child_id: int) -> Continuation | None:
    """The mark that stands on this enquired child now."""
    return db.session.scalar(
        select(Continuation).where(
            Continuation.enquired_child_id == enquired_child_id, Continuation.undone_at.is_(None)
        )
    )


def more_asked_by_reference(reference: str) -> MoreAsked | None:
    """The request for more with this reference."""
    return db.session.scalar(select(MoreAsked).where(MoreAsked.reference == reference.upper()))


def more_asked_to_decide(reference: str) -> MoreAsked | None:
    """The same as it stands now, holding back whoever else decides it, until the commit."""
    found = select(MoreAsked).where(MoreAsked.reference == reference.upper())
    return db.session.scalar(found.with_for_update(), execution_options={"populate_existing": True})


def more_was_told(more_asked_id: int) -> bool:
    """The words allowed were recorded as said."""
    told = select(MoreTold.id).where(MoreTold.more_asked_id == more_asked_id)
    return db.session.scalar(told) is not None


def consideration_to_close(reference: str) -> Consideration | None:
    """The consideration as it stands now, holding back whoever else closes it, until the commit."""
    found = select(Consideration).where(Consideration.reference == reference.upper())
    return db.session.scalar(found.with_for_update(), execution_options={"populate_existing": True})
