"""Standing down that is late goes up every working day, to the Director too, until it is done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit.actors import WORKER
from lacrecords.clocks import local_date, working_days_later, working_hours
from lacrecords.database import db, transaction
from lacrecords.movements.missing import matter_of, owner_of_family
from lacrecords.movements.missing_models import MissingFamily, MissingFamilyAlert
from lacrecords.movements.next_steps import DESIGNATED_MANAGER
from lacrecords.movements.reading import this_procedure
from lacrecords.notifications.queries import was_told_in_these_words
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.notifications.stand_ins import someone_active
from lacrecords.terms import NotificationKind, Role, Urgency

DIRECTOR = Recipient(role=Role.DIRECTOR)


def tell_of_late_standing_down(now: datetime) -> int:
    """The worker's part: each authority not told yet, every working day, up to the Director."""
    told = 0
    for alert_id, family_id, due_at in _overdue(now):
        late = working_days_late(due_at, now)
        why = f"Still not told to stand down, {late} working days late."
        if late < 1:
            why = "Not told to stand down in time."
        first = owner_of_family(family_id, now) or DESIGNATED_MANAGER
        for recipient in (first,) if late < 1 else (first, DIRECTOR):
            told += _tell_once(alert_id, recipient, why, now)
    return told


def _tell_once(alert_id: int, recipient: Recipient, why: str, now: datetime) -> int:
    """Nobody is told the same twice, which also keeps the worker from writing for nothing."""
    matter = matter_of(db.session.get_one(MissingFamilyAlert, alert_id))
    recipient = someone_active(recipient, now)
    if was_told_in_these_words(NotificationKind.STAND_DOWN_LATE, matter, recipient, why):
        return 0
    notice = Notice(
        kind=NotificationKind.STAND_DOWN_LATE,
        urgency=Urgency.URGENT,
        recipient=recipient,
        matter=matter,
        why=why,
    )
    with transaction():
        notify(WORKER, notice, now)
    return 1


def _overdue(now: datetime) -> list[tuple[int, int, datetime]]:
    procedure = this_procedure()
    rows = db.session.execute(
        select(MissingFamilyAlert.id, MissingFamily.id, MissingFamily.found_at)
        .join(MissingFamily, MissingFamily.id == MissingFamilyAlert.missing_family_id)
        .where(MissingFamily.found_at.is_not(None), MissingFamilyAlert.stood_down_at.is_(None))
        .order_by(MissingFamilyAlert.id)
    )
    dues = [
        (number, family, working_days_later(procedure, found_at, procedure.stand_down_working_days))
        for number, family, found_at in rows
        if found_at is not None
    ]
    return [one for one in dues if one[2] < now]


def working_days_late(due_at: datetime, now: datetime) -> int:
    """Whole working days since it was due: the number in the sentence, so that it is told daily."""
    hours, day, count = working_hours(this_procedure()), local_date(due_at), 0
    while (day := hours.next_working_day(day)) <= local_date(now):
        count += 1
    return count
