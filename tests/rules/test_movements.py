"""What a movement asks for next, in every combination of what may be so; and its clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest

from lacrecords.rules.movement_facts import (
    MovementFacts,
    Reckoning,
)
from lacrecords.rules.movements import (
    due_steps,
    state_of,
)
from lacrecords.terms import (
    MovementDirection,
    MovementDuty,
    MovementState,
    MovementStay,
)
from tests.rules.movement_cases import (
    DAYS,
    EITHER,
    FIGURES,
    HOURS,
    LATER,
    SOON,
    WHO,
    facts,
)


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
    with pytest.raises(
        ValueError, match=r"^A movement is of a child on a plan, looked after, or both\.$"
    ):
        facts(on_plan=False)


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
