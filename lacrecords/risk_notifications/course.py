"""Asking to see a notification, its reviews, and taking it off by two people."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, new_reference, transaction
from lacrecords.notifications.services import (
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications.course_models import RiskAccessRequest, RiskRemoval, RiskReview
from lacrecords.risk_notifications.described import Review, RiskRefused
from lacrecords.risk_notifications.hits import REMOVED, waiting_hits, withdraw_hit
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.permission import access_to, removed_among
from lacrecords.risk_notifications.recording import mark_person, restate
from lacrecords.risk_notifications.reviews import due_on_of, reviews_due
from lacrecords.risk_notifications.telling import DESIGNATED_MANAGER, DIRECTOR, matter_of
from lacrecords.rules import risk as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.deadlines import months_later
from lacrecords.rules.risk import RiskAccess
from lacrecords.terms import (
    NotificationKind,
    RiskReviewOutcome,
    TaskKind,
    Urgency,
)

MOST_REVIEW_DAYS = 550
ASKED_WHY = "Somebody asks to see a notification. Read their purpose and decide."
REVIEW_WHY = "A notification is due for review."
REMOVAL_WHY = "Somebody proposes that a notification be taken off. A second person decides."
LATE_WHY = "The review of a notification of a person who may pose a risk to children is late."


def ask_to_see(
    actor: Actor, notification_id: int, purpose: str, procedure: Procedure, now: datetime
) -> None:
    """Keep the request with its purpose and give it to the designated manager to decide."""
    if actor.account_id is None:
        raise RiskRefused("purpose", "Only a person can ask")
    if access_to(actor, (notification_id,), now)[notification_id] is not RiskAccess.MAY_ASK:
        raise RiskRefused("purpose", "You cannot ask for this")
    if not purpose.strip():
        raise RiskRefused("purpose", "Enter what you need it for")
    if waiting_request(notification_id, actor.account_id) is not None:
        raise RiskRefused("purpose", "You have asked already. The designated manager decides")
    notification = db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    row = RiskAccessRequest(
        reference=new_reference(),
        risk_notification_id=notification_id,
        account_id=actor.account_id,
        purpose=purpose.strip(),
        asked_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "risk_access_asked", "risk_notification", notification_id)
    task = NewTask(
        kind=TaskKind.RISK_ACCESS,
        matter=matter_of(notification.reference),
        recipient=DESIGNATED_MANAGER,
        why=ASKED_WHY,
        due_at=working_days_later(procedure, now, procedure.risk_access_working_days),
    )
    open_task(actor, task, now)


def waiting_request(notification_id: int, account_id: int) -> RiskAccessRequest | None:
    """The request of this person that nobody has decided."""
    return db.session.scalar(
        select(RiskAccessRequest).where(
            RiskAccessRequest.risk_notification_id == notification_id,
            RiskAccessRequest.account_id == account_id,
            RiskAccessRequest.decided_at.is_(None),
        )
    )


def decide_access(
    actor: Actor,
    request_id: int,
    granted: bool,
    because: str,
    procedure: Procedure,
    now: datetime,
) -> None:
    """Let somebody in for a time, or refuse with a reason; they are told."""
    row = db.session.get_one(
        RiskAccessRequest, request_id, with_for_update=True, populate_existing=True
    )
    own = row.account_id == actor.account_id
    if not rules.may_decide_access(actor.role, own_request=own):
        raise RiskRefused("granted", "Only the designated manager decides, and never their own")
    if row.decided_at is not None:
        raise RiskRefused("granted", "This was decided already")
    if not because.strip():
        raise RiskRefused("because", "Enter the reason for your decision")
    row.decided_by, row.decided_at, row.granted = actor.key, now, granted
    row.decided_because = because.strip()
    row.until_at = now + timedelta(days=procedure.risk_access_days) if granted else None
    notification = db.session.get_one(RiskNotification, row.risk_notification_id)
    action = "risk_access_granted" if granted else "risk_access_refused"
    audit.record(actor, action, "risk_notification", notification.id)
    db.session.flush()
    if not _others_wait(notification.id):
        matter = matter_of(notification.reference)
        close_tasks_of_matter(actor, TaskKind.RISK_ACCESS, matter, "Decided", now)
    notice = Notice(
        kind=NotificationKind.RISK_ACCESS,
        urgency=Urgency.ROUTINE,
        recipient=Recipient(account_id=row.account_id),
        matter=matter_of(notification.reference),
        why=f"Your request {row.reference} was {'granted' if granted else 'refused'}. Open it.",
    )
    notify(actor, notice, now)


def _others_wait(notification_id: int) -> bool:
    waiting = select(RiskAccessRequest.id).where(
        RiskAccessRequest.risk_notification_id == notification_id,
        RiskAccessRequest.decided_at.is_(None),
    )
    return db.session.scalar(waiting.limit(1)) is not None


def record_review(
    actor: Actor, notification_id: int, value: Review, procedure: Procedure, now: datetime
) -> None:
    """Keep a review: it goes on, what it says changes, or its removal is proposed."""
    notification = db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    if removed_among((notification_id,)):
        raise RiskRefused("outcome", "This notification was taken off")
    today = local_date(now)
    latest = today + timedelta(days=MOST_REVIEW_DAYS)
    why = rules.why_review_refused(value.outcome, value.reasons, value.next_on, today, latest)
    if why:
        raise RiskRefused("next_on" if value.reasons.strip() else "reasons", why)
    if value.outcome is RiskReviewOutcome.CHANGE and value.statement is None:
        raise RiskRefused("outcome", "Enter what changes")
    removing = value.outcome is RiskReviewOutcome.REMOVE
    db.session.add(
        RiskReview(
            risk_notification_id=notification_id,
            due_on=due_on_of(notification),
            reviewed_at=now,
            reviewed_by=actor.key,
            outcome=value.outcome,
            reasons=value.reasons.strip(),
            next_on=value.next_on or months_later(today, procedure.risk_review_months),
        )
    )
    db.session.flush()
    audit.record(actor, "risk_reviewed", "risk_notification", notification_id)
    if value.statement is not None:
        restate(actor, notification_id, value.statement, now)
    matter = matter_of(notification.reference)
    close_tasks_of_matter(actor, TaskKind.RISK_REVIEW, matter, "Reviewed", now)
    if removing:
        propose_removal(actor, notification_id, value.reasons, procedure, now)


def propose_removal(
    actor: Actor,
    notification_id: int,
    reason: str,
    procedure: Procedure,
    now: datetime,
) -> None:
    """Propose that it be taken off the register; a second person decides."""
    notification = db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    if not reason.strip():
        raise RiskRefused("reason", "Enter why it should be taken off")
    if removed_among((notification_id,)):
        raise RiskRefused("reason", "It was taken off already")
    if waiting_removal(notification_id) is not None:
        raise RiskRefused("reason", "It was proposed already. A second person decides")
    db.session.add(
        RiskRemoval(
            risk_notification_id=notification_id,
            proposed_by=actor.key,
            proposed_at=now,
            reason=reason.strip(),
        )
    )
    db.session.flush()
    audit.record(actor, "risk_removal_proposed", "risk_notification", notification_id)
    task = NewTask(
        kind=TaskKind.RISK_REMOVAL,
        matter=matter_of(notification.reference),
        recipient=DESIGNATED_MANAGER,
        why=REMOVAL_WHY,
        due_at=working_days_later(procedure, now, procedure.risk_review_late_working_days),
    )
    open_task(actor, task, now)


def waiting_removal(notification_id: int) -> RiskRemoval | None:
    """The proposal that nobody has decided."""
    return db.session.scalar(
        select(RiskRemoval).where(
            RiskRemoval.risk_notification_id == notification_id, RiskRemoval.decided_at.is_(None)
        )
    )


def decide_removal(
    actor: Actor, notification_id: int, approved: bool, because: str, now: datetime
) -> None:
    """The second person takes it off, or leaves it; nothing of it is matched or shown after."""
    notification = db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    row = waiting_removal(notification_id)
    if row is None:
        raise RiskRefused("approved", "Nothing waits to be decided")
    own = row.proposed_by == actor.key
    if not rules.may_decide_removal(actor.role, own_proposal=own):
        raise RiskRefused("approved", "A second person decides, not whoever proposed it")
    if not because.strip():
        raise RiskRefused("because", "Enter the reason for your decision")
    row.decided_by, row.decided_at = actor.key, now
    row.approved, row.decided_because = approved, because.strip()
    action = "risk_notification_removed" if approved else "risk_removal_refused"
    audit.record(actor, action, "risk_notification", notification_id)
    db.session.flush()
    matter = matter_of(notification.reference)
    close_tasks_of_matter(actor, TaskKind.RISK_REMOVAL, matter, "Decided", now)
    if approved:
        close_tasks_of_matter(actor, TaskKind.RISK_REVIEW, matter, REMOVED, now)
        close_tasks_of_matter(actor, TaskKind.RISK_ACCESS, matter, REMOVED, now)
        for hit in waiting_hits((notification_id,)):
            withdraw_hit(actor, hit, REMOVED, now)
        mark_person(notification.person_id)


def look_after_reviews(procedure: Procedure, now: datetime) -> int:
    """Open a task for each review that came due; tell the Director, once, of each that is late."""
    done = 0
    for due in reviews_due(now):
        late_at = working_days_later(procedure, due.due_at, procedure.risk_review_late_working_days)
        if due.has_task and now <= late_at:
            continue
        with transaction():
            done += _tell_of_review(due.notification_id, due.has_task, late_at, now)
    return done


def _tell_of_review(notification_id: int, has_task: bool, late_at: datetime, now: datetime) -> int:
    notification = db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    matter = matter_of(notification.reference)
    if not has_task:
        task = NewTask(
            kind=TaskKind.RISK_REVIEW,
            matter=matter,
            recipient=DESIGNATED_MANAGER,
            why=REVIEW_WHY,
            due_at=late_at,
        )
        open_task(WORKER, task, now)
    if now > late_at:
        due = due_on_of(notification)
        notice = Notice(
            kind=NotificationKind.RISK_REVIEW_LATE,
            urgency=Urgency.ROUTINE,
            recipient=DIRECTOR,
            matter=matter,
            why=f"{LATE_WHY} It was due on {due:%-d %B %Y}.",
        )
        notify(WORKER, notice, now)
    return int(not has_task)
