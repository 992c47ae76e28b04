"""Raising a late hit: the task to decide, and those who must hear of it, in one transaction.

The pair was weighed before, with nothing locked; what may have changed meanwhile is read
again here, under the lock that every answer to an enquiry takes.
"""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.children.standing import ChildStanding, standings_of
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, new_reference
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.late_pairs import (
    enquiry_of,
    waiting_hit,
    was_answered_on,
    was_told_of_address,
    weighed_on,
)
from lacrecords.enquiries.queries.steps import latest_decision
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.services.late_withdrawing import OTHERS_DECIDE, withdraw
from lacrecords.matching.address_search import SameAddress
from lacrecords.matching.meeting import Meeting
from lacrecords.matching.scoring import Scored
from lacrecords.notifications.queries import is_with
from lacrecords.notifications.services import NewTask, Notice, Recipient, notify, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.late_hits import LateDuty, LatePair, RecordKept, duties_of
from lacrecords.terms import MatchAnswer, NotificationKind, TaskKind, Urgency
from lacrecords.web.words import date_words

TASK_WHY = "A record that came in or changed after this enquiry may be the child asked about."
_TASKS = {
    LateDuty.TASK_FOR_DESIGNATED_MANAGER,
    LateDuty.TASK_FOR_RECORD_OWNER,
}


def raise_late_hit(actor: Actor, met: Meeting, procedure: Procedure, now: datetime) -> bool:
    """Do what must be done of this pair; whether there was anything to do."""
    standing = standings_of((met.child_id,), local_date(now)).get(met.child_id)
    if standing is not None:
        _withdraw_where_others_decide(actor, met, standing, now)
    pair = _weighed_now(met, standing)
    if standing is None or pair is None:
        return False
    duties = duties_of(pair)
    _, enquiry = enquiry_of(met.enquired_child_id)
    for duty in sorted(duties & _TASKS):
        restricted = duty is LateDuty.TASK_FOR_RECORD_OWNER
        owner = recipients.record_owner(standing, now) if restricted else None
        _open(actor, met, enquiry, owner or recipients.DESIGNATED_MANAGER, procedure, now)
    if LateDuty.TELL_LEAD_SOCIAL_WORKER in duties:
        _tell_lead(actor, met.enquired_child_id, enquiry, standing, now)
    if LateDuty.TELL_OWNER_OF_SEALED_RECORD in duties:
        _tell_owner_of_sealed(actor, met.enquired_child_id, enquiry, standing, now)
    return bool(duties)


def _withdraw_where_others_decide(
    actor: Actor, met: Meeting, standing: ChildStanding, now: datetime
) -> None:
    """The record was restricted or sealed since: whoever had the task has it no longer."""
    hit = waiting_hit(met.enquired_child_id, met.child_id)
    if hit is None or standing.restriction is None:
        return
    owner = recipients.record_owner(standing, now)
    if standing.sealed or not is_with(hit.task_id, owner):
        withdraw(actor, hit, OTHERS_DECIDE, now)


def _weighed_now(met: Meeting, standing: ChildStanding | None) -> LatePair | None:
    decision = latest_decision(met.enquired_child_id)
    if decision is None or standing is None:
        return None
    pair = (met.enquired_child_id, met.child_id)
    return LatePair(
        strength=met.scored.strength,
        may_be_sibling=bool(met.scored.label),
        taken_for_a_record=decision.answer is MatchAnswer.SAME,
        weighed_on_this_evidence=weighed_on(decision, met.child_id, met.evidence)
        or was_answered_on(*pair, met.evidence),
        waits_already=waiting_hit(*pair) is not None,
        record=_kept(standing),
    )


def _kept(standing: ChildStanding) -> RecordKept:
    if standing.sealed:
        return RecordKept.SEALED
    if standing.restriction is not None:
        return RecordKept.RESTRICTED
    is_open = standing.case_open or standing.on_plan
    return RecordKept.CASE_OPEN if is_open else RecordKept.CASE_NOT_OPEN


def _open(
    actor: Actor,
    met: Meeting,
    enquiry: Enquiry,
    owner: Recipient,
    procedure: Procedure,
    now: datetime,
) -> LateHit:
    row = LateHit(
        reference=new_reference(),
        enquiry_id=enquiry.id,
        enquired_child_id=met.enquired_child_id,
        child_id=met.child_id,
        task_id=_open_task(actor, enquiry, met.enquired_child_id, owner, procedure, now),
        strength=met.scored.strength,
        score=round(met.scored.score * 100),
        why=list(met.scored.reasons),
        evidence=met.evidence,
        raised_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "late_hit_raised", "late_hit", row.id)
    return row


def raise_again(
    actor: Actor, hit: LateHit, owner: Recipient, procedure: Procedure, now: datetime
) -> LateHit:
    """The same pair once more, because what was decided of it was undone."""
    scored = Scored(hit.score / 100, hit.strength, "", tuple(hit.why))
    met = Meeting(hit.enquired_child_id, hit.child_id, scored, hit.evidence)
    enquiry = db.session.get_one(Enquiry, hit.enquiry_id)
    return _open(actor, met, enquiry, owner, procedure, now)


def _open_task(
    actor: Actor,
    enquiry: Enquiry,
    enquired_child_id: int,
    owner: Recipient,
    procedure: Procedure,
    now: datetime,
) -> int:
    """The task to decide. It names no record: its page asks who reads it first."""
    new = NewTask(
        kind=TaskKind.LATE_HIT,
        enquiry_id=enquiry.id,
        enquired_child_id=enquired_child_id,
        recipient=owner,
        why=TASK_WHY,
        due_at=working_days_later(procedure, now, procedure.late_hit_working_days),
    )
    return open_task(actor, new, now)


def _tell_lead(
    actor: Actor, enquired_child_id: int, enquiry: Enquiry, standing: ChildStanding, now: datetime
) -> None:
    asked = date_words(local_date(enquiry.asked_at))
    why = (
        f"On {asked} somebody asked about a child who may be one you lead for. The record"
        " came in or changed after that, and a manager decides whether it is the same child."
    )
    _tell_who_follow_up(actor, NotificationKind.LATE_HIT, enquired_child_id, standing, why, now)


def _tell_who_follow_up(
    actor: Actor,
    kind: NotificationKind,
    enquired_child_id: int,
    standing: ChildStanding,
    why: str,
    now: datetime,
) -> None:
    _, enquiry = enquiry_of(enquired_child_id)
    for recipient in recipients.who_follow_up(standing, enquiry.about_our_worker, now):
        told = Notice(
            kind=kind,
            urgency=_urgency(enquiry),
            recipient=recipient,
            enquiry_id=enquiry.id,
            enquired_child_id=enquired_child_id,
            child_id=standing.child_id,
            why=why,
        )
        notify(actor, told, now)


def _tell_owner_of_sealed(
    actor: Actor, enquired_child_id: int, enquiry: Enquiry, standing: ChildStanding, now: datetime
) -> None:
    owner = recipients.record_owner(standing, now)
    told = Notice(
        kind=NotificationKind.SEALED_RECORD,
        urgency=_urgency(enquiry),
        recipient=owner,
        enquiry_id=enquiry.id,
        enquired_child_id=enquired_child_id,
        # Which record is sealed, only its owner is told.
        child_id=standing.child_id if owner.account_id is not None else None,
        why="Somebody has asked about a child whose record is restricted.",
    )
    notify(actor, told, now)


def tell_of_plan_at_address(
    actor: Actor, enquired_child_id: int, there: SameAddress, now: datetime
) -> bool:
    """Tell the worker of a child on a plan of an earlier enquiry at its address, once.

    The enquirer's side never depends on this: nobody is asked to decide or to ring back.
    """
    pair = (enquired_child_id, there.subject_id)
    if was_told_of_address(*pair) or waiting_hit(*pair) or _is_this_child(*pair):
        return False
    standing = standings_of((there.subject_id,), local_date(now)).get(there.subject_id)
    if standing is None or standing.sealed or not standing.on_plan:
        return False
    _, enquiry = enquiry_of(enquired_child_id)
    asked = date_words(local_date(enquiry.asked_at))
    why = (
        f"On {asked} somebody asked about a child at the address of a child on a plan you"
        f" lead for: {there.why}"
    )
    kind = NotificationKind.LATE_SAME_ADDRESS
    _tell_who_follow_up(actor, kind, enquired_child_id, standing, why, now)
    audit.record(actor, "late_address_told", "enquired_child", enquired_child_id)
    return True


def _is_this_child(enquired_child_id: int, child_id: int) -> bool:
    decision = latest_decision(enquired_child_id)
    return decision is not None and decision.child_id == child_id


def _urgency(enquiry: Enquiry) -> Urgency:
    urgent = enquiry.urgency is Urgency.URGENT or enquiry.worried
    return Urgency.URGENT if urgent else Urgency.ROUTINE
