"""What nobody acknowledged in time climbs: cover, team manager, designated manager, team on shift.

Urgent by the hour, routine in office hours. Every step is a notification of
its own, and no step is taken twice. The last one stands until it is answered.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from lacrecords.audit.actors import WORKER
from lacrecords.clocks import is_out_of_hours, local_date
from lacrecords.database import db, transaction
from lacrecords.notifications import desk
from lacrecords.notifications.announcing import climb
from lacrecords.notifications.criteria import waits_for_an_answer
from lacrecords.notifications.models import Notification
from lacrecords.notifications.routing import DESIGNATED_MANAGER, Recipient, ladder
from lacrecords.notifications.stand_ins import this_procedure
from lacrecords.terms import MatterKind, NotificationKind, Urgency

OF_RESTRICTED_RECORDS = frozenset(
    {
        NotificationKind.RESTRICTED_RECORD,
        NotificationKind.LIFT_ASKED,
        NotificationKind.OPENED_IN_EMERGENCY,
        NotificationKind.EMERGENCY_NOT_REVIEWED,
        NotificationKind.LINK_ASKED,
        NotificationKind.INCIDENT,
        NotificationKind.RECORDS_TO_PUT_RIGHT,
        NotificationKind.EXPORT_ASKED,
        NotificationKind.EXPORT_DECIDED,
        NotificationKind.ALLEGATION_REFERRAL,
        NotificationKind.CHECK_REGISTER_CHANGED,
        NotificationKind.PEER_REVIEW,
        NotificationKind.PEER_REVIEWED,
        NotificationKind.SUBJECT_ACCESS,
    }
)
"""What the duty desk never reads, however long it waits: it may be of a restricted record.

Nor does it hear of records to put right or of exports: nothing there is for a shift to do.
"""
"""What the duty desk never reads, however long it waits: it may be of a restricted record."""
NOT_FOR_THE_DESK = OF_RESTRICTED_RECORDS | {
    NotificationKind.STATEMENT_ISSUED,
    NotificationKind.GUIDANCE_PROPOSED,
    NotificationKind.GUIDANCE_DECIDED,
    NotificationKind.ADVICE_ASKED,
    NotificationKind.ADVICE_WRITTEN,
    NotificationKind.SCHEME_QUESTION,
    NotificationKind.SHARING_LATE,
    NotificationKind.SHARING_CONSENT_FELL,
}
"""Nor what opens nothing to anybody at the desk: the Director's, advice, proposals of guidance.
Nor that a question about a person touches a child of the register: nobody checks who asks it."""


def climb_overdue(now: datetime) -> int:
    """Pass on everything that is overdue at this moment; how many were passed on.

    Reads first; each step is a short transaction of its own.
    """
    steps = [(row.id, _next(row, now)) for row in _overdue(now)]
    climbed = 0
    for number, recipient in steps:
        if recipient is not None:
            with transaction():
                climbed += climb(WORKER, number, recipient, now) is not None
    return climbed


def _overdue(now: datetime) -> tuple[Notification, ...]:
    # Routine ones wait for office hours.
    urgencies = [Urgency.URGENT] if is_out_of_hours(this_procedure(), now) else list(Urgency)
    found = select(Notification).where(
        Notification.acknowledge_by_at < now,
        Notification.urgency.in_(urgencies),
        waits_for_an_answer(),
    )
    return tuple(db.session.scalars(found.order_by(Notification.id)))


def _next(row: Notification, now: datetime) -> Recipient | None:
    """The first rung for the one first told that nobody on this climb has stood on yet."""
    first = row.first_id or row.id
    found = select(Notification).where(
        or_(Notification.id == first, Notification.first_id == first)
    )
    steps = db.session.scalars(found.order_by(Notification.id)).all()
    told = [Recipient(step.account_id, step.team_id, step.role) for step in steps]
    rungs = ladder(told[0], local_date(now), is_out_of_hours(this_procedure(), now))
    return next(
        (rung for rung in rungs if rung not in told and not _kept_from(rung, row, told)), None
    )


def _kept_from(rung: Recipient, row: Notification, told: list[Recipient]) -> bool:
    """Whether a climb would tell the desk of a restricted record, or before the check confirms.

    The desk hears of every such enquiry in words of its own; what began there may go on there.
    """
    if row.kind is NotificationKind.SEALED_RECORD:
        # Not the owner's team nor anybody on shift: only whoever answers for the register.
        return rung != DESIGNATED_MANAGER
    if not desk.is_desk(rung):
        return False
    if row.matter is MatterKind.RISK_NOTIFICATION:
        return True
    if desk.is_desk(told[0]):
        return False
    if row.kind in NOT_FOR_THE_DESK:
        return True
    return bool(desk.not_confirmed([row.enquiry_id]))
