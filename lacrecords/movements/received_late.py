"""A sender not told that the family is here: said every working day, to the Director too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit.actors import WORKER
from lacrecords.clocks import working_days_later
from lacrecords.database import db, transaction
from lacrecords.movements.missing_late import DIRECTOR, working_days_late
from lacrecords.movements.next_steps import DESIGNATED_MANAGER
from lacrecords.movements.reading import this_procedure
from lacrecords.movements.received_facts import matter_of, owner_of_alert
from lacrecords.movements.received_models import ReceivedAlert
from lacrecords.notifications.queries import was_told_in_these_words
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.notifications.stand_ins import someone_active
from lacrecords.terms import NotificationKind, Urgency


def tell_of_senders_not_told(now: datetime) -> int:
    """The worker's part: each sender not told in time, every working day, up to the Director."""
    told = 0
    for alert_id, due_at in _overdue(now):
        late = working_days_late(due_at, now)
        why = f"Still not told, {late} working days late." if late else "Not told in time."
        first = owner_of_alert(alert_id, now) or DESIGNATED_MANAGER
        for recipient in (first, DIRECTOR) if late else (first,):
            told += _tell_once(alert_id, recipient, why, now)
    return told


def _overdue(now: datetime) -> list[tuple[int, datetime]]:
    procedure = this_procedure()
    rows = db.session.execute(
        select(ReceivedAlert.id, ReceivedAlert.found_at)
        .where(ReceivedAlert.found_at.is_not(None), ReceivedAlert.told_at.is_(None))
        .order_by(ReceivedAlert.id)
    )
    days = procedure.found_for_others_working_days
    dues = [
        (number, working_days_later(procedure, found_at, days))
        for number, found_at in rows
        if found_at is not None
    ]
    return [one for one in dues if one[1] < now]


def _tell_once(alert_id: int, recipient: Recipient, why: str, now: datetime) -> int:
    matter = matter_of(db.session.get_one(ReceivedAlert, alert_id))
    recipient = someone_active(recipient, now)
    kind = NotificationKind.FOUND_FOR_OTHERS_LATE
    if was_told_in_these_words(kind, matter, recipient, why):
        return 0
    notice = Notice(kind=kind, urgency=Urgency.URGENT, recipient=recipient, matter=matter, why=why)
    with transaction():
        notify(WORKER, notice, now)
    return 1
