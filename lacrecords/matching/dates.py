"""Dates of birth as people give them: swapped, a day off, estimated, an age, an expected date.

Reads what was typed, compares two dates in words, and lists the dates worth looking
under. It has no clock: the day an age was true is an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from lacrecords.terms import DatePrecision

OLDEST_BIRTH_YEAR = 1900
LATEST_BIRTH_YEAR = 2100
EXPECTED_WINDOW_DAYS = 21
WIDE_EXPECTED_WINDOW_DAYS = 45
FAR_FROM_EXPECTED_DAYS = 120
ESTIMATED_DAY = 15
_LONGEST_GIVEN = 40
_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        start=1,
    )
}
_PIECES = re.compile(r"[0-9]{1,4}|[a-z]{3,9}")
_AGE = re.compile(r"([0-9]{1,3})\s*(?:(?:and a )?(half|½))?\s*(d|w|m|y)?")


class DateAgreement(StrEnum):
    """How the date asked about stands to the date held."""

    SAME = "same"
    SAME_PLACEHOLDER = "same_placeholder"
    SWAPPED = "swapped"
    DAYS_OFF = "days_off"
    MONTH_SAME = "month_same"
    ESTIMATED_MONTH = "estimated_month"
    YEAR_OFF = "year_off"
    MONTH_OFF = "month_off"
    DIGIT_OFF = "digit_off"
    YEAR_SAME = "year_same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class GivenDate:
    """A date as far as it was given."""

    on: date
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class GivenAge:
    """An age as a range of whole days at the day it was true."""

    least_days: int
    most_days: int


def parse_given_date(text: str) -> GivenDate | None:
    """The best honest reading of a typed date; a day that cannot be is kept by month."""
    pieces = _PIECES.findall(text[:_LONGEST_GIVEN].lower())
    numbers = [_MONTHS.get(piece[:3], -1) if piece[0].isalpha() else int(piece) for piece in pieces]
    if not 1 <= len(numbers) <= 3 or any(number < 0 for number in numbers):
        return None
    if len(pieces[0]) == 4 and pieces[0].isdigit():
        numbers.reverse()
    elif pieces[0][0].isalpha() and len(numbers) == 3:
        numbers[0], numbers[1] = numbers[1], numbers[0]
    return _dated(numbers)


def _dated(numbers: list[int]) -> GivenDate | None:
    year = _whole_year(numbers[-1])
    if not OLDEST_BIRTH_YEAR <= year <= LATEST_BIRTH_YEAR:
        return None
    if len(numbers) == 1:
        return GivenDate(date(year, 7, 1), DatePrecision.YEAR)
    month, day = numbers[-2], numbers[0] if len(numbers) == 3 else 0
    if month > 12 and 1 <= day <= 12:
        month, day = day, month
    if not 1 <= month <= 12:
        return GivenDate(date(year, 7, 1), DatePrecision.YEAR)
    try:
        return GivenDate(date(year, month, day), DatePrecision.EXACT)
    except ValueError:
        return GivenDate(date(year, month, ESTIMATED_DAY), DatePrecision.MONTH)


def _whole_year(year: int) -> int:
    return year + 2000 if year < 60 else year + 1900 if year < 100 else year


def parse_given_age(text: str) -> GivenAge | None:
    """An age such as "7", "about 7", "7 months" or "3 weeks" as a range of days."""
    words = text[:_LONGEST_GIVEN].lower()
    found = _AGE.search(words)
    if found is None:
        return None
    count, half, unit = int(found[1]), found[2], found[3] or "y"
    days = {"d": 1, "w": 7, "m": 31, "y": 366}[unit]
    least = count * (days - (1 if unit in "my" else 0)) + (days // 2 if half else 0)
    most = (count + 1) * days + (days // 2 if half else 0)
    spread = days if "about" in words or "around" in words or "~" in words else 0
    return GivenAge(max(0, least - spread), most + spread)


def years_of_age(text: str, oldest: int) -> int | None:
    """Whole years; months, weeks and "about" are read as far as years say them."""
    given = parse_given_age(text.lower().replace("about", "").replace("around", ""))
    if given is None:
        return None
    # The least is counted in months of thirty days: twelve of them are a year.
    years = given.least_days * 61 // 60 // 365
    return years if years <= oldest else None


def born_between(age_years: int, as_of: date) -> tuple[date, date]:
    """The first and last day on which a child of that age on that day can have been born."""
    last = _years_before(as_of, max(0, min(age_years, 120)))
    return _years_before(last, 1) + timedelta(days=1), last


def _years_before(on: date, years: int) -> date:
    year = max(1, on.year - years)
    try:
        return on.replace(year=year)
    except ValueError:
        return on.replace(year=year, day=28)


@lru_cache(maxsize=8192)
def swapped(on: date) -> date | None:
    """The date with day and month exchanged, where that is another real date."""
    if on.day > 12 or on.day == on.month:
        return None
    return date(on.year, on.day, on.month)


def is_placeholder(on: date) -> bool:
    """Whether a date is a first of January, which often stands for "some time that year"."""
    return on.month == 1 and on.day == 1


@lru_cache(maxsize=16384)
def compare_dates(
    asked: date,
    held: date,
    asked_precision: DatePrecision = DatePrecision.EXACT,
    held_precision: DatePrecision = DatePrecision.EXACT,
) -> DateAgreement:
    """How two dates of birth agree, in the one word that says most."""
    if DatePrecision.YEAR in (asked_precision, held_precision):
        return DateAgreement.YEAR_SAME if asked.year == held.year else DateAgreement.DIFFERENT
    same_month = (asked.year, asked.month) == (held.year, held.month)
    if DatePrecision.MONTH in (asked_precision, held_precision):
        return DateAgreement.ESTIMATED_MONTH if same_month else _compare_near(asked, held)
    if asked == held:
        return DateAgreement.SAME_PLACEHOLDER if is_placeholder(asked) else DateAgreement.SAME
    if swapped(asked) == held:
        return DateAgreement.SWAPPED
    if same_month and ESTIMATED_DAY in (asked.day, held.day):
        return DateAgreement.ESTIMATED_MONTH
    return _compare_near(asked, held)


def _compare_near(asked: date, held: date) -> DateAgreement:
    same_day_and_month = (asked.month, asked.day) == (held.month, held.day)
    if abs((asked - held).days) <= 3:
        return DateAgreement.DAYS_OFF
    if asked.year == held.year and asked.month == held.month:
        return DateAgreement.MONTH_SAME
    if same_day_and_month:
        near = abs(asked.year - held.year) == 1
        return DateAgreement.YEAR_OFF if near else DateAgreement.DIGIT_OFF
    if asked.year == held.year:
        return DateAgreement.MONTH_OFF if asked.day == held.day else DateAgreement.YEAR_SAME
    return DateAgreement.DIFFERENT


def nearby_dates(on: date) -> tuple[date, ...]:
    """Other dates to look under: swapped, days or a year off, any day of the month."""
    found: dict[date, None] = {}
    exchanged = swapped(on)
    if exchanged is not None:
        found[exchanged] = None
    found.update(dict.fromkeys(days_around(on, 3)))
    for year in (
        on.year - 1,
        on.year + 1,
        on.year - 10,
        on.year + 10,
        on.year - 2,
        on.year + 2,
    ):
        _note(found, year, on.month, on.day)
    for month in range(1, 13):
        _note(found, on.year, month, on.day)
    for day in range(1, 32):
        _note(found, on.year, on.month, day)
    found.pop(on, None)
    return tuple(found)


def days_around(on: date, days: int) -> tuple[date, ...]:
    """Every day from so many days before to so many after, as far as the calendar goes."""
    first = max(date.min.toordinal(), on.toordinal() - days)
    last = min(date.max.toordinal(), on.toordinal() + days)
    return tuple(date.fromordinal(day) for day in range(first, last + 1))


def could_be_a_birth(on: date | None) -> date | None:
    """The date, or nothing where no child that we know of can be born on it."""
    return on if on and OLDEST_BIRTH_YEAR <= on.year <= LATEST_BIRTH_YEAR else None


def _note(found: dict[date, None], year: int, month: int, day: int) -> None:
    try:
        found[date(year, month, day)] = None
    except ValueError:
        return


def years_between(first: date, last: date) -> tuple[int, ...]:
    """Every calendar year that the range touches."""
    return tuple(range(first.year, last.year + 1))
