"""Dates, moments and ages in plain words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lacrecords.terms import DatePrecision
from lacrecords.web.date_parts import DateParts
from lacrecords.web.words import age_words, date_words, due_words, moment_words, time_words


def test_a_date_is_written_as_people_write_it() -> None:
    assert date_words(date(2024, 3, 3)) == "3 March 2024"
    assert date_words(None) == ""


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (datetime(2024, 7, 3, 20, 5, tzinfo=UTC), "today, 9:05pm"),
        (datetime(2024, 7, 3, 23, 30, tzinfo=UTC), "tomorrow, 12:30am"),
        (datetime(2024, 7, 5, 8, 0, tzinfo=UTC), "5 July 2024"),
        (date(2024, 7, 3), "today"),
        (date(2024, 7, 4), "tomorrow"),
        (date(2024, 12, 4), "4 December 2024"),
    ],
)
def test_what_is_due_soon_is_said_by_its_hour(due: datetime | date, words: str) -> None:
    assert due_words(due, datetime(2024, 7, 3, 9, 0, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2024, 1, 3, 14, 5, tzinfo=UTC), "3 January 2024, 2:05pm"),
        (datetime(2024, 7, 3, 14, 5, tzinfo=UTC), "3 July 2024, 3:05pm"),
        (datetime(2024, 7, 3, 23, 30, tzinfo=UTC), "4 July 2024, 12:30am"),
        (datetime(2024, 1, 3, 12, 0, tzinfo=UTC), "3 January 2024, 12:00pm"),
        (datetime(2024, 10, 27, 1, 0, tzinfo=UTC), "27 October 2024, 1:00am"),
    ],
)
def test_a_moment_is_shown_in_the_time_of_the_office(moment: datetime, words: str) -> None:
    assert moment_words(moment) == words
    assert words.endswith(time_words(moment))


def test_no_moment_is_no_words() -> None:
    assert moment_words(None) == time_words(None) == age_words(None) == ""


@pytest.mark.parametrize(
    ("born", "on", "words"),
    [
        (date(2024, 3, 4), date(2024, 3, 3), "not yet born"),
        (date(2024, 3, 3), date(2024, 3, 3), "0 days"),
        (date(2024, 3, 2), date(2024, 3, 3), "1 day"),
        (date(2024, 2, 25), date(2024, 3, 3), "1 week"),
        (date(2023, 12, 11), date(2024, 3, 3), "11 weeks"),
        (date(2023, 12, 10), date(2024, 3, 3), "2 months"),
        (date(2022, 3, 4), date(2024, 3, 3), "23 months"),
        (date(2022, 3, 3), date(2024, 3, 3), "2 years"),
        (date(2008, 2, 29), date(2026, 2, 28), "17 years"),
        (date(2008, 2, 29), date(2026, 3, 1), "18 years"),
    ],
)
def test_an_age_is_told_in_weeks_then_months_then_years(born: date, on: date, words: str) -> None:
    assert age_words(born, on) == words


def test_parts_of_a_date_give_a_date_to_count_with() -> None:
    assert DateParts(3, 2, 2024).estimated() == (date(2024, 2, 3), DatePrecision.EXACT)
    assert DateParts(None, 2, 2024).estimated() == (date(2024, 2, 15), DatePrecision.MONTH)
    assert DateParts(None, None, 2024).estimated() == (date(2024, 7, 15), DatePrecision.YEAR)
    assert DateParts(None, 2, 2024).exact is None
    assert DateParts.of(date(2024, 2, 3)) == DateParts(3, 2, 2024)
    assert DateParts.of(None) is None
