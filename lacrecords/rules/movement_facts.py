"""What the rules of movements ask of one movement, and how a clock says why.

Pure: facts, figures and the day go in; a moment and the event it counts from come out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lacrecords.rules.deadlines import WorkingHours
from lacrecords.terms import ClockSince, MovementDirection, MovementDuty, MovementStay


class Unit(StrEnum):
    """What a figure counts."""

    WORKING_DAYS = "working_days"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementFigures:
    """This authority's figures, named as in config/procedure.toml."""

    movement_notice_working_days: int
    placement_notice_working_days: int
    movement_acknowledge_working_days: int
    movement_papers_working_days: int
    transfer_conference_working_days: int
    movement_responsibility_working_days: int
    temporary_stay_weeks: int
    childrens_home_notice_working_days: int
    movement_identify_working_days: int
    movement_ending_working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementFacts:
    """All that the rules ask of one movement; a day that is empty has not come."""

    direction: MovementDirection
    stay: MovementStay
    in_haste: bool
    on_plan: bool
    looked_after: bool
    childrens_home: bool
    on_register: bool
    recorded_on: date
    moved_on: date
    notice_on: date | None = None
    acknowledged_on: date | None = None
    papers_on: date | None = None
    conference_booked_for: date | None = None
    conference_held_on: date | None = None
    responsibility_passed_on: date | None = None
    home_admission_on: date | None = None
    home_discharge_on: date | None = None
    made_permanent_on: date | None = None
    left_on: date | None = None
    ending_proposed_on: date | None = None
    ended_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a child about whom no authority is told."""
        if not self.on_plan and not self.looked_after:
            raise ValueError("A movement is of a child on a plan, looked after, or both.")


@dataclass(frozen=True, slots=True)
class Clock:
    """Why something is due when it is: so many days or weeks from an event, by which figure."""

    count: int
    unit: Unit
    since: ClockSince
    since_on: date
    setting: str


@dataclass(frozen=True, slots=True)
class DueStep:
    """One duty that is not done, with the moment it is due and its clock."""

    duty: MovementDuty
    due_at: datetime
    clock: Clock


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One movement on one day: what a rule needs."""

    facts: MovementFacts
    figures: MovementFigures
    hours: WorkingHours
    on: date

    @property
    def permanent_since(self) -> date | None:
        """The day from which the move counts as one for good; None: the child stays for a while."""
        facts = self.facts
        if facts.stay is MovementStay.PERMANENT:
            return facts.moved_on
        turns = facts.moved_on + timedelta(weeks=self.figures.temporary_stay_weeks)
        by_figure = turns if turns <= self.on and not self._left_before(turns) else None
        days = [day for day in (facts.made_permanent_on, by_figure) if day is not None]
        return min(days, default=None)

    def _left_before(self, day: date) -> bool:
        return self.facts.left_on is not None and self.facts.left_on < day

    def working_days(
        self, setting: str, since: ClockSince, since_on: date
    ) -> tuple[datetime, Clock]:
        """The close of the office so many working days after that day, and the clock."""
        count: int = getattr(self.figures, setting)
        day = since_on
        for _ in range(count):
            day = self.hours.next_working_day(day)
        clock = Clock(count, Unit.WORKING_DAYS, since, since_on, setting)
        return self.hours.in_utc(day, self.hours.closes), clock
