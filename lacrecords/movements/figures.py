"""Movements and missing families of a span, counted for the statement; nobody is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.database import db, grouped
from lacrecords.movements.missing_models import MissingFamily
from lacrecords.movements.models import Movement, MovementStep
from lacrecords.movements.reading import Standing, standings_of
from lacrecords.rules.movement_timeliness import ClockedStep, clocked_steps
from lacrecords.staff.stints import Span
from lacrecords.terms import MovementDirection, MovementDuty, MovementStepKind


@dataclass(frozen=True, slots=True)
class MovementFigures:
    """What was recorded and done in the span."""

    recorded: Counter[MovementDirection]
    steps: Counter[MovementStepKind]
    ended_with_things_undone: int
    clocks: Mapping[tuple[MovementDirection, MovementDuty], tuple[ClockedStep, ...]]
    """The steps that fell due in the span, done or not."""
    families_missing: int
    families_found: int


def movement_figures(span: Span, as_of: datetime) -> MovementFigures:
    """Movements recorded, steps recorded and not withdrawn, clocks, families missing and found."""
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
    # Of every movement: one that was recorded late fell due all the same when it did.
    every = db.session.scalars(select(Movement).order_by(Movement.id)).all()
    standings = standings_of(every, as_of)
    return MovementFigures(
        recorded=grouped(recorded.group_by(Movement.direction)),
        steps=grouped(done.group_by(MovementStep.kind)),
        ended_with_things_undone=sum(_ended_within(one, span) for one in standings),
        clocks=_clocks(standings, span),
        families_missing=missing,
        families_found=found,
    )


def _ended_within(one: Standing, span: Span) -> bool:
    """Whether it was ended in the span with something left undone."""
    ended = one.ending
    within = ended is not None and span.starts_at <= ended.recorded_at < span.ends_at
    return within and one.ended_with_things_undone


def _clocks(
    standings: Iterable[Standing], span: Span
) -> Mapping[tuple[MovementDirection, MovementDuty], tuple[ClockedStep, ...]]:
    found: dict[tuple[MovementDirection, MovementDuty], list[ClockedStep]] = defaultdict(list)
    for one in standings:
        for step in clocked_steps(one.reckoning):
            if span.starts_at <= step.due_at < span.ends_at:
                found[one.row.direction, step.duty].append(step)
    return {key: tuple(steps) for key, steps in found.items()}
