"""Clocks with their reason: every change of the clocks to 2036, leap days, months, birthdays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.deadlines import (
    Clock,
    WorkingHours,
    anniversary,
    months_later,
    start_clock,
)
from lacrecords.terms import ClockUnit

LONDON = ZoneInfo("Europe/London")
YEARS = range(2024, 2037)
ENGLAND = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2023, 2040)))
OFFICE = WorkingHours(
    opens=time(9), closes=time(17), holidays=ENGLAND, holidays_known_until=date(2039, 12, 31)
)
BEGAN = st.datetimes(datetime(2024, 1, 1), datetime(2036, 12, 31), timezones=st.just(UTC))
BECAUSE, SETTING = "the notice was written", "some_working_days"
UNITS = st.sampled_from(ClockUnit)


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


CHANGES = [last_sunday(year, month) for year in YEARS for month in (3, 10)]


def clock(began_at: datetime, figure: int, unit: ClockUnit) -> Clock:
    return start_clock(OFFICE, began_at, BECAUSE, figure, unit, SETTING)


def wall(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize("sunday", CHANGES, ids=str)
def test_over_every_change_of_the_clocks_an_hour_passes_and_ten_stays_ten(sunday: date) -> None:
    saturday, night = wall(sunday - timedelta(days=1), 10), wall(sunday, 0)
    assert clock(night, 3, ClockUnit.HOURS).due_at == night + timedelta(hours=3)
    assert clock(night, 90, ClockUnit.MINUTES).due_at == night + timedelta(minutes=90)
    thursday = wall(sunday - timedelta(days=3), 10)
    due = clock(thursday, 5, ClockUnit.WORKING_DAYS).due_at.astimezone(LONDON)
    assert due.hour == 10
    day = clock(saturday, 1, ClockUnit.DAYS).due_at
    assert day == wall(sunday + timedelta(days=1), 0)
    assert day - wall(sunday, 0) == timedelta(hours=23 if sunday.month == 3 else 25)


@pytest.mark.parametrize("sunday", CHANGES, ids=str)
def test_the_office_opens_and_closes_by_the_wall_on_both_sides(sunday: date) -> None:
    for day in (sunday - timedelta(days=2), sunday + timedelta(days=1)):
        if OFFICE.is_working_day(day):
            assert not OFFICE.is_out_of_hours(wall(day, 9))
            assert OFFICE.is_out_of_hours(wall(day, 8))
            assert OFFICE.is_out_of_hours(wall(day, 17))


@given(began=BEGAN, figure=st.integers(1, 60), unit=UNITS)
def test_every_clock_ends_after_it_begins_and_says_why(
    began: datetime, figure: int, unit: ClockUnit
) -> None:
    made = clock(began, figure, unit)
    assert made.due_at > made.began_at == began
    assert (made.began_because, made.setting) == (BECAUSE, SETTING)
    assert (made.figure, made.unit) == (figure, unit)
    assert made.due_at.tzinfo is UTC
    assert not made.is_late(made.due_at)
    assert made.is_late(made.due_at + timedelta(microseconds=1))


@given(began=BEGAN, figure=st.integers(1, 60), unit=UNITS)
def test_one_more_is_never_due_earlier(began: datetime, figure: int, unit: ClockUnit) -> None:
    assert clock(began, figure + 1, unit).due_at > clock(began, figure, unit).due_at


@given(began=BEGAN, figure=st.integers(1, 40), unit=st.sampled_from(["DAYS", "MONTHS"]))
def test_days_and_months_end_at_midnight_on_the_wall(
    began: datetime, figure: int, unit: str
) -> None:
    due = clock(began, figure, ClockUnit[unit]).due_at.astimezone(LONDON)
    assert due.time() == time(0)
    if unit == "DAYS":
        assert due.date() - began.astimezone(LONDON).date() == timedelta(days=figure + 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2026-01-15", 11, "2026-12-15"),
        ("2026-01-15", 12, "2027-01-15"),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(day=st.dates(date(2000, 1, 1), date(2036, 12, 31)), months=st.integers(0, 240))
def test_so_many_months_later_is_in_that_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(born=st.dates(date(2006, 1, 1), date(2018, 12, 31)))
def test_the_eighteenth_birthday_is_the_same_day_or_the_first_of_march(born: date) -> None:
    day = anniversary(born, 18)
    assert day.year == born.year + 18
    same = (day.month, day.day) == (born.month, born.day)
    assert same or ((born.month, born.day) == (2, 29) and (day.month, day.day) == (3, 1))


def test_years_are_counted_backwards_in_the_same_way() -> None:
    assert anniversary(date(2008, 2, 29), -4) == date(2004, 2, 29)
    assert anniversary(date(2008, 2, 29), -5) == date(2003, 3, 1)
    assert anniversary(date(2026, 11, 2), -5) == date(2021, 11, 2)


@pytest.mark.parametrize("born", ["2008-02-29", "2012-02-29", "2016-02-29"])
def test_who_was_born_on_a_leap_day_is_eighteen_on_the_first_of_march(born: str) -> None:
    attained = anniversary(date.fromisoformat(born), 18)
    assert (attained.month, attained.day) == (3, 1)


def test_half_the_time_is_half_the_time() -> None:
    began = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    made = clock(began, 10, ClockUnit.HOURS)
    assert not made.is_past(0.5, began + timedelta(hours=5) - timedelta(seconds=1))
    assert made.is_past(0.5, began + timedelta(hours=5))
    assert made.is_past(1, made.due_at) and not made.is_past(1, made.due_at - timedelta(seconds=1))


@pytest.mark.parametrize("figure", [0, -1])
def test_a_clock_of_nothing_is_refused(figure: int) -> None:
    with pytest.raises(ValueError, match=r"^A clock runs for at least one of its units\.$"):
        clock(datetime(2026, 11, 2, tzinfo=UTC), figure, ClockUnit.HOURS)


def test_christmas_of_every_year_to_2036_is_no_working_day() -> None:
    for year in YEARS:
        assert not OFFICE.is_working_day(date(year, 12, 25))
        boxing = OFFICE.next_working_day(date(year, 12, 24))
        assert boxing >= date(year, 12, 27)
