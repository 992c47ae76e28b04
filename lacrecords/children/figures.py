"""The register counted on a day, and openings in an emergency over a span. It names nobody.

Restricted and sealed records are counted like all others: the number says nothing of any of
them, and the statement hides small numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from lacrecords.children.models import Child, ChildCase, ChildProtectionPlan
from lacrecords.children.restriction_models import EmergencyOpening
from lacrecords.database import db
from lacrecords.staff.stints import Span, begins_at


@dataclass(frozen=True, slots=True)
class RegisterFigures:
    """How large the register was at the end of a day."""

    records: int
    open_cases: int
    on_plan: int


@dataclass(frozen=True, slots=True)
class OpeningFigure:
    """A restricted record opened in an emergency, and whether it was found right."""

    opened_at: datetime
    reviewed_at: datetime | None
    justified: bool | None


def register_on(day: date) -> RegisterFigures:
    """Records made before the next day began; cases and plans in force on this day.

    Cases and plans are as the record says now, so that what was written late counts.
    """
    until = begins_at(date.fromordinal(day.toordinal() + 1))
    made = select(func.count(Child.id)).where(Child.created_at < until)
    return RegisterFigures(
        records=db.session.scalar(made) or 0,
        open_cases=_in_force(ChildCase, day),
        on_plan=_in_force(ChildProtectionPlan, day),
    )


def _in_force(kind: type[ChildCase] | type[ChildProtectionPlan], day: date) -> int:
    found = select(func.count(func.distinct(kind.child_id))).where(kind.is_in_force(day))
    return db.session.scalar(found) or 0


def emergency_openings(span: Span) -> tuple[OpeningFigure, ...]:
    """The openings in an emergency in the span."""
    found = select(
        EmergencyOpening.opened_at, EmergencyOpening.reviewed_at, EmergencyOpening.justified
    ).where(span.holds(EmergencyOpening.__table__.c.opened_at))
    return tuple(OpeningFigure(*row) for row in db.session.execute(found))
