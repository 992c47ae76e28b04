"""Movements of children for the tests of their rules: the facts, the figures, the office hours."""

from __future__ import annotations

from datetime import UTC, date, time, timedelta
from typing import Any

from lacrecords.rules.deadlines import WorkingHours
from lacrecords.rules.movement_facts import DueStep, MovementFacts, MovementFigures, Reckoning
from lacrecords.rules.movements import due_steps
from lacrecords.terms import MovementDirection, MovementDuty, MovementStay

EITHER = (False, True)
HOURS = WorkingHours(
    opens=time(9),
    closes=time(17),
    holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28)}),
    holidays_known_until=date(2035, 12, 31),
)
FIGURES = MovementFigures(
    movement_notice_working_days=6,
    placement_notice_working_days=5,
    movement_acknowledge_working_days=4,
    movement_papers_working_days=7,
    transfer_conference_working_days=15,
    movement_responsibility_working_days=3,
    temporary_stay_weeks=12,
    childrens_home_notice_working_days=1,
    movement_identify_working_days=2,
    movement_ending_working_days=8,
)
MOVED = date(2026, 11, 2)
"""A Monday."""
WHO = ((True, False, False), (False, True, False), (True, True, False), (False, True, True))
"""On a plan, looked after, in a children's home."""
DAYS = {
    "notice_on": date(2026, 11, 3),
    "acknowledged_on": date(2026, 11, 4),
    "papers_on": date(2026, 11, 5),
    "conference_held_on": date(2026, 11, 17),
    "responsibility_passed_on": date(2026, 11, 18),
    "home_admission_on": date(2026, 11, 2),
    "home_discharge_on": date(2026, 11, 20),
    "made_permanent_on": date(2026, 11, 10),
    "left_on": date(2026, 11, 19),
}
SOON, LATER = date(2026, 11, 20), MOVED + timedelta(weeks=12)


def facts(**said: Any) -> MovementFacts:
    plain: dict[str, Any] = {
        "direction": MovementDirection.OUT,
        "stay": MovementStay.PERMANENT,
        "in_haste": False,
        "on_plan": True,
        "looked_after": False,
        "childrens_home": False,
        "on_register": True,
        "recorded_on": MOVED,
        "moved_on": MOVED,
    }
    return MovementFacts(**plain | said)


def reckon(on: date = SOON, **said: Any) -> dict[MovementDuty, DueStep]:
    return {step.duty: step for step in due_steps(Reckoning(facts(**said), FIGURES, HOURS, on))}


def due_on(step: DueStep) -> date:
    assert step.due_at.tzinfo is UTC
    return step.due_at.date()
