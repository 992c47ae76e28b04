"""Who else may see a notification: added and taken away by the designated manager, in rows.

Whoever it concerns is told, in words that say nothing of the notification.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.history import FactChangedMeanwhile, supersede
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.risk_notifications.described import RiskRefused
from lacrecords.risk_notifications.models import RiskNotification, RiskReader
from lacrecords.risk_notifications.permission import removed_among
from lacrecords.risk_notifications.telling import matter_of
from lacrecords.rules import risk as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import NotificationKind, Role, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReader:
    """Somebody, or everybody with a role, from a day, and until another where it ends."""

    reason: str
    account_id: int | None = None
    role: Role | None = None
    from_on: date | None = None
    until_on: date | None = None


def add_reader(actor: Actor, notification_id: int, value: NewReader, now: datetime) -> int:
    """Let them see it from that day, and tell them; the number of the row."""
    notification = _open(actor, notification_id, value.reason)
    from_on = value.from_on or local_date(now)
    _refuse_whom(value)
    why = rules.why_reader_days_refused(from_on, value.until_on, local_date(now))
    if why:
        raise RiskRefused("from_on" if from_on < local_date(now) else "until_on", why)
    if any(_overlaps(row, from_on, value) for row in listed_readers(notification_id)):
        raise RiskRefused("who", "They may see it already. Take that away first")
    row = RiskReader(
        risk_notification_id=notification_id,
        account_id=value.account_id,
        role=value.role,
        from_on=from_on,
        to_on=value.until_on,
        recorded_at=now,
        recorded_by=actor.key,
        reason=value.reason.strip(),
        source="hand",
    )
    db.session.add(row)
    audit.record(actor, "risk_reader_listed", "risk_notification", notification_id)
    db.session.flush()
    until = f" until {value.until_on:%-d %B %Y}" if value.until_on else ""
    _tell(actor, row, notification, f"You may see it from {from_on:%-d %B %Y}{until}.", now)
    return row.id


def take_reader_away(
    actor: Actor, notification_id: int, reader_id: int, reason: str, now: datetime
) -> None:
    """They no longer see it from now on, and are told so; the row stays, and says until when."""
    notification = _open(actor, notification_id, reason)
    old = db.session.get(RiskReader, reader_id)
    today = local_date(now)
    if old is None or old.risk_notification_id != notification_id or not _may_still(old, today):
        raise RiskRefused("reason", "They do not see it any more")
    begun = old.from_on or today
    row = RiskReader(
        risk_notification_id=notification_id,
        account_id=old.account_id,
        role=old.role,
        from_on=min(begun, today),
        to_on=today,
        recorded_at=now,
        recorded_by=actor.key,
        reason=reason.strip(),
        source="hand",
    )
    try:
        supersede(old, row, now)
    except FactChangedMeanwhile as meanwhile:
        raise RiskRefused("reason", "Somebody else changed this meanwhile") from meanwhile
    audit.record(actor, "risk_reader_taken_away", "risk_notification", notification_id)
    db.session.flush()
    _tell(actor, row, notification, "You may no longer see it.", now)


def _open(actor: Actor, notification_id: int, reason: str) -> RiskNotification:
    notification = db.session.get_one(RiskNotification, notification_id, with_for_update=True)
    if not rules.may_list_readers(actor.role):
        raise RiskRefused("reason", "Only the designated manager decides who may see it")
    if removed_among((notification_id,)):
        raise RiskRefused("reason", "This notification was taken off")
    if not reason.strip():
        raise RiskRefused("reason", "Enter why")
    return notification


def _refuse_whom(value: NewReader) -> None:
    if (value.account_id is None) == (value.role is None):
        raise RiskRefused("who", "Select who may see it")
    if value.role is not None and value.role not in rules.LISTABLE_ROLES:
        raise RiskRefused("who", "This role cannot be let in as a whole")
    if value.account_id is None:
        return
    person = staff.person(value.account_id)
    if person is None or person.role not in rules.MAY_BE_LET_IN:
        raise RiskRefused("who", "Choose social workers or managers")
    if person.role in rules.STANDING_ROLES:
        raise RiskRefused("who", "They see every notification")


def listed_readers(notification_id: int) -> tuple[RiskReader, ...]:
    """Every row that says who may see it, as it stands now, also where it has ended."""
    found = select(RiskReader).where(
        RiskReader.risk_notification_id == notification_id, RiskReader.is_current()
    )
    return tuple(db.session.scalars(found.order_by(RiskReader.id)))


def _may_still(row: RiskReader, on: date) -> bool:
    """Now, or from a day to come."""
    return row.superseded_at is None and (row.to_on is None or row.to_on > on)


def _overlaps(row: RiskReader, from_on: date, value: NewReader) -> bool:
    if (row.account_id, row.role) != (value.account_id, value.role):
        return False
    ends, begins = value.until_on or date.max, row.from_on or date.min
    return begins < ends and from_on < (row.to_on or date.max)


def _tell(
    actor: Actor, row: RiskReader, notification: RiskNotification, why: str, now: datetime
) -> None:
    notice = Notice(
        kind=NotificationKind.RISK_READER,
        urgency=Urgency.ROUTINE,
        recipient=Recipient(account_id=row.account_id, role=row.role),
        matter=matter_of(notification.reference),
        why=why,
    )
    notify(actor, notice, now)
