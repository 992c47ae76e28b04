"""Movements as they stand, put together from their rows: the facts that the rules ask.

Read for many at once with a fixed number of queries. Who may see which, `access` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date, working_hours
from lacrecords.database import db
from lacrecords.movements.models import Movement, MovementChild, MovementStep
from lacrecords.procedure import Procedure
from lacrecords.rules.movement_ending import ends_freely, left_undone
from lacrecords.rules.movement_facts import DueStep, MovementFacts, MovementFigures, Reckoning
from lacrecords.rules.movements import due_steps, responsible, state_of
from lacrecords.terms import (
    MovementDirection,
    MovementState,
    MovementStepKind,
    Responsible,
)

_FIRST = {
    MovementStepKind.NOTICE_SENT: "notice_on",
    MovementStepKind.NOTICE_RECEIVED: "notice_on",
    MovementStepKind.ACKNOWLEDGEMENT_SENT: "acknowledged_on",
    MovementStepKind.ACKNOWLEDGEMENT_RECEIVED: "acknowledged_on",
    MovementStepKind.PAPERS_SENT: "papers_on",
    MovementStepKind.PAPERS_RECEIVED: "papers_on",
    MovementStepKind.CONFERENCE_HELD: "conference_held_on",
    MovementStepKind.RESPONSIBILITY_PASSED: "responsibility_passed_on",
    MovementStepKind.HOME_ADMISSION_TOLD: "home_admission_on",
    MovementStepKind.HOME_DISCHARGE_TOLD: "home_discharge_on",
    MovementStepKind.MADE_PERMANENT: "made_permanent_on",
    MovementStepKind.LEFT: "left_on",
    MovementStepKind.ENDING_PROPOSED: "ending_proposed_on",
    MovementStepKind.ENDED: "ended_on",
}
"""Steps whose first day counts: a second notice starts no new clock. The last booking counts."""
ONE_WAY = {
    MovementDirection.OUT: frozenset(
        {
            MovementStepKind.NOTICE_SENT,
            MovementStepKind.ACKNOWLEDGEMENT_RECEIVED,
            MovementStepKind.PAPERS_SENT,
        }
    ),
    MovementDirection.IN: frozenset(
        {
            MovementStepKind.NOTICE_RECEIVED,
            MovementStepKind.ACKNOWLEDGEMENT_SENT,
            MovementStepKind.PAPERS_RECEIVED,
        }
    ),
}
"""What is sent one way only; every other step may happen either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One movement with its steps, as it stands."""

    row: Movement
    child_id: int | None
    steps: tuple[MovementStep, ...]
    reckoning: Reckoning
    due: tuple[DueStep, ...]

    @property
    def facts(self) -> MovementFacts:
        """What the rules ask of it."""
        return self.reckoning.facts

    @property
    def state(self) -> MovementState:
        """How far it has come."""
        return state_of(self.facts)

    @property
    def responsible(self) -> Responsible:
        """Which authority answers for the child."""
        return responsible(self.facts)

    @property
    def is_open(self) -> bool:
        """Nobody has ended it."""
        return self.facts.ended_on is None

    @property
    def undone(self) -> tuple[DueStep, ...]:
        """What is open still; of a movement that is ended, what was left undone."""
        return left_undone(self.reckoning)

    @property
    def ending(self) -> MovementStep | None:
        """The step by which it was ended, unless that was withdrawn."""
        return self._standing_step(MovementStepKind.ENDED)

    @property
    def ended_with_things_undone(self) -> bool:
        """It is ended, although something was open or responsibility had not passed."""
        return not self.is_open and not ends_freely(self.reckoning)

    @property
    def proposal(self) -> MovementStep | None:
        """The proposal to end it that nobody took back; a second person decides."""
        return self._standing_step(MovementStepKind.ENDING_PROPOSED) if self.is_open else None

    def _standing_step(self, kind: MovementStepKind) -> MovementStep | None:
        found = (one for one in self.steps if one.kind is kind and one.withdrawn_at is None)
        return next(found, None)

    def is_late(self, now: datetime) -> bool:
        """Whether something of it is overdue."""
        return bool(self.due) and self.due[0].due_at < now


def this_procedure() -> Procedure:
    """This authority's own figures."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    return procedure


def figures_of(procedure: Procedure) -> MovementFigures:
    """Those of them that the rules of movements ask for."""
    return MovementFigures(
        **{field.name: getattr(procedure, field.name) for field in fields(MovementFigures)}
    )


def standing_of(movement_id: int, now: datetime) -> Standing:
    """One movement; KeyError: there is none with this number."""
    row = db.session.get(Movement, movement_id)
    if row is None:
        raise KeyError(movement_id)
    return standings_of([row], now)[0]


def by_reference(reference: str, now: datetime) -> Standing | None:
    """The movement with this reference; None: there is none."""
    row = db.session.scalar(select(Movement).where(Movement.reference == reference))
    return None if row is None else standings_of([row], now)[0]


def open_standings(now: datetime) -> tuple[Standing, ...]:
    """Every movement that nobody has ended."""
    ended = select(MovementStep.movement_id).where(
        MovementStep.kind == MovementStepKind.ENDED, MovementStep.withdrawn_at.is_(None)
    )
    rows = db.session.scalars(
        select(Movement).where(Movement.id.not_in(ended)).order_by(Movement.id)
    )
    return standings_of(rows.all(), now)


def standings_of(rows: Sequence[Movement], now: datetime) -> tuple[Standing, ...]:
    """These movements, in the order given."""
    ids = [row.id for row in rows]
    steps, child_ids = _steps(ids), _children(ids)
    procedure = this_procedure()
    figures, hours = figures_of(procedure), working_hours(procedure)
    found = []
    for row in rows:
        standing = tuple(step for step in steps[row.id] if step.withdrawn_at is None)
        facts = facts_of(row, standing, row.id in child_ids)
        # What was undone when it ended stays as it was: time makes nothing more of it.
        on = facts.ended_on or local_date(now)
        reckoning = Reckoning(facts, figures, hours, on)
        found.append(
            Standing(
                row=row,
                child_id=child_ids.get(row.id),
                steps=tuple(steps[row.id]),
                reckoning=reckoning,
                due=due_steps(reckoning),
            )
        )
    return tuple(found)


def facts_of(row: Movement, steps: Iterable[MovementStep], on_register: bool) -> MovementFacts:
    """What the rules ask of this movement; `steps` are those not withdrawn, in order."""
    days: dict[str, date] = {}
    for step in sorted(steps, key=lambda one: (one.happened_on, one.id)):
        if step.kind is MovementStepKind.CONFERENCE_BOOKED:
            days["conference_booked_for"] = step.happened_on
        elif step.kind in _FIRST:
            days.setdefault(_FIRST[step.kind], step.happened_on)
    return MovementFacts(
        direction=row.direction,
        stay=row.stay,
        in_haste=row.in_haste,
        on_plan=row.on_plan,
        looked_after=row.looked_after,
        childrens_home=row.childrens_home,
        on_register=on_register,
        recorded_on=local_date(row.recorded_at),
        moved_on=row.moved_on,
        **days,
    )


def _steps(ids: Sequence[int]) -> dict[int, list[MovementStep]]:
    found: dict[int, list[MovementStep]] = defaultdict(list)
    for some in batched(ids):
        wanted = select(MovementStep).where(MovementStep.movement_id.in_(some))
        for step in db.session.scalars(wanted.order_by(MovementStep.id)):
            found[step.movement_id].append(step)
    return found


def _children(ids: Sequence[int]) -> dict[int, int]:
    """The record that each of these movements is of; of linked records the one that is kept."""
    found: dict[int, int] = {}
    for some in batched(ids):
        wanted = select(MovementChild.movement_id, MovementChild.child_id).where(
            MovementChild.movement_id.in_(some), MovementChild.undone_at.is_(None)
        )
        found.update(
            (movement_id, child_id) for movement_id, child_id in db.session.execute(wanted)
        )
    kept = children.kept_ids(found.values())
    return {movement_id: kept[child_id] for movement_id, child_id in found.items()}


def batched(ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    """These numbers, so many at a time: a database takes only so many values in one question."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
