"""Raising, answering and withdrawing a meeting of a person and a child: never twice on one ground.

The pair was found before, with nothing locked; what may have changed is read again here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.children.standing import ChildStanding, standing_of, standings_of
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, new_reference
from lacrecords.notifications.queries import is_with
from lacrecords.notifications.services import NewTask, Recipient, close_task, open_task
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications.course_models import RiskHit
from lacrecords.risk_notifications.described import HitAnswer, RiskRefused
from lacrecords.risk_notifications.meeting import RiskMeeting
from lacrecords.risk_notifications.models import RiskLinkedChild, RiskNotification
from lacrecords.risk_notifications.numbers import next_number
from lacrecords.risk_notifications.permission import established_among, removed_among
from lacrecords.risk_notifications.telling import (
    CANNOT_TELL_WHY,
    DECIDED_SAME_WHY,
    DESIGNATED_MANAGER,
    HIT_TASK_WHY,
    MAY_MEET_WHY,
    matter_of,
    owner_of,
    record_of,
    tell_leads,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk import RecordOfHit, RiskDuty, duties_of_answer, duties_of_hit
from lacrecords.terms import RiskHitAnswer, Role, TaskKind
from lacrecords.wording import words

GONE = "As it is recorded now, the two do not meet"
OTHERS_DECIDE = "Others decide of this record now"
REMOVED = "The notification was taken off"

_CLOSED = (RecordOfHit.RESTRICTED, RecordOfHit.SEALED)


def raise_hit(
    actor: Actor, notification_id: int, met: RiskMeeting, procedure: Procedure, now: datetime
) -> bool:
    """Do what must be done of this pair; whether it was raised anew."""
    standing = standings_of((met.child_id,), local_date(now)).get(met.child_id)
    if standing is None or standing.died_or_adult or removed_among((notification_id,)):
        return False
    hits = _hits_of(notification_id, met.child_id)
    waiting = next((hit for hit in hits if _waits(hit)), None)
    established = bool(established_among((notification_id,)))
    if waiting is not None and _has_another_owner(waiting, standing, now):
        withdraw_hit(actor, waiting, OTHERS_DECIDE, now)
        waiting = None
    if waiting is not None:
        _tell_where_sure(actor, waiting, standing, established, now)
        return False
    new = _new_grounds(met, hits)
    duties = duties_of_hit(
        met.kind, record_of(standing), established=established, decided_already=not new
    )
    if not duties:
        return False
    hit = _open(actor, notification_id, met, new[0], standing, procedure, now)
    _tell_where_sure(actor, hit, standing, established, now)
    return True


def _has_another_owner(hit: RiskHit, standing: ChildStanding, now: datetime) -> bool:
    """The record was closed to others since: whoever had the task has it no longer."""
    decider = _decider(standing, now)
    # Of the designated manager, somebody else may hold the task while nobody has that role.
    return decider.account_id is not None and not is_with(hit.task_id, decider)


def _decider(standing: ChildStanding, now: datetime) -> Recipient:
    return owner_of(standing, now) if record_of(standing) in _CLOSED else DESIGNATED_MANAGER


def _new_grounds(met: RiskMeeting, hits: Collection[RiskHit]) -> list[str]:
    """What no decision rests on yet; a child that is linked needs no other."""
    if any(hit.answer is RiskHitAnswer.SAME for hit in hits):
        return []
    decided = {ground for hit in hits if hit.answer is not None for ground in hit.grounds}
    return [ground for ground in met.grounds if ground not in decided]


def _hits_of(notification_id: int, child_id: int) -> list[RiskHit]:
    records = children.record_ids(child_id)
    rows = db.session.scalars(
        select(RiskHit)
        .where(RiskHit.risk_notification_id == notification_id, RiskHit.child_id.in_(records))
        .order_by(RiskHit.id)
    )
    return list(rows)


def _waits(hit: RiskHit) -> bool:
    return hit.answer is None and hit.withdrawn_at is None


def _open(
    actor: Actor,
    notification_id: int,
    met: RiskMeeting,
    evidence: str,
    standing: ChildStanding,
    procedure: Procedure,
    now: datetime,
) -> RiskHit:
    reference = new_reference()
    task = NewTask(
        kind=TaskKind.RISK_HIT,
        matter=matter_of(reference),
        recipient=_decider(standing, now),
        why=HIT_TASK_WHY,
        due_at=working_days_later(procedure, now, procedure.risk_hit_working_days),
    )
    hit = RiskHit(
        id=next_number(RiskHit),
        reference=reference,
        risk_notification_id=notification_id,
        child_id=met.child_id,
        kind=met.kind,
        why=list(met.why),
        evidence=evidence,
        grounds=list(met.grounds),
        task_id=open_task(actor, task, now),
        raised_at=now,
    )
    db.session.add(hit)
    db.session.flush()
    audit.record(actor, "risk_hit_raised", "risk_hit", hit.id)
    return hit


def _tell_where_sure(
    actor: Actor, hit: RiskHit, standing: ChildStanding, established: bool, now: datetime
) -> None:
    """Whoever leads hears at once where the rules say so; told before, they are not told again."""
    duties = duties_of_hit(
        hit.kind, record_of(standing), established=established, decided_already=False
    )
    if RiskDuty.TELL_LEAD_SOCIAL_WORKER in duties:
        tell_leads(actor, standing, hit.reference, MAY_MEET_WHY, now)


def may_answer(actor: Actor, standing: ChildStanding, now: datetime) -> bool:
    """Whether this person decides: the designated manager, or a closed record's owner alone."""
    decider = _decider(standing, now)
    if decider == DESIGNATED_MANAGER:
        return actor.role is Role.DESIGNATED_MANAGER
    return decider.account_id is not None and decider.account_id == actor.account_id


def answer_hit(actor: Actor, hit_id: int, value: HitAnswer, now: datetime) -> None:
    """Keep the decision and do what follows; RiskRefused when it was decided or is not theirs."""
    hit = db.session.get_one(RiskHit, hit_id, with_for_update=True, populate_existing=True)
    standing = standing_of(hit.child_id, local_date(now))
    if not may_answer(actor, standing, now):
        raise RiskRefused("answer", "Somebody else decides this")
    if not _waits(hit):
        raise RiskRefused("answer", "This was decided or withdrawn already")
    if not value.reasons.strip():
        raise RiskRefused("reasons", "Enter your reasons")
    hit.answer, hit.answered_at = value.answer, now
    hit.answered_by, hit.reasons = actor.key, value.reasons.strip()
    audit.record(actor, f"risk_hit_{value.answer.value}", "risk_hit", hit.id)
    audit.record(actor, "risk_hit_answered", "risk_notification", hit.risk_notification_id)
    db.session.flush()
    close_task(actor, hit.task_id, words(value.answer), now)
    duties = duties_of_answer(value.answer, record_of(standing))
    if RiskDuty.LINK_CHILD in duties:
        link_child(actor, hit.risk_notification_id, hit.child_id, _how(hit), now)
    if RiskDuty.TELL_LEAD_SOCIAL_WORKER in duties:
        same = value.answer is RiskHitAnswer.SAME
        why = DECIDED_SAME_WHY if same else CANNOT_TELL_WHY
        tell_leads(actor, standing, hit.reference, why, now)


def _how(hit: RiskHit) -> str:
    return str(hit.why[0])


def link_child(actor: Actor, notification_id: int, child_id: int, how: str, now: datetime) -> None:
    """Link a child on the register to the notification; linked already, it stays as it is."""
    same = select(RiskLinkedChild.id).where(
        RiskLinkedChild.risk_notification_id == notification_id,
        RiskLinkedChild.child_id == child_id,
        RiskLinkedChild.is_current(),
    )
    if db.session.scalar(same.limit(1)) is not None:
        return
    db.session.add(
        RiskLinkedChild(
            risk_notification_id=notification_id,
            child_id=child_id,
            how=how,
            recorded_at=now,
            recorded_by=actor.key,
            source="hand",
        )
    )
    audit.record(actor, "risk_child_linked", "risk_notification", notification_id)
    db.session.flush()


def withdraw_hit(actor: Actor, hit: RiskHit, why: str, now: datetime) -> None:
    """Nothing is left to decide: the task is closed, and the meeting may be raised again."""
    if not _waits(hit):
        return
    hit.withdrawn_at, hit.withdrawn_because = now, why
    audit.record(actor, "risk_hit_withdrawn", "risk_hit", hit.id)
    db.session.flush()
    close_task(actor, hit.task_id, why, now)


def waiting_hits(
    notification_ids: Collection[int] = (), child_ids: Collection[int] = ()
) -> tuple[RiskHit, ...]:
    """The meetings of these notifications, or of these children, that nobody decided yet."""
    found = select(RiskHit).where(RiskHit.answer.is_(None), RiskHit.withdrawn_at.is_(None))
    if notification_ids:
        found = found.where(RiskHit.risk_notification_id.in_(notification_ids))
    if child_ids:
        found = found.where(RiskHit.child_id.in_(child_ids))
    return tuple(db.session.scalars(found.order_by(RiskHit.id)))


def person_of(notification_id: int) -> int:
    """The person of a notification."""
    return db.session.get_one(RiskNotification, notification_id).person_id
