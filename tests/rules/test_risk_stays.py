"""Whether somebody and a child can have met at one address: compared with counting the days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lacrecords.rules.risk_stays import (
    LONGEST_PREGNANCY,
    ChildsBirth,
    SharedStay,
    Stay,
    shared_stay,
)
from lacrecords.rules.understanding import BirthDays, birth_days
from lacrecords.terms import DatePrecision

TODAY = date(2020, 3, 1)
DAY = timedelta(days=1)
EVERY_DAY = [date(2018, 6, 1) + DAY * number for number in range(1100)]
NEAR = st.dates(date(2019, 1, 1), date(2020, 12, 31))
STAYS = st.builds(Stay, st.none() | NEAR, st.none() | NEAR)
PRECISIONS = st.sampled_from((DatePrecision.EXACT, DatePrecision.MONTH, DatePrecision.YEAR))
BIRTHS = (
    st.just(ChildsBirth())
    | st.builds(ChildsBirth, st.builds(birth_days, NEAR, PRECISIONS), st.none() | NEAR)
    | st.builds(ChildsBirth, st.none(), NEAR)
)
HERE = Stay(None, None)


def days_of(stay: Stay) -> set[date]:
    """Every day on which somebody can have been there, by what is recorded."""
    return {
        day
        for day in EVERY_DAY
        if (stay.from_on is None or stay.from_on <= day)
        and (stay.to_on is None or day <= stay.to_on)
    }


def days_of_child(home: Stay, birth: ChildsBirth) -> set[date]:
    """The same for a child, which cannot be anywhere before it can have been born."""
    if birth.born is not None:
        return {day for day in days_of(home) if day >= birth.born.earliest}
    if birth.expected_on is None:
        return days_of(home)
    if home.to_on is not None and home.to_on < TODAY:
        return set()
    begun = birth.expected_on - LONGEST_PREGNANCY
    return {day for day in days_of(home) if day >= begun or day >= TODAY}


@given(STAYS, STAYS, BIRTHS)
@example(Stay(None, date(2019, 5, 3)), HERE, ChildsBirth(BirthDays(date(2019, 5, 4), TODAY)))
@example(Stay(None, date(2019, 5, 4)), HERE, ChildsBirth(BirthDays(date(2019, 5, 4), TODAY)))
def test_they_can_have_met_where_the_days_that_are_possible_share_one(
    person: Stay, home: Stay, birth: ChildsBirth
) -> None:
    shared = days_of(person) & days_of_child(home, birth)
    found = shared_stay(person, home, birth, TODAY)
    assert (found is not None) is bool(shared)


@given(STAYS, STAYS, BIRTHS)
def test_it_is_sure_only_where_both_were_there_however_the_birth_is_read(
    person: Stay, home: Stay, birth: ChildsBirth
) -> None:
    found = shared_stay(person, home, birth, TODAY)
    if found is None or not found.is_sure:
        return
    assert person.from_on is not None and home.from_on is not None and not birth.is_unborn
    latest = birth.born.latest if birth.born and found.until else date.min
    shared = days_of(person) & days_of(home) & {day for day in EVERY_DAY if day >= latest}
    assert shared
    assert found.until in {None, max(shared)}


@given(STAYS, STAYS, BIRTHS)
@example(Stay(TODAY, TODAY), Stay(TODAY, None), ChildsBirth(BirthDays(TODAY, TODAY)))
def test_what_is_recorded_is_said_as_it_is_recorded(
    person: Stay, home: Stay, birth: ChildsBirth
) -> None:
    found = shared_stay(person, home, birth, TODAY)
    if found is None:
        return
    ended: Collection[date] = [day for day in (person.to_on, home.to_on) if day is not None]
    assert found.until == (min(ended) if ended else None)
    assert found.person_came is (person.from_on is not None)
    assert found.child_came is (home.from_on is not None)
    late = birth.born is not None and bool(ended) and birth.born.latest > min(ended)
    assert found.surely_born is (not late and not birth.is_unborn)
    assert found.is_sure is (found.person_came and found.child_came and found.surely_born)


@pytest.mark.parametrize(
    ("precision", "left_on", "meet"),
    [
        (DatePrecision.EXACT, date(2019, 7, 14), False),
        (DatePrecision.EXACT, date(2019, 7, 15), True),
        (DatePrecision.MONTH, date(2019, 6, 30), False),
        (DatePrecision.MONTH, date(2019, 7, 1), True),
        (DatePrecision.YEAR, date(2018, 12, 31), False),
        (DatePrecision.YEAR, date(2019, 1, 1), True),
    ],
)
def test_a_child_is_nowhere_before_the_earliest_day_of_its_birth(
    precision: DatePrecision, left_on: date, meet: bool
) -> None:
    birth = ChildsBirth(birth_days(date(2019, 7, 15), precision))
    assert (shared_stay(Stay(None, left_on), HERE, birth, TODAY) is not None) is meet
    assert (shared_stay(HERE, Stay(None, left_on), birth, TODAY) is not None) is meet


def test_an_unborn_childs_present_home_counts_for_the_household() -> None:
    unborn = ChildsBirth(expected_on=TODAY + DAY * 30)
    begun = TODAY + DAY * (30 - 42 * 7)
    there = SharedStay(until=begun, person_came=False, child_came=False, surely_born=False)
    assert shared_stay(Stay(None, begun), HERE, unborn, TODAY) == there
    assert shared_stay(Stay(None, begun - DAY), HERE, unborn, TODAY) is None
    assert shared_stay(HERE, Stay(None, TODAY), unborn, TODAY) is not None
    assert shared_stay(HERE, Stay(None, TODAY - DAY), unborn, TODAY) is None


def test_an_expected_date_far_ahead_does_not_hide_who_is_there_now() -> None:
    unborn = ChildsBirth(expected_on=TODAY + DAY * 1000)
    assert shared_stay(Stay(None, TODAY), HERE, unborn, TODAY) is not None
    assert shared_stay(Stay(None, TODAY - DAY), HERE, unborn, TODAY) is None


def test_a_birth_that_is_recorded_comes_before_the_date_on_which_it_was_expected() -> None:
    born = ChildsBirth(birth_days(TODAY, DatePrecision.EXACT), TODAY + DAY)
    assert not born.is_unborn
    assert shared_stay(Stay(None, TODAY - DAY), HERE, born, TODAY) is None
    assert shared_stay(Stay(None, TODAY), HERE, born, TODAY) is not None
