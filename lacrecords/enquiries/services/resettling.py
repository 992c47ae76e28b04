"""Settling a described child again on the decision that stands: the check or a mark has changed.

Nobody decides anew here who the child is. A duty that was done is not done twice:
each duty sees to that itself.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquiry, MatchDecision, Verification
from lacrecords.enquiries.queries.steps import (
    current_outcome,
    latest_decision,
    latest_verification,
)
from lacrecords.enquiries.services.finding import find
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.services.settling import settle
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import VerificationMethod, VerificationOutcome


def settle_again(actor: Actor, enquired_child_id: int, procedure: Procedure, now: datetime) -> None:
    """Weigh the decision that stands with the check that stands; nothing where none is made."""
    child = db.session.get_one(EnquiredChild, enquired_child_id)
    decision = latest_decision(child.id)
    if decision is None:
        return
    enquiry = db.session.get_one(Enquiry, child.enquiry_id)
    settle(
        Matter(
            actor=actor,
            enquiry=enquiry,
            child=child,
            decision=decision,
            verification=latest_verification(enquiry.id),
            found=find(child, enquiry, actor.account_id, procedure, now),
            procedure=procedure,
            now=now,
        )
    )


def settle_again_on_new_check(
    actor: Actor, check: Verification, procedure: Procedure, now: datetime
) -> None:
    """Bring every answer of the enquiry in line with a check that shows something else.

    What the system decided by itself stays as it is when the enquirer is confirmed:
    a person then looks first, and its answer is not shown meanwhile.
    """
    children = db.session.scalars(
        select(EnquiredChild.id)
        .where(EnquiredChild.enquiry_id == check.enquiry_id, EnquiredChild.from_list.is_(False))
        .order_by(EnquiredChild.position)
    ).all()
    for enquired_child_id in children:
        decision = latest_decision(enquired_child_id)
        if decision is None or not _stands_under(decision, check):
            continue
        if _shows_something_else(enquired_child_id, check):
            settle_again(actor, enquired_child_id, procedure, now)


def _stands_under(decision: MatchDecision, check: Verification) -> bool:
    return decision.by_person or check.outcome is not VerificationOutcome.CONFIRMED


def _shows_something_else(enquired_child_id: int, check: Verification) -> bool:
    outcome = current_outcome(enquired_child_id)
    if outcome is None:
        return False
    if outcome.verification_id is None:
        return check.outcome is VerificationOutcome.CONFIRMED
    before = db.session.get_one(Verification, outcome.verification_id)
    return _what_is_weighed(before) != _what_is_weighed(check)


def _what_is_weighed(check: Verification) -> tuple[bool, VerificationMethod | None, bool]:
    """All that the rules take from a check: confirmed or not, how, and whether it looks wrong."""
    confirmed = check.outcome is VerificationOutcome.CONFIRMED
    return confirmed, check.method if confirmed else None, check.looks_like_an_attempt
