"""Step four: everything that the rules weigh about one enquired child, read once.

The facts hold no name and no identifier; beside them stand the ids of those
whom a duty may concern. Nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from lacrecords.children import queries as children
from lacrecords.children.linked import as_one_household
from lacrecords.children.standing import ChildStanding, closed_to, standing_of, standings_of
from lacrecords.clocks import is_out_of_hours, local_date
from lacrecords.database import db
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.models import (
    Enquirer,
    Enquiry,
    MatchDecision,
    Verification,
)
from lacrecords.enquiries.queries.steps import a_check_looked_like_an_attempt
from lacrecords.enquiries.services.finding import CLOSE
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.services.unknown import Link
from lacrecords.enquiries.unknown_models import UnknownChildLink
from lacrecords.matching.address_search import SameAddress, same_address_ids
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.checking import agency_is_proved
from lacrecords.rules.checking import standing_of as enquirer_standing_of
from lacrecords.rules.enquiry_outcome import EnquiryFacts
from lacrecords.terms import (
    Check,
    ChildState,
    EnquirerKind,
    EnquirerStanding,
    MatchAnswer,
    VerificationOutcome,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """The facts, and whom the duties that follow from them concern."""

    facts: EnquiryFacts
    standing: ChildStanding | None
    same_address: tuple[SameAddress, ...]
    sibling_ids: tuple[int, ...]
    close_candidate_ids: tuple[int, ...]
    closed_candidate_ids: tuple[int, ...]


def weigh(matter: Matter, link: Link | None) -> Weighing:
    """Read all facts about this enquired child; called under the intake lock."""
    decision, on = matter.decision, local_date(matter.now)
    standing = standing_of(decision.child_id, on) if decision.child_id is not None else None
    same_address = _same_address_on_plan(matter)
    siblings = _siblings_with_workers(decision.child_id, on)
    close = _close_open_candidates(matter)
    state = child_state(matter.actor, decision, standing)
    facts = EnquiryFacts(
        check=Check.CONFIRMED if matter.is_confirmed else Check.NOT_CONFIRMED,
        standing=_enquirer_standing(matter),
        state=state,
        decided_by_person=decision.by_person,
        asked_before=_asked_before(decision, state, link),
        earlier_decided_same=link is not None and link.decided_same_by_person,
        same_address_plan=bool(same_address),
        sibling_workers=bool(siblings),
        close_open_candidates=bool(close),
        restricted_candidate=bool(matter.found.strong_closed),
        about_our_worker=matter.enquiry.about_our_worker,
        worried=matter.enquiry.worried,
        out_of_hours=is_out_of_hours(matter.procedure, matter.now),
        attempt_suspected=_attempt_suspected(matter, link),
        plan_status_may_be_told=matter.procedure.plan_status_may_be_told,
    )
    return Weighing(
        facts=facts,
        standing=standing,
        same_address=same_address,
        sibling_ids=siblings,
        close_candidate_ids=close,
        closed_candidate_ids=tuple(one.subject_id for one in matter.found.strong_closed),
    )


def _siblings_with_workers(child_id: int | None, on: date) -> tuple[int, ...]:
    if child_id is None:
        return ()
    siblings = children.sibling_ids(child_id, on)
    return tuple(one for one in siblings if standing_of(one, on).lead is not None)


def child_state(
    actor: Actor, decision: MatchDecision, standing: ChildStanding | None
) -> ChildState:
    """What the register says of the enquired child, as one of the rules' states."""
    if decision.answer is MatchAnswer.NOT_KNOWN:
        return ChildState.NOT_KNOWN
    if decision.answer is MatchAnswer.CANNOT_TELL or standing is None:
        return ChildState.CANNOT_TELL
    hidden = closed_to(standing, actor.account_id) if decision.by_person else standing.restriction
    if hidden or standing.sealed:
        return ChildState.RESTRICTED
    if standing.died_or_adult:
        return ChildState.DIED_OR_ADULT
    if standing.case_open or standing.on_plan:
        return _open_state(standing)
    if standing.other_authority is None:
        return ChildState.CLOSED
    # A file may say that another authority has a plan and not which: a manager rings back.
    return (
        ChildState.OTHER_AUTHORITY
        if standing.other_authority.can_be_named
        else (ChildState.CANNOT_TELL)
    )


def _open_state(standing: ChildStanding) -> ChildState:
    if standing.lead_active:
        return ChildState.OPEN_WORKER_ACTIVE
    if standing.cover is not None:
        return ChildState.OPEN_COVER_ACTIVE
    return ChildState.OPEN_NO_ACTIVE_WORKER


def _enquirer_standing(matter: Matter) -> EnquirerStanding:
    enquirer = db.session.scalars(
        select(Enquirer).where(Enquirer.enquiry_id == matter.enquiry.id)
    ).one()
    # Before a check is confirmed nobody weighs role and reason; what they claim to be stands.
    confirmed = matter.is_confirmed
    if not confirmed and enquirer.kind is EnquirerKind.PROFESSIONAL:
        return EnquirerStanding.LEGITIMATE
    check = matter.verification
    return enquirer_standing_of(
        enquirer.kind,
        enquirer.agency_type,
        matter.procedure.legitimate_agency_types,
        bool(enquirer.role.strip()) or not confirmed,
        bool(matter.decision.reason_accepted) or not (confirmed and matter.decision.by_person),
        check is None
        or not confirmed
        or agency_is_proved(
            check.method,
            agency_in_directory=enquirer.agency_id is not None,
            second_fact=check.second_fact,
        ),
    )


def _asked_before(decision: MatchDecision, state: ChildState, link: Link | None) -> bool:
    if link is not None:
        return link.asked_before
    if state is not ChildState.CLOSED or decision.child_id is None:
        return False
    others = db.session.scalar(
        select(func.count(func.distinct(MatchDecision.enquiry_id))).where(
            MatchDecision.child_id.in_(children.record_ids(decision.child_id)),
            MatchDecision.enquiry_id != decision.enquiry_id,
            MatchDecision.decided_at <= decision.decided_at,
        )
    )
    return bool(others)


def _same_address_on_plan(matter: Matter) -> tuple[SameAddress, ...]:
    """Other children on a plan at the address given, or at a current address of the child."""
    child_id, on = matter.decision.child_id, local_date(matter.enquiry.asked_at)
    addresses = described_form(matter.child, on).addresses
    if child_id is not None:
        addresses += children.current_address_forms(child_id, on)
    if not addresses:
        return ()
    there = as_one_household(same_address_ids(db.session(), addresses, on))
    own = children.record_ids(child_id) if child_id is not None else ()
    ids = [one.subject_id for one in there]
    on_plan = children.on_plan(ids, on) - children.sealed_ids(ids, local_date(matter.now))
    return tuple(one for one in there if one.subject_id in on_plan and one.subject_id not in own)


def _close_open_candidates(matter: Matter) -> tuple[int, ...]:
    if matter.decision.answer is not MatchAnswer.CANNOT_TELL:
        return ()
    on = local_date(matter.now)
    close = [one.subject_id for one in matter.found.shown if one.strength in CLOSE][:5]
    standings = standings_of(close, on)
    return tuple(one for one in close if standings[one].case_open or standings[one].on_plan)


def _attempt_suspected(matter: Matter, link: Link | None) -> bool:
    if matter.enquiry.looks_like_an_attempt or a_check_looked_like_an_attempt(matter.enquiry.id):
        return True
    if matter.is_confirmed or (matter.decision.child_id is None and link is None):
        return False
    return _other_unconfirmed(matter, link) > 0


def _other_unconfirmed(matter: Matter, link: Link | None) -> int:
    """How many other unconfirmed enquiries about this child came within the setting's days."""
    since = matter.now - timedelta(days=matter.procedure.unconfirmed_enquiries_days)
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
        .where(Enquiry.id != matter.enquiry.id, Enquiry.asked_at >= since, ~confirmed)
    )
    if matter.decision.child_id is not None:
        others = others.where(
            MatchDecision.child_id.in_(children.record_ids(matter.decision.child_id))
        )
    elif link is not None:
        same = select(UnknownChildLink.enquired_child_id).where(
            UnknownChildLink.unknown_child_id == link.unknown_child_id,
            UnknownChildLink.undone_at.is_(None),
        )
        others = others.where(MatchDecision.enquired_child_id.in_(same))
    return db.session.scalar(others) or 0
