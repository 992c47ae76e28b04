"""What was taken off and may be destroyed, or was; and the certificate in its place.

The list is for those who answer for these notifications. Whoever comes by an old link to what was
destroyed reads that it was, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.people.queries import people_by_id
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications.course_models import RiskRemoval
from lacrecords.risk_notifications.destroying import checksum_of
from lacrecords.risk_notifications.disposal_models import RiskDisposal, RiskHold
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.trail import Line, trail_of
from lacrecords.rules.risk_disposal import disposal_due_on
from lacrecords.staff import queries as staff
from lacrecords.web.listing import Asked, ListKind, Paged, Selection
from lacrecords.wording import words

DISPOSALS = ListKind(
    "risk_disposals",
    (
        Selection(
            "show",
            "Show",
            (
                ("due", "May be destroyed now"),
                ("waits", "A second person decides"),
                ("held", "Held"),
                ("later", "Kept for now"),
                ("destroyed", "Destroyed"),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """One notification that was taken off; of one that was destroyed there is no name."""

    reference: str
    name: str
    state: str
    removed_on: date
    day: date
    """From when it may be destroyed, or when it was."""


def disposals_page(asked: Asked, procedure: Procedure, now: datetime) -> Paged[DisposalLine]:
    """One page of what was taken off, in the state asked for, the longest due first."""
    if asked["show"] == "destroyed":
        return asked.page_of(_destroyed())
    lines = [line for line in _removed(procedure, now) if line.state == asked["show"]]
    return asked.page_of(sorted(lines, key=lambda line: (line.day, line.reference)))


def count_due(procedure: Procedure, now: datetime) -> int:
    """How many may be destroyed now, or wait for the second person."""
    return sum(line.state in ("due", "waits") for line in _removed(procedure, now))


def _destroyed() -> list[DisposalLine]:
    rows = db.session.scalars(
        select(RiskDisposal)
        .where(RiskDisposal.destroyed_at.is_not(None))
        .order_by(RiskDisposal.id.desc())
    )
    return [
        DisposalLine(
            row.notification_reference, "", "destroyed", row.removed_on, local_date(_at(row))
        )
        for row in rows
    ]


def _at(row: RiskDisposal) -> datetime:
    return row.destroyed_at or row.asked_at


def _removed(procedure: Procedure, now: datetime) -> list[DisposalLine]:
    rows = db.session.execute(
        select(RiskNotification, RiskRemoval.decided_at)
        .join(RiskRemoval, RiskRemoval.risk_notification_id == RiskNotification.id)
        .where(RiskRemoval.approved.is_(True))
    ).all()
    held = set(
        db.session.scalars(
            select(RiskHold.risk_notification_id).where(RiskHold.lifted_at.is_(None))
        )
    )
    waiting = set(
        db.session.scalars(
            select(RiskDisposal.notification_number).where(RiskDisposal.decided_at.is_(None))
        )
    )
    people, today = people_by_id({row.person_id for row, _ in rows}), local_date(now)
    lines = []
    for row, removed_at in rows:
        removed_on = local_date(removed_at or row.recorded_at)
        due_on = disposal_due_on(removed_on, procedure.risk_disposal_years)
        states = {
            "held": row.id in held,
            "waits": row.id in waiting,
            "due": due_on <= today,
            "later": True,
        }
        state = next(name for name, is_so in states.items() if is_so)
        name = people[row.person_id].name
        lines.append(DisposalLine(row.reference, name, state, removed_on, due_on))
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What stands in place of a notification that was destroyed."""

    number: int
    reference: str
    notification_reference: str
    recorded_on: date
    removed_on: date
    destroyed_at: datetime
    ground: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    counts: Mapping[str, int]
    is_whole: bool
    """Its mark is the mark of what it says."""
    trail: tuple[Line, ...]


def certificate_of(reference: str) -> Certificate | None:
    """The certificate of what had this reference: a notification, or its meeting with a child."""
    row = _row(reference)
    if row is None or row.destroyed_at is None:
        return None
    names = staff.names_for({f"account:{row.asked_by_id}", f"account:{row.decided_by_id}"})
    return Certificate(
        number=row.notification_number,
        reference=row.reference,
        notification_reference=row.notification_reference,
        recorded_on=row.recorded_on,
        removed_on=row.removed_on,
        destroyed_at=row.destroyed_at,
        ground=words(row.ground),
        asked_by=names[f"account:{row.asked_by_id}"],
        asked_at=row.asked_at,
        decided_by=names[f"account:{row.decided_by_id}"],
        counts={name: number for name, number in sorted((row.counts or {}).items()) if number},
        is_whole=row.checksum == checksum_of(row),
        trail=trail_of(row.notification_number),
    )


def _row(reference: str) -> RiskDisposal | None:
    done = select(RiskDisposal).where(RiskDisposal.destroyed_at.is_not(None))
    by_own = done.where(
        or_(RiskDisposal.notification_reference == reference, RiskDisposal.reference == reference)
    )
    found = db.session.scalar(by_own.limit(1))
    if found is not None:
        return found
    return next(
        (row for row in db.session.scalars(done) if reference in (row.hit_references or ())), None
    )
