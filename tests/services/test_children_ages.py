"""Ages in words, and the day a child becomes an adult."""

from __future__ import annotations

from datetime import date

import pytest

from lacrecords.children.ages import Birth, age_words, birth_words, is_adult
from lacrecords.terms import DatePrecision

EXACT, MONTH, YEAR = DatePrecision.EXACT, DatePrecision.MONTH, DatePrecision.YEAR
EXPECTED = DatePrecision.EXPECTED


def born(year: int, month: int, day: int, precision: DatePrecision = EXACT) -> Birth:
    return Birth(date(year, month, day), None, precision)


@pytest.mark.parametrize(
    ("birth", "on", "words"),
    [
        (born(2026, 5, 1), date(2026, 5, 1), "0 days"),
        (born(2026, 5, 1), date(2026, 5, 2), "1 day"),
        (born(2026, 5, 1), date(2026, 5, 16), "2 weeks"),
        (born(2026, 5, 1), date(2026, 9, 1), "4 months"),
        (born(2025, 5, 1), date(2026, 4, 30), "11 months"),
        (born(2025, 5, 1), date(2026, 5, 1), "1 year"),
        (born(2023, 3, 1), date(2026, 5, 1), "3 years 2 months"),
        (born(2023, 3, 31), date(2026, 4, 30), "3 years"),
        (born(2023, 3, 31), date(2026, 5, 1), "3 years 1 month"),
        (born(2012, 3, 1), date(2026, 5, 1), "14 years"),
        (born(2020, 6, 1, YEAR), date(2026, 5, 1), "about 6 years"),
        (born(2023, 3, 15, MONTH), date(2026, 5, 20), "about 3 years 2 months"),
        (
            Birth(None, date(2026, 5, 4), DatePrecision.EXPECTED),
            date(2026, 1, 1),
            "expected 4 May 2026",
        ),
        (None, date(2026, 1, 1), "date of birth not recorded"),
        (born(2026, 5, 1), date(2026, 4, 1), "not yet born on that day"),
    ],
)
def test_an_age_is_said_as_a_person_would(birth: Birth | None, on: date, words: str) -> None:
    assert age_words(birth, on) == words


@pytest.mark.parametrize(
    ("birth", "last_day_as_a_child"),
    [
        (born(2008, 5, 4), date(2026, 5, 3)),
        (born(2008, 2, 29), date(2026, 2, 28)),
        (born(2008, 5, 15, MONTH), date(2026, 5, 30)),
        (born(2008, 7, 15, YEAR), date(2026, 12, 30)),
    ],
)
def test_eighteen_is_reached_at_the_start_of_the_birthday(
    birth: Birth, last_day_as_a_child: date
) -> None:
    next_day = date.fromordinal(last_day_as_a_child.toordinal() + 1)
    assert not is_adult(birth, last_day_as_a_child)
    assert is_adult(birth, next_day)


def test_born_on_29_february_eighteen_is_reached_on_1_march() -> None:
    assert is_adult(born(2008, 2, 29), date(2026, 3, 1))


def test_an_unborn_child_is_no_adult_however_late() -> None:
    assert not is_adult(Birth(None, date(2000, 1, 1), DatePrecision.EXPECTED), date(2026, 1, 1))


def test_a_date_known_in_part_is_said_in_part() -> None:
    assert birth_words(born(2020, 7, 15, YEAR)) == "2020 (day and month not known)"
    assert birth_words(born(2020, 7, 15, MONTH)) == "July 2020 (day not known)"
