"""When each step of a movement is due: every clock by its event, its figure and its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.movement_facts import (
    Reckoning,
    Unit,
)
from lacrecords.rules.movements import (
    due_steps,
)
from lacrecords.terms import (
    ClockSince,
    MovementDuty,
    MovementStay,
)
from tests.rules.movement_cases import (
    DAYS,
    EITHER,
    FIGURES,
    HOURS,
    LATER,
    MOVED,
    SOON,
    WHO,
    due_on,
    facts,
    reckon,
)


@pytest.mark.parametrize(
    ("who", "haste", "day", "since", "setting"),
    [
        (WHO[0], False, date(2026, 11, 10), ClockSince.MOVE, "movement_notice_working_days"),
        (WHO[0], True, date(2026, 11, 10), ClockSince.MOVE, "movement_notice_working_days"),
        (WHO[1], True, date(2026, 11, 9), ClockSince.MOVE, "placement_notice_working_days"),
        (WHO[1], False, date(2026, 10, 30), ClockSince.BEFORE_PLACEMENT, ""),
        (WHO[2], False, date(2026, 10, 30), ClockSince.BEFORE_PLACEMENT, ""),
        (WHO[2], True, date(2026, 11, 9), ClockSince.MOVE, "placement_notice_working_days"),
    ],
)
def test_written_notice_is_due_before_a_planned_placement_and_else_within_days_of_the_move(
    who: tuple[bool, bool, bool], haste: bool, day: date, since: ClockSince, setting: str
) -> None:
    plan, looked, _ = who
    step = reckon(on_plan=plan, looked_after=looked, in_haste=haste)[MovementDuty.WRITTEN_NOTICE]
    assert due_on(step) == day
    assert (step.clock.since, step.clock.since_on) == (since, MOVED)
    assert (step.clock.setting, step.clock.unit) == (setting, Unit.WORKING_DAYS)
    assert step.clock.count == (getattr(FIGURES, setting) if setting else 0)
    assert step.due_at.timetz() == time(17, tzinfo=UTC)


def test_the_conference_is_due_fifteen_working_days_after_the_written_notice_and_not_the_move() -> (
    None
):
    assert MovementDuty.TRANSFER_CONFERENCE not in reckon()
    step = reckon(notice_on=date(2026, 12, 10))[MovementDuty.TRANSFER_CONFERENCE]
    # Two bank holidays at Christmas are left out.
    assert due_on(step) == date(2027, 1, 4)
    assert step.clock.count == 15
    assert step.clock.since is ClockSince.WRITTEN_NOTICE
    assert step.clock.since_on == date(2026, 12, 10)
    assert step.clock.setting == "transfer_conference_working_days"


@pytest.mark.parametrize(
    ("duty", "said", "count", "since", "since_on", "day"),
    [
        (
            MovementDuty.ACKNOWLEDGEMENT,
            {"notice_on": date(2026, 11, 3)},
            ("movement_acknowledge_working_days", 4),
            ClockSince.WRITTEN_NOTICE,
            date(2026, 11, 3),
            date(2026, 11, 9),
        ),
        (
            MovementDuty.PAPERS,
            {"notice_on": date(2026, 11, 3)},
            ("movement_papers_working_days", 7),
            ClockSince.WRITTEN_NOTICE,
            date(2026, 11, 3),
            date(2026, 11, 12),
        ),
        (
            MovementDuty.RESPONSIBILITY,
            {"conference_held_on": date(2026, 11, 17)},
            ("movement_responsibility_working_days", 3),
            ClockSince.CONFERENCE,
            date(2026, 11, 17),
            date(2026, 11, 20),
        ),
        (
            MovementDuty.HOME_ADMISSION,
            {"looked_after": True, "childrens_home": True},
            ("childrens_home_notice_working_days", 1),
            ClockSince.MOVE,
            MOVED,
            date(2026, 11, 3),
        ),
        (
            MovementDuty.HOME_DISCHARGE,
            {"looked_after": True, "childrens_home": True, "left_on": date(2026, 11, 20)},
            ("childrens_home_notice_working_days", 1),
            ClockSince.LEFT,
            date(2026, 11, 20),
            date(2026, 11, 23),
        ),
        (
            MovementDuty.IDENTIFY_CHILD,
            {"on_register": False, "recorded_on": date(2026, 11, 6)},
            ("movement_identify_working_days", 2),
            ClockSince.RECORDED,
            date(2026, 11, 6),
            date(2026, 11, 10),
        ),
        (
            MovementDuty.ENDING,
            {"left_on": date(2026, 11, 6), "responsibility_passed_on": date(2026, 11, 5)},
            ("movement_ending_working_days", 8),
            ClockSince.LEFT,
            date(2026, 11, 6),
            date(2026, 11, 18),
        ),
    ],
)
def test_each_clock_counts_from_its_event_by_its_figure(
    duty: MovementDuty,
    said: dict[str, Any],
    count: tuple[str, int],
    since: ClockSince,
    since_on: date,
    day: date,
) -> None:
    step = reckon(**said)[duty]
    assert (step.clock.setting, step.clock.count) == count
    assert (step.clock.since, step.clock.since_on, due_on(step)) == (since, since_on, day)


def test_a_movement_that_ends_by_passing_on_counts_from_that_day() -> None:
    done = {name: DAYS[name] for name in ("notice_on", "acknowledged_on", "papers_on")}
    held = {name: DAYS[name] for name in ("conference_held_on", "responsibility_passed_on")}
    (step,) = reckon(**done, **held).values()
    assert step.duty is MovementDuty.ENDING
    assert step.clock.since is ClockSince.RESPONSIBILITY_PASSED
    assert step.clock.since_on == DAYS["responsibility_passed_on"]


def test_a_temporary_stay_counts_as_one_for_good_from_the_day_of_the_figure() -> None:
    said: dict[str, Any] = {"stay": MovementStay.TEMPORARY, "notice_on": date(2026, 11, 3)}
    before = reckon(LATER - timedelta(days=1), **said)
    assert MovementDuty.TRANSFER_CONFERENCE not in before
    assert MovementDuty.PAPERS not in before
    stay = before[MovementDuty.PERMANENCE]
    assert due_on(stay) == LATER
    assert (stay.clock.count, stay.clock.unit) == (12, Unit.WEEKS)
    assert stay.clock.setting == "temporary_stay_weeks"
    assert (stay.clock.since, stay.clock.since_on) == (ClockSince.MOVE, MOVED)
    after = reckon(LATER, **said)
    assert MovementDuty.PERMANENCE in after
    conference = after[MovementDuty.TRANSFER_CONFERENCE].clock
    assert (conference.since, conference.since_on) == (ClockSince.BECAME_PERMANENT, LATER)


def test_a_stay_that_ended_before_the_day_of_the_figure_was_never_for_good() -> None:
    for left, since in ((-1, None), (0, LATER), (1, LATER)):
        one = facts(stay=MovementStay.TEMPORARY, left_on=LATER + timedelta(days=left))
        reckoning = Reckoning(one, FIGURES, HOURS, LATER + timedelta(days=30))
        assert reckoning.permanent_since == since


@pytest.mark.parametrize(
    ("placed", "due"),
    [
        (date(2026, 11, 3), date(2026, 11, 2)),  # a Tuesday: the day before
        (date(2026, 11, 8), date(2026, 11, 6)),  # a Sunday: the Friday
        (date(2026, 12, 29), date(2026, 12, 24)),  # after Christmas
    ],
)
def test_before_a_placement_is_the_last_working_day_before_it(placed: date, due: date) -> None:
    step = reckon(on_plan=False, looked_after=True, moved_on=placed)[MovementDuty.WRITTEN_NOTICE]
    assert due_on(step) == due


def test_of_two_clocks_that_end_together_one_is_named() -> None:
    same = replace(FIGURES, movement_notice_working_days=FIGURES.placement_notice_working_days)
    one = facts(looked_after=True, in_haste=True)
    steps = due_steps(Reckoning(one, same, HOURS, SOON))
    (notice,) = (step for step in steps if step.duty is MovementDuty.WRITTEN_NOTICE)
    assert notice.clock.setting == "movement_notice_working_days"


def test_a_notice_of_the_very_day_on_which_a_stay_becomes_one_for_good_starts_the_clock() -> None:
    day = date(2026, 11, 10)
    steps = reckon(stay=MovementStay.TEMPORARY, notice_on=day, made_permanent_on=day)
    clock = steps[MovementDuty.TRANSFER_CONFERENCE].clock
    assert (clock.since, clock.since_on) == (ClockSince.WRITTEN_NOTICE, day)


def test_a_notice_given_before_a_planned_move_for_good_starts_the_clock_all_the_same() -> None:
    day = MOVED - timedelta(days=7)
    steps = reckon(notice_on=day)
    for duty in (MovementDuty.PAPERS, MovementDuty.TRANSFER_CONFERENCE):
        clock = steps[duty].clock
        assert (clock.since, clock.since_on) == (ClockSince.WRITTEN_NOTICE, day)


def test_a_person_may_say_sooner_that_a_stay_is_for_good() -> None:
    said: dict[str, Any] = {"stay": MovementStay.TEMPORARY, "notice_on": date(2026, 11, 3)}
    made = reckon(made_permanent_on=date(2026, 11, 10), **said)
    assert MovementDuty.PERMANENCE not in made
    clock = made[MovementDuty.TRANSFER_CONFERENCE].clock
    assert (clock.since, clock.since_on) == (ClockSince.BECAME_PERMANENT, date(2026, 11, 10))
    # A notice that came only then starts the clock itself.
    said["notice_on"] = date(2026, 11, 12)
    late = reckon(made_permanent_on=date(2026, 11, 10), **said)
    assert late[MovementDuty.PAPERS].clock.since is ClockSince.WRITTEN_NOTICE
    # Whichever comes first holds: a person who writes it down late moves no clock.
    said["notice_on"] = date(2026, 11, 3)
    tardy = reckon(LATER + timedelta(days=9), made_permanent_on=LATER + timedelta(days=8), **said)
    assert tardy[MovementDuty.TRANSFER_CONFERENCE].clock.since_on == LATER


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_notice_is_never_due_on_a_day_on_which_the_office_is_shut(moved_on: date) -> None:
    for looked, haste in product(EITHER, EITHER):
        one = facts(moved_on=moved_on, looked_after=looked, in_haste=haste)
        for step in due_steps(Reckoning(one, FIGURES, HOURS, moved_on)):
            here = HOURS.wall_clock(step.due_at)
            assert HOURS.is_working_day(here.date()) and here.time() == time(17)
            before = step.clock.since is ClockSince.BEFORE_PLACEMENT
            assert (here.date() < moved_on) is before


def test_moments_are_kept_in_utc_and_reckoned_on_the_wall_clock() -> None:
    step = reckon(moved_on=date(2026, 6, 1))[MovementDuty.WRITTEN_NOTICE]
    assert step.due_at == datetime(2026, 6, 9, 16, tzinfo=UTC)
