"""Hours in which no deadline could fall are refused, in words; moments come back in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest

from lacrecords.rules.deadlines import WorkingHours, add_hours

LAST_KNOWN = date(2026, 12, 31)
NAIVE = r"^A moment needs its time zone; moments are kept in UTC.$"


def office(**said: Any) -> WorkingHours:
    usual: dict[str, Any] = {
        "opens": time(9),
        "closes": time(17),
        "holidays": frozenset(),
        "holidays_known_until": LAST_KNOWN,
    }
    return WorkingHours(**(usual | said))


@pytest.mark.parametrize("closes", [time(9), time(8)])
def test_an_office_opens_before_it_closes(closes: time) -> None:
    with pytest.raises(
        ValueError, match=r"^The office must open before it closes, on the same day.$"
    ):
        office(closes=closes)
    assert office(closes=time(9, 1)).closes == time(9, 1)


@pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7}), frozenset({0, -1})])
def test_an_office_works_on_days_of_the_week(weekdays: frozenset[int]) -> None:
    words = "Working weekdays are numbers from 0 (Monday) to 6; one at least."
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        office(weekdays=weekdays)


def test_an_office_may_work_on_every_day() -> None:
    every = office(weekdays=frozenset(range(7)))
    assert all(every.is_working_day(date(2026, 11, 16) + timedelta(days=n)) for n in range(7))


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        office(timezone_name="Europe/Nowhere")


def test_holidays_run_out_on_the_day_after_the_last_one_known() -> None:
    noon = datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert not office().holiday_data_runs_out(noon)
    assert office().holiday_data_runs_out(noon + timedelta(days=1))
    assert office().holiday_data_runs_out(noon, notice_days=1)


def test_a_moment_without_a_zone_is_refused_in_words() -> None:
    for ask in (lambda at: add_hours(at, 1), office().wall_clock):
        with pytest.raises(ValueError, match=NAIVE):
            ask(datetime(2026, 11, 16, 12))


def test_hours_later_is_given_in_utc() -> None:
    there = datetime(2026, 11, 16, 12, tzinfo=timezone(timedelta(hours=5)))
    assert add_hours(there, 1.5) == datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
    assert add_hours(there, 1.5).tzinfo is UTC


@pytest.mark.parametrize("days", [0, -1])
def test_a_deadline_is_at_least_a_working_day_away(days: int) -> None:
    words = "A deadline in working days is at least one working day away."
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        office().add_working_days(datetime(2026, 11, 16, 12, tzinfo=UTC), days)
