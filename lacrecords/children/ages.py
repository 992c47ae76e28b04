"""How old a child is, in words, and the day a child becomes an adult. Pure: no clock.

A person attains an age at the first moment of the anniversary of birth (Family Law
Reform Act 1969, section 9). Born on 29 February: on 1 March of a year without that day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lacrecords.rules.deadlines import anniversary
from lacrecords.terms import DatePrecision
from lacrecords.web.words import MONTHS, date_words

ADULT_AGE = 18
_WEEKS_UNTIL_DAYS = 84
_YEARS_WITHOUT_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Birth:
    """When a child was, or is expected to be, born, as far as it is known."""

    born_on: date | None
    expected_on: date | None
    precision: DatePrecision


def adult_from(birth: Birth | None) -> date | None:
    """The first day on which the child is surely an adult; an inexact date is read at its latest.

    Wrongly counted an adult, a child would lose protection; the other way costs a call.
    """
    if birth is None or birth.born_on is None:
        return None
    latest = birth.born_on
    if birth.precision is DatePrecision.YEAR:
        latest = date(latest.year, 12, 31)
    elif birth.precision is DatePrecision.MONTH:
        latest = latest.replace(day=monthrange(latest.year, latest.month)[1])
    return anniversary(latest, ADULT_AGE)


def is_adult(birth: Birth | None, on: date) -> bool:
    """Whether the eighteenth birthday is reached on that day."""
    attained = adult_from(birth)
    return attained is not None and on >= attained


def birth_words(birth: Birth | None) -> str:
    """The date of birth as far as it is known: "4 May 2026", "May 2026", "expected 4 May 2026"."""
    if birth is None:
        return "date of birth not recorded"
    if birth.expected_on is not None:
        return f"expected {date_words(birth.expected_on)}"
    if birth.born_on is None:
        return "date of birth not recorded"
    if birth.precision is DatePrecision.YEAR:
        return f"{birth.born_on.year} (day and month not known)"
    if birth.precision is DatePrecision.MONTH:
        return f"{MONTHS[birth.born_on.month - 1]} {birth.born_on.year} (day not known)"
    return date_words(birth.born_on)


def age_words(birth: Birth | None, on: date) -> str:
    """The age on that day: "5 weeks", "3 years 2 months", "14 years"; unborn: the expected date."""
    if birth is None or birth.born_on is None:
        return birth_words(birth)
    if birth.precision is DatePrecision.YEAR:
        return f"about {_counted(max(0, on.year - birth.born_on.year), 'year')}"
    age = _exact_age(birth.born_on, on)
    return f"about {age}" if birth.precision is DatePrecision.MONTH else age


def _exact_age(born_on: date, on: date) -> str:
    if on < born_on:
        return "not yet born on that day"
    days = (on - born_on).days
    if days < _WEEKS_UNTIL_DAYS:
        return _counted(days // 7, "week") if days >= 14 else _counted(days, "day")
    years, months = _years_and_months(born_on, on)
    if years >= _YEARS_WITHOUT_MONTHS or (years and not months):
        return _counted(years, "year")
    if not years:
        return _counted(months, "month")
    return f"{_counted(years, 'year')} {_counted(months, 'month')}"


def _years_and_months(born_on: date, on: date) -> tuple[int, int]:
    years = on.year - born_on.year
    if on < anniversary(born_on, years):
        years -= 1
    months = 0
    while months < 11 and on >= _months_later(anniversary(born_on, years), months + 1):
        months += 1
    return years, months


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    days = monthrange(year, month + 1)[1]
    if start.day <= days:
        return date(year, month + 1, start.day)
    return date(year, month + 1, days) + timedelta(days=1)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
