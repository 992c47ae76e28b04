"""The clock of requests for information: calendar months, month ends, pauses, extensions."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.subject_access import (
    ClockFigures,
    Pause,
    RequestDays,
    begins_on,
    clock_of,
    due_on,
    first_month_ends_on,
    paused_days,
)
from lacrecords.terms import AccessClock

FIGURES = ClockFigures(
    months=1, extension_months=2, ask_identity_days=7, warning_days=7, director_days=5
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
ONE_DAY = timedelta(days=1)


def every_day(_day: date) -> bool:
    return True


def monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


def request(received: date, **said: object) -> RequestDays:
    plain: dict[str, object] = {"asked_to_show_on": None, "shown_on": None}
    return RequestDays(received_on=received, **(plain | said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 3, 3), date(2026, 4, 3)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 5, 31), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 2, 28), date(2026, 3, 28)),
        (date(2028, 2, 29), date(2028, 3, 29)),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_last_of_the_next(
    received: date, last: date
) -> None:
    assert due_on(request(received), FIGURES, every_day) == last


def test_a_last_day_on_which_the_office_is_shut_is_put_off() -> None:
    # 3 May 2026 is a Sunday.
    assert due_on(request(date(2026, 4, 3)), FIGURES, monday_to_friday) == date(2026, 5, 4)


@given(DAYS)
def test_the_month_is_never_longer_than_a_calendar_month_and_the_days_the_office_is_shut(
    received: date,
) -> None:
    last = due_on(request(received), FIGURES, every_day)
    assert last is not None
    month_after = (received.replace(day=1) + timedelta(days=32)).replace(day=1)
    assert (last.year, last.month) == (month_after.year, month_after.month)
    longest = monthrange(last.year, last.month)[1]
    assert last.day == min(received.day, longest)
    working = due_on(request(received), FIGURES, monday_to_friday)
    assert working is not None and monday_to_friday(working)
    assert last <= working <= last + 2 * ONE_DAY


@given(DAYS, st.integers(0, 7), st.integers(0, 60))
def test_the_month_counts_from_the_day_who_asks_is_shown_where_we_asked_without_delay(
    received: date, asked_after: int, shown_after: int
) -> None:
    asked = received + asked_after * ONE_DAY
    shown = asked + shown_after * ONE_DAY
    days = request(received, asked_to_show_on=asked, shown_on=shown)
    assert begins_on(days, FIGURES) == shown
    waiting = request(received, asked_to_show_on=asked)
    assert begins_on(waiting, FIGURES) is None
    assert due_on(waiting, FIGURES, every_day) is None
    assert clock_of(waiting, None, FIGURES, shown, stopped=False) is AccessClock.NOT_BEGUN


@given(DAYS, st.integers(8, 200), st.integers(0, 60))
def test_asking_late_for_proof_wins_no_time(
    received: date, asked_after: int, shown_after: int
) -> None:
    asked = received + asked_after * ONE_DAY
    for shown in (None, asked + shown_after * ONE_DAY):
        days = request(received, asked_to_show_on=asked, shown_on=shown)
        assert begins_on(days, FIGURES) == received


def test_proof_that_nobody_asked_for_moves_nothing() -> None:
    received = date(2026, 3, 3)
    days = request(received, shown_on=received + 20 * ONE_DAY)
    assert begins_on(days, FIGURES) == received


@given(DAYS, st.integers(0, 25), st.integers(0, 90))
def test_the_days_of_a_pause_are_added_and_no_others(
    received: date, asked_after: int, waited: int
) -> None:
    asked = received + asked_after * ONE_DAY
    plain = due_on(request(received), FIGURES, every_day)
    paused = request(received, pauses=(Pause(asked, asked + waited * ONE_DAY),))
    assert plain is not None
    assert due_on(paused, FIGURES, every_day) == plain + waited * ONE_DAY
    assert first_month_ends_on(paused, FIGURES) == plain + waited * ONE_DAY
    open_ = request(received, pauses=(Pause(asked, None),))
    assert due_on(open_, FIGURES, every_day) is None
    assert clock_of(open_, None, FIGURES, asked, stopped=False) is AccessClock.PAUSED


@given(DAYS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=5))
def test_a_day_that_two_pauses_share_counts_once(first: date, spans: list[tuple[int, int]]) -> None:
    pauses = tuple(
        Pause(first + after * ONE_DAY, first + (after + length) * ONE_DAY)
        for after, length in spans
    )
    waited = {after + number for after, length in spans for number in range(length)}
    assert paused_days(pauses) == len(waited)


@given(DAYS)
def test_an_extension_gives_three_months_in_all_and_is_told_in_the_first(received: date) -> None:
    plain, extended = request(received), request(received, extended=True)
    last, later = due_on(plain, FIGURES, every_day), due_on(extended, FIGURES, every_day)
    assert last is not None and later is not None
    assert first_month_ends_on(extended, FIGURES) == last
    assert (later.year * 12 + later.month) - (received.year * 12 + received.month) == 3
    assert later.day == min(received.day, monthrange(later.year, later.month)[1])


@given(DAYS, st.integers(-40, 40))
def test_the_clock_says_where_it_stands(due: date, after: int) -> None:
    today = due + after * ONE_DAY
    found = clock_of(request(due - 30 * ONE_DAY), due, FIGURES, today, stopped=False)
    expected = (
        AccessClock.WITH_DIRECTOR
        if after > 5
        else AccessClock.OVERDUE
        if after > 0
        else AccessClock.ENDS_SOON
        if after >= -7
        else AccessClock.IN_TIME
    )
    assert found is expected
    stopped = clock_of(request(due), due, FIGURES, today, stopped=True)
    assert stopped is AccessClock.STOPPED
