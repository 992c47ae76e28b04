"""Step four: everything that the rules weigh about one enquired child, read once.

The facts hold no name and no identifier; beside them stand the ids of those
whom a duty may concern. Nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from lacrecords.children import queries as children
from lacrecords.children.standing import ChildStanding, closed_to, standing_of
from lacrecords.clocks import is_out_of_hours, local_date
from lacrecords.database import db
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.models import (
    EnquiredChild,
    Enquirer,
    Enquiry,
    MatchDecision,
    Verification,
)
from lacrecords.enquiries.services.finding import CLOSE, Found
from lacrecords.enquiries.services.unknown import Link
from lacrecords.enquiries.unknown_models import UnknownChildLink
from lacrecords.matching.address_search import SameAddress, same_address_ids
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.checking import standing_of as enquirer_standing_of
from lacrecords.rules.enquiry_outcome import EnquiryFacts
from lacrecords.terms import Check, ChildState, EnquirerStanding, MatchAnswer, VerificationOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """The facts, and whom the duties that follow from them concern."""

    facts: EnquiryFacts
    standing: ChildStanding | None
    same_address: tuple[SameAddress, ...]
    sibling_ids: tuple[int, ...]
    close_candidate_ids: tuple[int, ...]
    closed_candidate_ids: tuple[int, ...]


def weigh(
    actor: Actor,
    enquiry: Enquiry,
    child: EnquiredChild,
    decision: MatchDecision,
    verification: Verification | None,
    found: Found,
    link: Link | None,
    procedure: Procedure,
    now: datetime,
) -> Weighing:
    """Read all facts about this enquired child; called under the intake lock."""
    on = local_date(now)
    confirmed = verification is not None and verification.outcome is VerificationOutcome.CONFIRMED
    standing = standing_of(decision.child_id, on) if decision.child_id is not None else None
    same_address = _same_address_on_plan(enquiry, child, decision, now)
    siblings = children.sibling_ids(decision.child_id, on) if decision.child_id else ()
    siblings = tuple(one for one in siblings if standing_of(one, on).lead is not None)
    close = _close_open_candidates(decision, found, on)
    state = child_state(actor, decision, standing)
    facts = EnquiryFacts(
        check=Check.CONFIRMED if confirmed else Check.NOT_CONFIRMED,
        standing=_enquirer_standing(enquiry, verification, confirmed, procedure),
        state=state,
        decided_by_person=decision.by_person,
        asked_before=_asked_before(decision, state, link),
        earlier_decided_same=link is not None and link.decided_same_by_person,
        same_address_plan=bool(same_address),
        sibling_workers=bool(siblings),
        close_open_candidates=bool(close),
        restricted_candidate=bool(found.strong_closed),
        about_our_worker=enquiry.about_our_worker,
        worried=enquiry.worried,
        out_of_hours=is_out_of_hours(procedure, now),
        attempt_suspected=_attempt_suspected(enquiry, decision, link, confirmed, procedure, now),
        plan_status_may_be_told=procedure.plan_status_may_be_told,
    )
    return Weighing(
        facts=facts,
        standing=standing,
        same_address=same_address,
        sibling_ids=siblings,
        close_candidate_ids=close,
        closed_candidate_ids=tuple(one.subject_id for one in found.strong_closed),
    )


def child_state(
    actor: Actor, decision: MatchDecision, standing: ChildStanding | None
) -> ChildState:
    """What the register says of the enquired child, as one of the rules' states."""
    if decision.answer is MatchAnswer.NOT_KNOWN:
        return ChildState.NOT_KNOWN
    if decision.answer is MatchAnswer.CANNOT_TELL or standing is None:
        return ChildState.CANNOT_TELL
    hidden = closed_to(standing, actor.account_id) if decision.by_person else standing.restriction
    if hidden:
        return ChildState.RESTRICTED
    if standing.died_or_adult:
        return ChildState.DIED_OR_ADULT
    if standing.case_open or standing.on_plan:
        return _open_state(standing)
    return ChildState.OTHER_AUTHORITY if standing.other_authority else ChildState.CLOSED


def _open_state(standing: ChildStanding) -> ChildState:
    if standing.lead_active:
        return ChildState.OPEN_WORKER_ACTIVE
    if standing.cover is not None:
        return ChildState.OPEN_COVER_ACTIVE
    return ChildState.OPEN_NO_ACTIVE_WORKER


def _enquirer_standing(
    enquiry: Enquiry, verification: Verification | None, confirmed: bool, procedure: Procedure
) -> EnquirerStanding:
    enquirer = db.session.scalars(select(Enquirer).where(Enquirer.enquiry_id == enquiry.id)).one()
    # Before a check is confirmed nobody weighs role and reason; what they claim to be stands.
    accepted = verification.reason_accepted if verification and confirmed else True
    return enquirer_standing_of(
        enquirer.kind,
        enquirer.agency_type,
        procedure.legitimate_agency_types,
        bool(enquirer.role.strip()) or not confirmed,
        accepted,
    )


def _asked_before(decision: MatchDecision, state: ChildState, link: Link | None) -> bool:
    if link is not None:
        return link.asked_before
    if state is not ChildState.CLOSED:
        return False
    others = db.session.scalar(
        select(func.count(func.distinct(MatchDecision.enquiry_id))).where(
            MatchDecision.child_id == decision.child_id,
            MatchDecision.enquiry_id != decision.enquiry_id,
            MatchDecision.decided_at <= decision.decided_at,
        )
    )
    return bool(others)


def _same_address_on_plan(
    enquiry: Enquiry, child: EnquiredChild, decision: MatchDecision, now: datetime
) -> tuple[SameAddress, ...]:
    """Other children on a plan at the address given, or at a current address of the child."""
    on = local_date(enquiry.asked_at)
    addresses = described_form(child, on).addresses
    if decision.child_id is not None:
        addresses += children.current_address_forms(decision.child_id, on)
    if not addresses:
        return ()
    there = same_address_ids(db.session(), addresses, on)
    on_plan = children.on_plan([one.subject_id for one in there], on)
    return tuple(
        one for one in there if one.subject_id in on_plan and one.subject_id != decision.child_id
    )


def _close_open_candidates(decision: MatchDecision, found: Found, on: date) -> tuple[int, ...]:
    if decision.answer is not MatchAnswer.CANNOT_TELL:
        return ()
    close = [one.subject_id for one in found.shown if one.strength in CLOSE][:5]
    return tuple(
        child_id
        for child_id in close
        if (standing := standing_of(child_id, on)).case_open or standing.on_plan
    )


def _attempt_suspected(
    enquiry: Enquiry,
    decision: MatchDecision,
    link: Link | None,
    confirmed: bool,
    procedure: Procedure,
    now: datetime,
) -> bool:
    if enquiry.looks_like_an_attempt:
        return True
    if confirmed or (decision.child_id is None and link is None):
        return False
    return _other_unconfirmed(enquiry, decision, link, procedure, now) > 0


def _other_unconfirmed(
    enquiry: Enquiry,
    decision: MatchDecision,
    link: Link | None,
    procedure: Procedure,
    now: datetime,
) -> int:
    """How many other unconfirmed enquiries about this child came within the setting's days."""
    since = now - timedelta(days=procedure.unconfirmed_enquiries_days)
    confirmed = (
        select(Verification.id)
        .where(
            Verification.enquiry_id == Enquiry.id,
            Verification.outcome == VerificationOutcome.CONFIRMED,
        )
        .exists()
    )
    others = (
        select(func.count(func.distinct(Enquiry.id)))
        .join(MatchDecision, MatchDecision.enquiry_id == Enquiry.id)
        .where(Enquiry.id != enquiry.id, Enquiry.asked_at >= since, ~confirmed)
    )
    if decision.child_id is not None:
        others = others.where(MatchDecision.child_id == decision.child_id)
    elif link is not None:
        same = select(UnknownChildLink.enquired_child_id).where(
            UnknownChildLink.unknown_child_id == link.unknown_child_id,
            UnknownChildLink.undone_at.is_(None),
        )
        others = others.where(MatchDecision.enquired_child_id.in_(same))
    return db.session.scalar(others) or 0
