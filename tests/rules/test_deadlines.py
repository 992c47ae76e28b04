"""The clocks: office hours on the wall, across weekends, holidays and the change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.deadlines import WorkingHours, add_hours, verification_valid_until
from lacrecords.terms import VerificationMethod

# Invented office, real bank holidays of England at Easter, in summer and at Christmas.
HOLIDAYS = frozenset(
    {
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
    }
)
OFFICE = WorkingHours(
    opens=time(8, 45), closes=time(17), holidays=HOLIDAYS, holidays_known_until=date(2027, 12, 31)
)
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC)
)
DAYS = st.integers(min_value=1, max_value=30)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("situation", "moment", "days", "due"),
    [
        ("within a week", "2026-11-24T10:15", 1, "2026-11-25T10:15"),
        ("over a weekend", "2026-11-27T10:15", 1, "2026-11-30T10:15"),
        ("from a Friday night", "2026-11-27T23:00", 1, "2026-11-30T17:00"),
        ("from a Saturday", "2026-11-28T10:15", 1, "2026-11-30T17:00"),
        ("from before opening on a Monday", "2026-11-30T06:00", 1, "2026-11-30T17:00"),
        ("over Good Friday and Easter Monday", "2026-04-02T10:00", 1, "2026-04-07T10:00"),
        ("over Christmas", "2026-12-24T12:00", 2, "2026-12-30T12:00"),
        ("when the clocks go forward, 10 is still 10", "2026-03-27T10:00", 1, "2026-03-30T09:00"),
        ("when the clocks go back, 10 is still 10", "2026-10-23T09:00", 1, "2026-10-26T10:00"),
        ("at the very close", "2026-11-24T17:00", 1, "2026-11-25T17:00"),
        ("at the very opening", "2026-11-24T08:45", 1, "2026-11-25T08:45"),
    ],
)
def test_working_days_are_counted_on_the_wall_clock(
    situation: str, moment: str, days: int, due: str
) -> None:
    assert OFFICE.add_working_days(utc(moment), days) == utc(due), situation


@given(moment=MOMENTS, days=DAYS)
def test_a_deadline_is_later_in_office_hours_and_in_utc(moment: datetime, days: int) -> None:
    due = OFFICE.add_working_days(moment, days)
    here = OFFICE.wall_clock(due)
    assert due > moment
    assert due.tzinfo is UTC
    assert OFFICE.is_working_day(here.date())
    assert OFFICE.opens <= here.time() <= OFFICE.closes


@given(moment=MOMENTS, days=DAYS)
def test_exactly_so_many_working_days_lie_between(moment: datetime, days: int) -> None:
    start = OFFICE.wall_clock(moment)
    due_on = OFFICE.wall_clock(OFFICE.add_working_days(moment, days)).date()
    passed = sum(
        OFFICE.is_working_day(start.date() + timedelta(days=number))
        for number in range(1, (due_on - start.date()).days + 1)
    )
    before_opening = OFFICE.is_working_day(start.date()) and start.time() < OFFICE.opens
    assert passed == (days - 1 if before_opening else days)


@given(moment=MOMENTS, later=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=20)))
def test_who_asks_later_is_never_due_earlier(moment: datetime, later: timedelta) -> None:
    assert OFFICE.add_working_days(moment, 1) <= OFFICE.add_working_days(moment + later, 1)
    assert OFFICE.end_of_next_working_day(moment) <= OFFICE.end_of_next_working_day(moment + later)


@given(moment=MOMENTS, first=DAYS, second=DAYS)
def test_days_add_up(moment: datetime, first: int, second: int) -> None:
    in_two_steps = OFFICE.add_working_days(OFFICE.add_working_days(moment, first), second)
    assert OFFICE.add_working_days(moment, first + second) == in_two_steps


@given(moment=MOMENTS)
def test_the_end_of_the_next_working_day_is_a_close_on_a_later_date(moment: datetime) -> None:
    end = OFFICE.wall_clock(OFFICE.end_of_next_working_day(moment))
    assert end.time() == OFFICE.closes
    assert OFFICE.is_working_day(end.date())
    assert end.date() > OFFICE.wall_clock(moment).date()


@given(moment=MOMENTS)
def test_the_day_is_either_in_hours_or_out_of_them(moment: datetime) -> None:
    here = OFFICE.wall_clock(moment)
    in_hours = OFFICE.is_working_day(here.date()) and OFFICE.opens <= here.time() < OFFICE.closes
    assert OFFICE.is_out_of_hours(moment) is not in_hours


@pytest.mark.parametrize(
    ("situation", "moment", "out"),
    [
        ("a Tuesday morning", "2026-11-24T10:00", False),
        ("the minute of opening", "2026-11-24T08:45", False),
        ("the minute of closing", "2026-11-24T17:00", True),
        ("three in the morning", "2026-11-24T03:00", True),
        ("a Sunday", "2026-11-29T12:00", True),
        ("a bank holiday", "2026-12-25T12:00", True),
        ("a summer evening, five on the wall", "2026-07-14T16:00", True),
        ("a summer morning, a quarter to nine on the wall", "2026-07-14T07:45", False),
    ],
)
def test_out_of_hours_is_told_by_the_wall_clock(situation: str, moment: str, out: bool) -> None:
    assert OFFICE.is_out_of_hours(utc(moment)) is out, situation


@given(moment=MOMENTS, hours=st.floats(min_value=0, max_value=72))
def test_hours_pass_as_they_pass(moment: datetime, hours: float) -> None:
    assert add_hours(moment, hours) - moment == timedelta(hours=hours)


def test_an_hour_over_the_change_of_the_clocks_is_an_hour() -> None:
    assert add_hours(utc("2026-10-25T00:30"), 1) == utc("2026-10-25T01:30")


@pytest.mark.parametrize(
    ("day", "notice_days", "runs_out"),
    [
        ("2027-12-31T12:00", 0, False),
        ("2028-01-01T00:00", 0, True),
        ("2027-12-01T12:00", 60, True),
        ("2027-10-01T12:00", 60, False),
    ],
)
def test_it_is_noticed_when_the_holidays_run_out(
    day: str, notice_days: int, runs_out: bool
) -> None:
    assert OFFICE.holiday_data_runs_out(utc(day), notice_days) is runs_out


def valid_until(method: VerificationMethod, checked_at: str, **more: Any) -> datetime | None:
    return verification_valid_until(
        method,
        utc(checked_at),
        working_hours=OFFICE,
        telephone_minutes=60,
        written_working_days=2,
        **more,
    )


@pytest.mark.parametrize(
    "method",
    [
        VerificationMethod.RING_BACK,
        VerificationMethod.KNOWN_VOICE,
        VerificationMethod.IDENTITY_DOCUMENT,
    ],
)
def test_a_check_by_telephone_or_in_person_is_good_for_an_hour(method: VerificationMethod) -> None:
    assert valid_until(method, "2026-11-27T23:30") == utc("2026-11-28T00:30")


def test_a_check_in_writing_is_good_for_two_working_days_at_most() -> None:
    method = VerificationMethod.DIRECTORY_EMAIL
    assert valid_until(method, "2026-11-27T10:00") == utc("2026-12-01T10:00")
    assert valid_until(method, "2026-11-27T23:00") == utc("2026-12-01T17:00")


def test_a_check_in_writing_ends_when_the_reply_has_gone() -> None:
    replied_at = utc("2026-11-27T11:00")
    until = valid_until(
        VerificationMethod.DIRECTORY_EMAIL, "2026-11-27T10:00", replied_at=replied_at
    )
    assert until == replied_at


def test_no_check_is_good_for_no_time() -> None:
    assert valid_until(VerificationMethod.NONE, "2026-11-27T10:00") is None


def test_a_moment_without_a_time_zone_is_refused() -> None:
    for ask in (OFFICE.is_out_of_hours, OFFICE.end_of_next_working_day):
        with pytest.raises(ValueError, match="time zone"):
            ask(datetime(2026, 11, 24, 10))
    with pytest.raises(ValueError, match="time zone"):
        add_hours(datetime(2026, 11, 24, 10), 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": time(17), "closes": time(9)},
        {"weekdays": frozenset()},
        {"weekdays": frozenset({7})},
    ],
)
def test_hours_in_which_no_deadline_could_fall_are_refused(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "opens": time(9),
        "closes": time(17),
        "holidays": HOLIDAYS,
        "holidays_known_until": date(2027, 12, 31),
    }
    with pytest.raises(ValueError, match=r"open|weekday"):
        WorkingHours(**{**right, **wrong})


@pytest.mark.parametrize("days", [0, -1])
def test_a_deadline_of_no_days_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        OFFICE.add_working_days(utc("2026-11-24T10:00"), days)


@pytest.mark.parametrize(
    ("situation", "start", "end", "minutes"),
    [
        ("within a morning", "2026-11-24T10:15", "2026-11-24T11:00", 45),
        ("from before opening", "2026-11-24T06:00", "2026-11-24T09:00", 15),
        ("until after the close", "2026-11-24T16:30", "2026-11-24T22:00", 30),
        ("over a weekend", "2026-11-27T16:00", "2026-11-30T09:45", 120),
        ("in the night", "2026-11-24T18:00", "2026-11-25T03:00", 0),
        ("over a holiday", "2026-12-24T16:00", "2026-12-29T09:45", 120),
        ("the end first", "2026-11-24T11:00", "2026-11-24T10:00", 0),
        ("the end first, days ago", "2026-11-24T11:00", "2026-11-20T10:00", 0),
        ("when the clocks go back", "2026-10-23T15:00", "2026-10-26T09:45", 120),
    ],
)
def test_office_hours_between_two_moments_are_counted(
    situation: str, start: str, end: str, minutes: int
) -> None:
    assert OFFICE.working_minutes(utc(start), utc(end)) == minutes, situation


def test_a_minute_that_has_begun_is_not_counted() -> None:
    start = utc("2026-11-24T10:00")
    for seconds, minutes in ((59, 0), (60, 1), (119, 1)):
        counted = OFFICE.working_minutes(start, start + timedelta(seconds=seconds))
        assert counted == minutes and isinstance(counted, int)


@given(MOMENTS, DAYS)
def test_so_many_working_days_are_so_many_whole_days_of_office_hours(
    moment: datetime, days: int
) -> None:
    due = OFFICE.add_working_days(moment, days)
    assert OFFICE.working_minutes(moment, due) == days * (8 * 60 + 15)
