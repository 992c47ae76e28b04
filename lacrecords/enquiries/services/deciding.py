"""Step three, ended: a person decides who the enquired child is, on the evidence shown."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.asked import NewMatchDecision
from lacrecords.enquiries.errors import EnquiryError, NotChecked, StepOutOfOrder
from lacrecords.enquiries.models import (
    CandidateSearch,
    EnquiredChild,
    Enquiry,
    MatchDecision,
)
from lacrecords.enquiries.queries.steps import latest_decision, latest_verification
from lacrecords.enquiries.services.checking import refuse_a_reason_not_weighed
from lacrecords.enquiries.services.continuations import mark_continuation
from lacrecords.enquiries.services.finding import CLOSE, Found, find
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.services.opening import candidates_are_open_to
from lacrecords.enquiries.services.settling import settle
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchAnswer


def decide_match(
    actor: Actor, enquired_child_id: int, new: NewMatchDecision, procedure: Procedure, now: datetime
) -> MatchDecision:
    """Keep the decision with what was shown, weigh it, and do all that must be done."""
    take_intake_lock()
    child = db.session.get_one(EnquiredChild, enquired_child_id)
    enquiry = db.session.get_one(Enquiry, child.enquiry_id)
    if not candidates_are_open_to(actor, enquiry.id):
        raise NotChecked("Check the enquirer before you look for the child.")
    search = db.session.get(CandidateSearch, new.search_id)
    if search is None or search.enquired_child_id != child.id or search.searched_by != actor.key:
        raise StepOutOfOrder("Look at the candidates again before you decide.")
    _refuse_a_choice_not_shown(new, search)
    found = find(child, enquiry, actor.account_id, procedure, now)
    _refuse_what_has_changed_since(new, search, found)
    refuse_a_reason_not_weighed(enquiry.id, new.reason_accepted)
    decision = _decision(actor, child, new, search, now)
    db.session.add(decision)
    db.session.flush()
    audit.record(actor, f"match_{new.answer.value}", "enquired_child", child.id)
    if new.earlier_enquired_child_id is not None and new.continuation_reason.strip():
        mark_continuation(
            actor, child.id, new.earlier_enquired_child_id, new.continuation_reason, now
        )
    settle(
        Matter(
            actor=actor,
            enquiry=enquiry,
            child=child,
            decision=decision,
            verification=latest_verification(enquiry.id),
            found=found,
            procedure=procedure,
            now=now,
        )
    )
    return decision


def _decision(
    actor: Actor,
    child: EnquiredChild,
    new: NewMatchDecision,
    search: CandidateSearch,
    now: datetime,
) -> MatchDecision:
    return MatchDecision(
        enquiry_id=child.enquiry_id,
        enquired_child_id=child.id,
        answer=new.answer,
        child_id=new.child_id,
        earlier_enquired_child_id=new.earlier_enquired_child_id,
        by_person=True,
        decided_by=actor.key,
        decided_at=now,
        words=new.words,
        reason_accepted=new.reason_accepted,
        evidence=search.evidence
        | {"search": search.id, "decided_different": list(new.different_enquired_child_ids)},
    )


def _refuse_a_choice_not_shown(new: NewMatchDecision, search: CandidateSearch) -> None:
    shown = {candidate["id"] for candidate in search.evidence["shown"]}
    earlier = {candidate["id"] for candidate in search.evidence["earlier_enquired_children"]}
    if new.answer is MatchAnswer.SAME and new.child_id not in shown:
        raise EnquiryError("Choose which record is the child's.")
    if new.answer is not MatchAnswer.SAME and new.child_id is not None:
        raise EnquiryError("Choose a record, or that the child is not known, not both.")
    if new.earlier_enquired_child_id is not None:
        if new.answer is not MatchAnswer.NOT_KNOWN or new.earlier_enquired_child_id not in earlier:
            raise EnquiryError("An earlier enquiry is about a child who is not known.")
    if new.answer is MatchAnswer.CANNOT_TELL and not new.words.strip():
        raise EnquiryError("Say what makes it hard to tell.")


def _refuse_what_has_changed_since(
    new: NewMatchDecision, search: CandidateSearch, found: Found
) -> None:
    """A decision rests on what stands now; what came since is looked at first."""
    before = latest_decision(search.enquired_child_id)
    if (before.id if before else None) != search.evidence["decided_before"]:
        raise StepOutOfOrder("Somebody has decided since you looked. Look for the child again.")
    child = db.session.get_one(EnquiredChild, search.enquired_child_id)
    if any(later.recorded_at > search.searched_at for later in child.further):
        raise StepOutOfOrder("More was said since you looked. Look for the child again.")
    shown = {candidate["id"] for candidate in search.evidence["shown"]}
    if any(one.subject_id not in shown for one in found.shown if one.strength in CLOSE):
        raise StepOutOfOrder("A record came in that looks like this child. Look again.")
    chosen = new.earlier_enquired_child_id
    if chosen is not None and chosen not in {one.subject_id for one in found.earlier}:
        raise StepOutOfOrder("The earlier enquiry was decided anew since you looked. Look again.")
