"""Movements and missing families of a span, counted for the statement; nobody is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from lacrecords.database import db, grouped
from lacrecords.movements.missing_models import MissingFamily
from lacrecords.movements.models import Movement, MovementStep
from lacrecords.staff.stints import Span
from lacrecords.terms import MovementDirection, MovementStepKind


@dataclass(frozen=True, slots=True)
class MovementFigures:
    """What was recorded and done in the span."""

    recorded: Counter[MovementDirection]
    steps: Counter[MovementStepKind]
    families_missing: int
    families_found: int


def movement_figures(span: Span) -> MovementFigures:
    """Movements recorded, steps recorded and not withdrawn, families missing and found."""
    recorded_at = Movement.__table__.c.recorded_at
    recorded = select(Movement.direction, func.count()).where(span.holds(recorded_at))
    done_at = MovementStep.__table__.c.recorded_at
    done = select(MovementStep.kind, func.count()).where(
        span.holds(done_at), MovementStep.withdrawn_at.is_(None)
    )
    families = MissingFamily.__table__.c
    missing, found = (
        db.session.scalar(select(func.count(MissingFamily.id)).where(span.holds(moment))) or 0
        for moment in (families.recorded_at, families.found_at)
    )
    return MovementFigures(
        grouped(recorded.group_by(Movement.direction)),
        grouped(done.group_by(MovementStep.kind)),
        missing,
        found,
    )
