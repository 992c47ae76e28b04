"""The manager's answer to a late hit: is it this child, and is the enquirer to be rung back?

"Same child" decides the earlier enquired child anew, with every duty that follows; nobody
is told anything by it before somebody rings, and telling needs a good check like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import MatchDecision
from lacrecords.enquiries.queries.late_pairs import enquiry_of, late_hit_to_change
from lacrecords.enquiries.queries.steps import latest_decision, latest_verification
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.services.finding import evidence_of, find
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.services.settling import settle
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.matching.changed import mark_for
from lacrecords.matching.models import ChangeJob
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.services import NewTask, close_task, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import LateHitAnswer, MatchAnswer, TaskKind
from lacrecords.wording import words

ENDED = "Nothing is left to decide here. Open it again"
RING_BACK_WHY = "The answer to this enquiry has changed: a manager decided to ring back."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLateAnswer:
    """What a manager says of a late hit; of ringing back only where it is the same child."""

    answer: LateHitAnswer
    reasons: str
    ring_back: bool | None = None
    ring_back_because: str = ""


def answer_late_hit(
    actor: Actor, reference: str, new: NewLateAnswer, procedure: Procedure, now: datetime
) -> LateHit:
    """Keep the answer with its reasons, and do all that follows from it, once."""
    take_intake_lock()
    hit = late_hit_to_change(reference)
    if hit is None or hit.answer is not None or hit.withdrawn_at is not None:
        raise StepOutOfOrder(ENDED)
    refuse_a_closed_record(actor, hit, now)
    _refuse_what_is_missing(new)
    same = new.answer is LateHitAnswer.SAME
    hit.answer, hit.answered_at, hit.answered_by = new.answer, now, actor.key
    hit.reasons = new.reasons.strip()
    if same:
        hit.ring_back, hit.ring_back_because = new.ring_back, new.ring_back_because.strip()
    db.session.flush()
    audit.record(actor, f"late_hit_{new.answer.value}", "late_hit", hit.id)
    close_task(actor, hit.task_id, f"{words(new.answer)}. {hit.reasons}", now)
    if same:
        _decide_anew(actor, hit, procedure, now)
        if new.ring_back:
            _open_ring_back(actor, hit, procedure, now)
    else:
        # A child on a plan at the address concerns its worker, also where it is another child.
        mark_for(db.session(), ChangeJob.EARLIER_ENQUIRIES, (hit.child_id,))
    return hit


def refuse_a_closed_record(actor: Actor, hit: LateHit, now: datetime) -> None:
    """Nobody decides of a record that they may not open."""
    if children.hidden_ids((hit.child_id,), actor.account_id, local_date(now)):
        raise EnquiryError("This record is closed to you. Its owner decides")


def _refuse_what_is_missing(new: NewLateAnswer) -> None:
    if not new.reasons.strip():
        raise EnquiryError("Enter your reasons")
    if new.answer is not LateHitAnswer.SAME:
        return
    if new.ring_back is None or not new.ring_back_because.strip():
        raise EnquiryError("Select whether the enquirer is to be rung back, and enter why")


def _decide_anew(actor: Actor, hit: LateHit, procedure: Procedure, now: datetime) -> None:
    child, enquiry = enquiry_of(hit.enquired_child_id)
    before = latest_decision(child.id)
    found = find(child, enquiry, actor.account_id, procedure, now)
    decision = MatchDecision(
        enquiry_id=enquiry.id,
        enquired_child_id=child.id,
        answer=MatchAnswer.SAME,
        child_id=hit.child_id,
        by_person=True,
        decided_by=actor.key,
        decided_at=now,
        words=hit.reasons or "",
        # What the officer who took the call thought of the enquirer's reason stands.
        reason_accepted=before.reason_accepted if before else None,
        evidence=evidence_of(found, now) | {"late_hit": hit.id},
    )
    db.session.add(decision)
    db.session.flush()
    audit.record(actor, f"match_{MatchAnswer.SAME.value}", "enquired_child", child.id)
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


def _open_ring_back(actor: Actor, hit: LateHit, procedure: Procedure, now: datetime) -> None:
    if notifications.has_open_task(TaskKind.RING_BACK, hit.enquired_child_id):
        return
    new = NewTask(
        kind=TaskKind.RING_BACK,
        enquiry_id=hit.enquiry_id,
        enquired_child_id=hit.enquired_child_id,
        recipient=recipients.manager_on_shift(procedure, now),
        why=RING_BACK_WHY,
        due_at=now + timedelta(minutes=procedure.ring_back_minutes),
    )
    open_task(actor, new, now)
