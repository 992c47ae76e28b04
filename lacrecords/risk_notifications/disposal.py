"""Asking that a notification that was taken off be destroyed, and deciding it: two people."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, new_reference
from lacrecords.notifications.services import (
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications.course_models import RiskRemoval
from lacrecords.risk_notifications.described import RiskRefused
from lacrecords.risk_notifications.destroying import being_written_again, destroy
from lacrecords.risk_notifications.disposal_models import RiskDisposal
from lacrecords.risk_notifications.holding import standing_hold
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.telling import matter_of
from lacrecords.rules import risk_disposal as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk_disposal import DisposalFacts
from lacrecords.terms import (
    NotificationKind,
    RiskDisposalAnswer,
    RiskDisposalGround,
    Role,
    TaskKind,
    Urgency,
)

CALDICOTT_GUARDIAN = Recipient(role=Role.CALDICOTT_GUARDIAN)
ASKED_WHY = "It is asked that a notification that was taken off be destroyed. Decide whether."
ANSWERS = {
    True: "What you asked to be destroyed was destroyed.",
    False: "What you asked to be destroyed stays.",
}


def removed_on(notification_id: int) -> date | None:
    """The day on which two people took it off."""
    at = db.session.scalar(
        select(RiskRemoval.decided_at).where(
            RiskRemoval.risk_notification_id == notification_id, RiskRemoval.approved.is_(True)
        )
    )
    return local_date(at) if at is not None else None


def waiting_disposal(notification_id: int) -> RiskDisposal | None:
    """The request to destroy it that nobody has decided."""
    return db.session.scalar(
        select(RiskDisposal).where(
            RiskDisposal.notification_number == notification_id, RiskDisposal.decided_at.is_(None)
        )
    )


def facts_of(notification: RiskNotification, *, waits: bool) -> DisposalFacts:
    """What bears on destroying it."""
    return DisposalFacts(
        removed_on=removed_on(notification.id),
        held=standing_hold(notification.id) is not None,
        being_written_again=being_written_again(notification.person_id),
        waits=waits,
    )


def ask_disposal(
    actor: Actor,
    notification_id: int,
    ground: RiskDisposalGround,
    procedure: Procedure,
    now: datetime,
) -> str:
    """Ask that it be destroyed; the reference of the certificate that this may become."""
    notification = db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    facts = facts_of(notification, waits=waiting_disposal(notification_id) is not None)
    why = rules.why_not_asked(actor.role, facts, procedure.risk_disposal_years, local_date(now))
    if why or facts.removed_on is None or actor.account_id is None:
        raise RiskRefused("ground", why or "Only a person can ask")
    row = RiskDisposal(
        reference=new_reference(),
        notification_reference=notification.reference,
        notification_number=notification_id,
        recorded_on=local_date(notification.recorded_at),
        removed_on=facts.removed_on,
        ground=ground,
        asked_by_id=actor.account_id,
        asked_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "risk_disposal_asked", "risk_notification", notification_id)
    task = NewTask(
        kind=TaskKind.RISK_DISPOSAL,
        matter=matter_of(notification.reference),
        recipient=CALDICOTT_GUARDIAN,
        why=ASKED_WHY,
        due_at=working_days_later(procedure, now, procedure.risk_disposal_working_days),
    )
    open_task(actor, task, now)
    return row.reference


def decide_disposal(
    actor: Actor,
    notification_id: int,
    answer: RiskDisposalAnswer,
    procedure: Procedure,
    now: datetime,
) -> bool:
    """The second person destroys it, or leaves it; whether it is destroyed. For good."""
    notification = db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    row = waiting_disposal(notification_id)
    if row is None:
        raise RiskRefused("answer", "Nothing waits to be decided")
    own = row.asked_by_id == actor.account_id
    if actor.account_id is None or not rules.may_decide_disposal(actor.role, own_request=own):
        raise RiskRefused("answer", "A second person decides, not whoever asked")
    agreed = rules.is_destroyed_by(answer)
    facts = facts_of(notification, waits=True)
    why = rules.why_not_destroyed(facts, procedure.risk_disposal_years, local_date(now))
    if agreed and why:
        raise RiskRefused("answer", why)
    row.decided_by_id, row.decided_at = actor.account_id, now
    row.answer, row.approved = answer, agreed
    db.session.flush()
    matter = matter_of(notification.reference)
    close_tasks_of_matter(actor, TaskKind.RISK_DISPOSAL, matter, "Decided", now)
    if agreed:
        destroy(actor, notification, row, now)
    action = "risk_notification_destroyed" if agreed else "risk_disposal_refused"
    audit.record(actor, action, "risk_notification", notification_id)
    notice = Notice(
        kind=NotificationKind.RISK_DISPOSAL,
        urgency=Urgency.ROUTINE,
        recipient=Recipient(account_id=row.asked_by_id),
        matter=matter,
        why=ANSWERS[agreed],
    )
    notify(actor, notice, now)
    return agreed
