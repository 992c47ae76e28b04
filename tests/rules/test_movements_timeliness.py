"""Which steps of a movement count as in time or late, in every combination of what was done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from lacrecords.rules.measuring import timeliness
from lacrecords.rules.movement_facts import Reckoning
from lacrecords.rules.movement_timeliness import CLOCKED, ClockedStep, clocked_steps
from lacrecords.terms import MovementDuty, MovementStay, Timeliness
from tests.rules.movement_cases import DAYS, EITHER, FIGURES, HOURS, LATER, MOVED, SOON, WHO, facts

NOTICE, ACKNOWLEDGED = MovementDuty.WRITTEN_NOTICE, MovementDuty.ACKNOWLEDGEMENT
PAPERS, CONFERENCE = MovementDuty.PAPERS, MovementDuty.TRANSFER_CONFERENCE
NOTICE_ON = DAYS["notice_on"]
DUE_ON = {
    NOTICE: date(2026, 11, 10),
    ACKNOWLEDGED: date(2026, 11, 9),
    PAPERS: date(2026, 11, 12),
    CONFERENCE: date(2026, 11, 24),
}
"""For a child on a plan who moved for good on 2 November, with a notice of the 3rd."""
FIELD = {
    NOTICE: "notice_on",
    ACKNOWLEDGED: "acknowledged_on",
    PAPERS: "papers_on",
    CONFERENCE: "conference_held_on",
}
SETTLES = {duty: (name,) for duty, name in FIELD.items()} | {
    CONFERENCE: ("conference_held_on", "responsibility_passed_on")
}
LONG_AFTER = date(2027, 3, 1)


def clocked(on: date = LONG_AFTER, **said: Any) -> dict[MovementDuty, ClockedStep]:
    found = clocked_steps(Reckoning(facts(**said), FIGURES, HOURS, on))
    assert len({step.duty for step in found}) == len(found)
    return {step.duty: step for step in found}


def stands(step: ClockedStep) -> Timeliness:
    return timeliness(step.due_at, step.done_at, datetime(2027, 3, 1, tzinfo=UTC))


def test_four_steps_have_a_clock_that_the_director_hears_of() -> None:
    assert list(CLOCKED) == list(DUE_ON)


@pytest.mark.parametrize("duty", list(DUE_ON))
@pytest.mark.parametrize(
    ("away", "wanted"),
    [
        (-1, Timeliness.IN_TIME),
        (0, Timeliness.IN_TIME),
        (1, Timeliness.LATE),
        (None, Timeliness.LATE_AND_OPEN),
    ],
)
def test_a_step_is_in_time_on_the_day_it_is_due_and_late_the_day_after(
    duty: MovementDuty, away: int | None, wanted: Timeliness
) -> None:
    said: dict[str, Any] = {"notice_on": NOTICE_ON}
    said[FIELD[duty]] = None if away is None else DUE_ON[duty] + timedelta(days=away)
    step = clocked(**said)[duty]
    assert step.due_at == datetime(
        DUE_ON[duty].year, DUE_ON[duty].month, DUE_ON[duty].day, 17, tzinfo=UTC
    )
    assert stands(step) is wanted


def wanted_of(stay: MovementStay, plan: bool, on: date, days: dict[str, Any]) -> set[MovementDuty]:
    """By the words of the rules: all but the conference was due by the day the child left."""
    if "notice_on" not in days:
        return {NOTICE}
    left = "left_on" in days
    made = stay is MovementStay.PERMANENT or "made_permanent_on" in days
    wanted = {NOTICE, ACKNOWLEDGED}
    if not made and (on == SOON or left):
        return wanted
    # Ten days into the stay it became one for good: the papers were due on the 19th, not before.
    if stay is MovementStay.PERMANENT or "papers_on" in days or not left:
        wanted.add(PAPERS)
    if plan and (not left or {"conference_held_on", "responsibility_passed_on"} & set(days)):
        wanted.add(CONFERENCE)
    return wanted


def test_each_step_counts_exactly_where_its_clock_was_started() -> None:
    for stay, (plan, looked, home), on in product(MovementStay, WHO, (SOON, LATER)):
        for come in product(EITHER, repeat=len(DAYS)):
            days: dict[str, Any] = {
                name: day for (name, day), is_so in zip(DAYS.items(), come, strict=True) if is_so
            }
            found = clocked(
                on, stay=stay, on_plan=plan, looked_after=looked, childrens_home=home, **days
            )
            assert set(found) == wanted_of(stay, plan, on, days), (stay, plan, looked, on, days)
            for duty, step in found.items():
                done = [days[name] for name in SETTLES[duty] if name in days]
                opened = HOURS.in_utc(min(done), HOURS.opens) if done else None
                assert step.done_at == opened


@pytest.mark.parametrize("field", ["left_on", "ended_on"])
@pytest.mark.parametrize(("away", "counts"), [(-1, False), (0, False), (1, True)])
def test_what_was_not_due_yet_when_the_child_left_or_the_movement_ended_does_not_count(
    field: str, away: int, counts: bool
) -> None:
    for duty in DUE_ON:
        said: dict[str, Any] = {"notice_on": NOTICE_ON, FIELD[duty]: None}
        said[field] = DUE_ON[duty] + timedelta(days=away)
        found = clocked(**said)
        assert (duty in found) is counts
        if counts:
            assert stands(found[duty]) is Timeliness.LATE_AND_OPEN
        # What was done counts all the same.
        assert duty in clocked(**said | {FIELD[duty]: DUE_ON[duty]})


def test_a_clock_that_would_begin_after_the_child_had_left_never_was_one() -> None:
    said: dict[str, Any] = {
        "stay": MovementStay.TEMPORARY,
        "notice_on": NOTICE_ON,
        "papers_on": DAYS["papers_on"],
    }
    for away, counts in ((-1, False), (0, True), (1, True)):
        left = LATER + timedelta(days=away)
        assert (PAPERS in clocked(left_on=left, **said)) is counts
    assert NOTICE in clocked(left_on=MOVED, notice_on=MOVED)


def test_an_agreement_in_writing_is_counted_as_the_conference_would_be() -> None:
    passed = DUE_ON[CONFERENCE] + timedelta(days=1)
    step = clocked(notice_on=NOTICE_ON, responsibility_passed_on=passed)[CONFERENCE]
    assert stands(step) is Timeliness.LATE
    both = clocked(
        notice_on=NOTICE_ON,
        conference_held_on=DUE_ON[CONFERENCE],
        responsibility_passed_on=passed,
    )[CONFERENCE]
    assert stands(both) is Timeliness.IN_TIME
