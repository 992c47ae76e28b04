"""What a movement asks for next, in every combination of what may be so; and its clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.deadlines import WorkingHours
from lacrecords.rules.movement_facts import (
    DueStep,
    MovementFacts,
    MovementFigures,
    Reckoning,
    Unit,
)
from lacrecords.rules.movements import (
    due_steps,
    state_of,
)
from lacrecords.terms import (
    ClockSince,
    MovementDirection,
    MovementDuty,
    MovementState,
    MovementStay,
)

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


@cache
def everything() -> tuple[tuple[MovementFacts, date, frozenset[MovementDuty]], ...]:
    return tuple(_everything())


def _everything() -> Iterator[tuple[MovementFacts, date, frozenset[MovementDuty]]]:
    for stay, haste, (plan, looked, home), known, on in product(
        MovementStay, EITHER, (*WHO, (True, True, True)), EITHER, (SOON, LATER)
    ):
        for come in product(EITHER, repeat=len(DAYS)):
            days = {
                name: day for (name, day), is_so in zip(DAYS.items(), come, strict=True) if is_so
            }
            one = facts(
                stay=stay,
                in_haste=haste,
                on_plan=plan,
                looked_after=looked,
                childrens_home=home,
                on_register=known,
                **days,
            )
            steps = due_steps(Reckoning(one, FIGURES, HOURS, on))
            assert [step.due_at for step in steps] == sorted(step.due_at for step in steps)
            duties = frozenset(step.duty for step in steps)
            assert len(duties) == len(steps)
            yield one, on, duties


def stays_for_good(one: MovementFacts, on: date) -> bool:
    if one.stay is MovementStay.PERMANENT or one.made_permanent_on is not None:
        return True
    return on == LATER and one.left_on is None


def test_every_duty_is_asked_for_exactly_where_it_is_open() -> None:
    for one, on, duties in everything():
        here = one.left_on is None
        notice = one.notice_on is not None
        settled = one.conference_held_on is None and one.responsibility_passed_on is None
        for_good = stays_for_good(one, on)
        open_now = {
            MovementDuty.IDENTIFY_CHILD: not one.on_register,
            MovementDuty.WRITTEN_NOTICE: here and not notice,
            MovementDuty.ACKNOWLEDGEMENT: here and notice and one.acknowledged_on is None,
            MovementDuty.PAPERS: here and notice and for_good and one.papers_on is None,
            MovementDuty.TRANSFER_CONFERENCE: here
            and notice
            and for_good
            and one.on_plan
            and settled,
            MovementDuty.RESPONSIBILITY: here
            and one.on_plan
            and one.conference_held_on is not None
            and one.responsibility_passed_on is None,
            MovementDuty.HOME_ADMISSION: one.childrens_home and one.home_admission_on is None,
            MovementDuty.HOME_DISCHARGE: one.childrens_home
            and not here
            and one.home_discharge_on is None,
            MovementDuty.PERMANENCE: here
            and one.stay is MovementStay.TEMPORARY
            and one.made_permanent_on is None,
        }
        over = not here or one.responsibility_passed_on is not None
        open_now[MovementDuty.ENDING] = over and not any(open_now.values())
        assert duties == {duty for duty, is_open in open_now.items() if is_open}, one


def test_no_movement_falls_silent_before_a_person_ended_it_while_a_plan_is_to_be_passed_on() -> (
    None
):
    for one, on, duties in everything():
        if one.on_plan and stays_for_good(one, on):
            assert duties, one


def test_an_ended_movement_asks_for_nothing() -> None:
    for one, on, _ in everything()[::7]:
        ended = replace(one, ended_on=SOON)
        assert due_steps(Reckoning(ended, FIGURES, HOURS, on)) == ()
        assert state_of(ended) is MovementState.ENDED


def test_the_clocks_do_not_ask_who_moved_where() -> None:
    for one, on, duties in everything()[::11]:
        other = Reckoning(replace(one, direction=MovementDirection.IN), FIGURES, HOURS, on)
        assert {step.duty for step in due_steps(other)} == duties


def test_a_child_who_is_neither_on_a_plan_nor_looked_after_is_refused() -> None:
    with pytest.raises(ValueError, match="on a plan, looked after, or both"):
        facts(on_plan=False)


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


def test_the_state_is_the_furthest_step() -> None:
    order = (
        ("notice_on", MovementState.NOTICE_GIVEN),
        ("acknowledged_on", MovementState.ACKNOWLEDGED),
        ("conference_booked_for", MovementState.CONFERENCE_BOOKED),
        ("conference_held_on", MovementState.CONFERENCE_HELD),
        ("responsibility_passed_on", MovementState.RESPONSIBILITY_PASSED),
        ("left_on", MovementState.LEFT),
        ("ended_on", MovementState.ENDED),
    )
    assert state_of(facts()) is MovementState.BEGUN
    said: dict[str, Any] = {}
    for name, state in order:
        assert state_of(facts(**{name: SOON})) is state
        said[name] = SOON
        assert state_of(facts(**said)) is state


def test_moments_are_kept_in_utc_and_reckoned_on_the_wall_clock() -> None:
    step = reckon(moved_on=date(2026, 6, 1))[MovementDuty.WRITTEN_NOTICE]
    assert step.due_at == datetime(2026, 6, 9, 16, tzinfo=UTC)
