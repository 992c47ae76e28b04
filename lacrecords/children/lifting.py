"""Lifting a restriction or a seal: one person asks, another, whom they name, decides.

Only the person named learns of the request. They see its reason and the reference, never
the record. Whoever asked may take the request back; nobody approves their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.changes import ChangeRefused, Stamp, check_shown, end_fact, lock_child
from lacrecords.children.models import Restriction
from lacrecords.children.restriction_changes import end_readers, managed_restriction
from lacrecords.children.restriction_models import RestrictionLift
from lacrecords.children.restriction_owners import second_people
from lacrecords.children.restrictions import refuse_unknown
from lacrecords.children.standing import connections_of
from lacrecords.database import db, new_reference
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, RestrictionKind, Urgency

ASKED = "You are asked to decide whether a record stays restricted. It waits in Restricted records."
DECIDED = "Your request to lift a restriction was decided. The answer stands in Restricted records."


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLift:
    """The restriction should be lifted; this person decides."""

    approver_id: int
    reason: str
    shown_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLift:
    """Whether the restriction is lifted, and why."""

    approve: bool
    reason: str


def request_lift(actor: Actor, child_id: int, value: RequestLift, now: datetime) -> int:
    """Ask another manager to lift the restriction; ChangeRefused when a request waits already."""
    stamp = Stamp(actor, now, value.reason)
    lock_child(child_id)
    check_shown(Restriction, child_id, value.shown_id)
    held = managed_restriction(actor, child_id, stamp)
    waiting = select(RestrictionLift.id).where(
        RestrictionLift.restriction_id == held.id, RestrictionLift.decided_at.is_(None)
    )
    if db.session.scalar(waiting) is not None:
        raise ChangeRefused("reason", "A request to lift it waits for an answer already")
    connected = connections_of((child_id,), stamp.today).get(child_id, frozenset())
    refuse_unknown("approver_id", (value.approver_id,), second_people(actor, connected, now))
    lift = RestrictionLift(
        reference=new_reference(),
        child_id=child_id,
        restriction_id=held.id,
        requested_by=actor.key,
        requested_at=now,
        reason=value.reason,
        approver_id=value.approver_id,
    )
    db.session.add(lift)
    db.session.flush()
    audit.record(actor, "restriction_lift_asked", "child", child_id)
    _tell(actor, Recipient(account_id=value.approver_id), ASKED, now)
    return lift.id


def decide_lift(actor: Actor, lift_id: int, value: DecideLift, now: datetime) -> None:
    """Lift the restriction or leave it; ChangeRefused for anybody but the person who was asked.

    Whoever asked may say no: that takes the request back.
    """
    lift = db.session.get_one(RestrictionLift, lift_id)
    stamp = Stamp(actor, now, value.reason)
    lock_child(lift.child_id)
    db.session.refresh(lift)
    if lift.decided_at is not None:
        raise ChangeRefused("approve", "This request was decided already")
    asked = actor.account_id == lift.approver_id
    taken_back = actor.key == lift.requested_by and not value.approve
    if not asked and not taken_back:
        raise ChangeRefused("approve", "Only the person who was asked can decide this")
    connected = connections_of((lift.child_id,), stamp.today).get(lift.child_id, frozenset())
    if actor.account_id in connected:
        raise ChangeRefused("approve", "You know this child or family. Somebody else must decide")
    lift.decided_at, lift.decided_by = now, actor.key
    lift.approved, lift.decided_because = value.approve, value.reason
    db.session.flush()
    if value.approve:
        _end(lift, stamp)
    done = "restriction_lifted" if value.approve else "restriction_lift_refused"
    audit.record(actor, done, "child", lift.child_id)
    if asked:
        _tell(actor, Recipient(account_id=_account_of(lift.requested_by)), DECIDED, now)


def _end(lift: RestrictionLift, stamp: Stamp) -> None:
    held = db.session.get_one(Restriction, lift.restriction_id)
    end_fact(held, stamp.today, stamp, "approve")
    if held.kind != RestrictionKind.SEALED_AT_ADOPTION:
        end_readers(lift.child_id, stamp)


def _account_of(key: str) -> int:
    return int(key.removeprefix("account:"))


def _tell(actor: Actor, recipient: Recipient, why: str, now: datetime) -> None:
    notice = Notice(
        kind=NotificationKind.LIFT_ASKED, urgency=Urgency.ROUTINE, recipient=recipient, why=why
    )
    notify(actor, notice, now)
