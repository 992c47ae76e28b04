"""A decision about who an enquired child is, undone with a reason: what stood before stands again.

Words that were said and people who were told stay told. Nothing is taken out: the undoing
is a decision of its own, and every duty that follows from it is done.
"""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.errors import EnquiryError, NotChecked, StepOutOfOrder
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import MatchDecision
from lacrecords.enquiries.queries.late_pairs import enquiry_of, late_hit_to_change
from lacrecords.enquiries.queries.standing_decision import can_be_undone
from lacrecords.enquiries.queries.steps import (
    decision_before,
    latest_decision,
    latest_verification,
)
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.services.finding import evidence_of, find
from lacrecords.enquiries.services.late_answering import refuse_a_closed_record
from lacrecords.enquiries.services.late_raising import raise_again
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.services.opening import candidates_are_open_to
from lacrecords.enquiries.services.settling import settle
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.notifications.services import Recipient
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import LateHitAnswer, MatchAnswer

SAY_WHY = "Enter why the decision is undone"
DECIDED_SINCE = "Somebody has decided since. Open the enquiry again"


def undo_late_answer(
    actor: Actor, reference: str, why: str, procedure: Procedure, now: datetime
) -> LateHit:
    """Undo a manager's answer to a late hit; the pair is to be decided again. The new hit."""
    take_intake_lock()
    hit = late_hit_to_change(reference)
    if hit is None or hit.answer is None or hit.undone_at is not None:
        raise StepOutOfOrder("There is no decision to undo here")
    refuse_a_closed_record(actor, hit, now)
    if not why.strip():
        raise EnquiryError(SAY_WHY)
    decision = latest_decision(hit.enquired_child_id)
    same = hit.answer is LateHitAnswer.SAME
    rests_on_it = decision is not None and decision.evidence.get("late_hit") == hit.id
    if same != rests_on_it:
        raise StepOutOfOrder(DECIDED_SINCE)
    if not same and decision is not None and decision.answer is MatchAnswer.SAME:
        raise StepOutOfOrder(DECIDED_SINCE)
    hit.undone_at, hit.undone_by, hit.undone_because = now, actor.key, why.strip()
    db.session.flush()
    audit.record(actor, "late_hit_undone", "late_hit", hit.id)
    if same and decision is not None:
        _restore(actor, decision, why, procedure, now)
    me = Recipient(account_id=actor.account_id) if actor.account_id else None
    return raise_again(actor, hit, me or recipients.DESIGNATED_MANAGER, procedure, now)


def undo_decision(
    actor: Actor,
    enquired_child_id: int,
    shown_id: int,
    why: str,
    procedure: Procedure,
    now: datetime,
) -> MatchDecision:
    """Undo the decision that the page showed; what was decided before it stands again."""
    take_intake_lock()
    decision = latest_decision(enquired_child_id)
    if decision is None or decision.id != shown_id:
        raise StepOutOfOrder(DECIDED_SINCE)
    if not candidates_are_open_to(actor, decision.enquiry_id):
        raise NotChecked("Check the enquirer before you undo a decision")
    if not can_be_undone(decision):
        raise StepOutOfOrder("This is not a decision that can be undone here")
    if not why.strip():
        raise EnquiryError(SAY_WHY)
    return _restore(actor, decision, why, procedure, now)


def _restore(
    actor: Actor, undone: MatchDecision, why: str, procedure: Procedure, now: datetime
) -> MatchDecision:
    child, enquiry = enquiry_of(undone.enquired_child_id)
    before = decision_before(undone)
    found = find(child, enquiry, actor.account_id, procedure, now)
    restored = MatchDecision(
        enquiry_id=enquiry.id,
        enquired_child_id=child.id,
        answer=before.answer if before else MatchAnswer.CANNOT_TELL,
        child_id=before.child_id if before else None,
        earlier_enquired_child_id=before.earlier_enquired_child_id if before else None,
        by_person=before.by_person if before else True,
        decided_by=actor.key,
        decided_at=now,
        words=why.strip(),
        reason_accepted=undone.reason_accepted,
        # What was searched then is the evidence of what stands again; else what is found now.
        evidence=(before.evidence if before else evidence_of(found, now)) | {"undoes": undone.id},
    )
    db.session.add(restored)
    db.session.flush()
    audit.record(actor, "match_undone", "enquired_child", child.id)
    settle(
        Matter(
            actor=actor,
            enquiry=enquiry,
            child=child,
            decision=restored,
            verification=latest_verification(enquiry.id),
            found=found,
            procedure=procedure,
            now=now,
        )
    )
    return restored
