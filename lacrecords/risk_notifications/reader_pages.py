"""Who may see a notification and who might, as the designated manager's page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.risk_notifications.course_models import RiskAccessRequest
from lacrecords.risk_notifications.models import RiskReader
from lacrecords.risk_notifications.readers import listed_readers
from lacrecords.rules.risk import LISTABLE_ROLES, MAY_BE_LET_IN, STANDING_ROLES
from lacrecords.staff import queries as staff
from lacrecords.terms import Role
from lacrecords.web.fields import choice
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """Somebody who may see it, may see it later, or might."""

    id: int
    who: str
    from_on: date | None
    to_on: date | None
    by: str
    reason: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class LetIn:
    """Somebody who asked, and sees it for a time, whether or not they are listed."""

    who: str
    until_at: datetime


def reader_lines(notification_id: int, now: datetime) -> tuple[ReaderLine, ...]:
    """Everybody who was ever listed, those who still may first."""
    rows, today = listed_readers(notification_id), local_date(now)
    names = staff.names_for({row.recorded_by for row in rows})
    lines = [
        ReaderLine(
            row.id,
            who_words(row),
            row.from_on,
            row.to_on,
            names[row.recorded_by],
            row.reason,
            row.to_on is not None and row.to_on <= today,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: (line.has_ended, -line.id)))


def who_words(row: RiskReader) -> str:
    """The person by name, or the role."""
    if row.account_id is not None:
        person = staff.person(row.account_id)
        return person.name if person else ""
    return f"Everybody who is a {words(row.role).lower()}" if row.role else ""


def let_in(notification_id: int, now: datetime) -> tuple[LetIn, ...]:
    """Those whose request was granted for a time that has not ended."""
    rows = db.session.scalars(
        select(RiskAccessRequest)
        .where(
            RiskAccessRequest.risk_notification_id == notification_id,
            RiskAccessRequest.until_at > now,
        )
        .order_by(RiskAccessRequest.id)
    ).all()
    names = staff.names_for({f"account:{row.account_id}" for row in rows})
    return tuple(
        LetIn(names[f"account:{row.account_id}"], row.until_at) for row in rows if row.until_at
    )


def readers_offered(now: datetime) -> list[object]:
    """The social workers and managers who may be let in, and the roles that may as a whole."""
    people = staff.active_people(MAY_BE_LET_IN - STANDING_ROLES, local_date(now))
    offered = [
        choice(f"account:{person.account_id}", f"{person.name} ({words(person.role).lower()})")
        for person in people
    ]
    roles = [
        choice(f"role:{role.value}", f"Everybody who is a {words(role).lower()}")
        for role in sorted(LISTABLE_ROLES)
    ]
    return [*offered, *roles]


def chosen(value: str) -> tuple[int | None, Role | None]:
    """The account or the role that a choice of the page stands for."""
    kind, _, text = value.partition(":")
    return (int(text), None) if kind == "account" else (None, Role(text))
