"""Which steps of a movement had a clock, by when each was due, and when it was done.

Pure. A step counts whether it is done, open, or was left undone when the movement was ended; it
does not count where the child had left, or the movement was ended, before it was due.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from lacrecords.rules.movement_facts import DueStep, MovementFacts, Reckoning
from lacrecords.rules.movements import (
    Rule,
    acknowledgement,
    papers,
    transfer_conference,
    written_notice,
)
from lacrecords.terms import MovementDuty

CLOCKED: dict[MovementDuty, tuple[Rule, tuple[str, ...]]] = {
    MovementDuty.WRITTEN_NOTICE: (written_notice, ("notice_on",)),
    MovementDuty.ACKNOWLEDGEMENT: (acknowledgement, ("acknowledged_on",)),
    MovementDuty.PAPERS: (papers, ("papers_on",)),
    MovementDuty.TRANSFER_CONFERENCE: (
        transfer_conference,
        ("conference_held_on", "responsibility_passed_on"),
    ),
}
"""Each with its rule and the days that settle it: an agreement in writing does as well."""


@dataclass(frozen=True, slots=True)
class ClockedStep:
    """One step that had a clock; `done_at` is empty where it was not done."""

    duty: MovementDuty
    due_at: datetime
    done_at: datetime | None


def clocked_steps(it: Reckoning) -> tuple[ClockedStep, ...]:
    """Each step of this movement whose clock was started."""
    found = (_clocked(it, duty) for duty in CLOCKED)
    return tuple(step for step in found if step is not None)


def _clocked(it: Reckoning, duty: MovementDuty) -> ClockedStep | None:
    rule, settles = CLOCKED[duty]
    facts = it.facts
    undone: dict[str, Any] = dict.fromkeys(("left_on", *settles))
    step = rule(replace(it, facts=replace(facts, **undone)))
    if step is None or _began_after_leaving(facts, step):
        return None
    done_on = min((day for name in settles if (day := getattr(facts, name))), default=None)
    due_on = it.hours.wall_clock(step.due_at).date()
    if done_on is None and _fell_away(facts, due_on):
        return None
    # A step is done on a day: in time until the office closes on the day it was due.
    done_at = None if done_on is None else it.hours.in_utc(done_on, it.hours.opens)
    return ClockedStep(duty, step.due_at, done_at)


def _began_after_leaving(facts: MovementFacts, step: DueStep) -> bool:
    """Whether the clock counts from a day on which the child had left already."""
    return facts.left_on is not None and step.clock.since_on > facts.left_on


def _fell_away(facts: MovementFacts, due_on: date) -> bool:
    """Whether the child had left, or the movement was ended, by the day it was due."""
    return any(day is not None and day <= due_on for day in (facts.left_on, facts.ended_on))
