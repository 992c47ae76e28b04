"""Reads a day as councils write it, in British order, and guesses nothing.

Pure. A day that cannot be read is refused with a reason; a month or a year alone
is kept with its precision.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lacrecords.terms import DatePrecision

ESTIMATED_DAY = 15
"""By national convention the day of a date of which only the month is known."""

_MIDNIGHT = (
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})" + _MIDNIGHT)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})" + _MIDNIGHT)
_NO_SIGNS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_IN_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[- ]([A-Za-z]{3,9})\.?,?[- ]([0-9]{4})")
_YEAR_AND_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_SERIAL = re.compile(r"[0-9]{5}(?:\.0)?")
_MONTHS = (
    "january february march april may june july august september october november december".split()
)


class DayNotRead(ValueError):
    """What was written is not a day that can be read with certainty; the message says why."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day and how much of it is known."""

    on: date
    precision: DatePrecision = DatePrecision.EXACT


def read_day(text: str) -> Day:
    """The day that was written; DayNotRead with a reason when it is none, or could be two."""
    text = " ".join(text.split())
    for pattern, order in (
        (_YEAR_FIRST, (1, 2, 3)),
        (_NO_SIGNS, (1, 2, 3)),
        (_DAY_FIRST, (3, 2, 1)),
    ):
        found = pattern.fullmatch(text)
        if found:
            return Day(_day(*(int(found[place]) for place in order)))
    found = _IN_WORDS.fullmatch(text)
    if found:
        return Day(_day(int(found[3]), _month(found[2]), int(found[1])))
    return _part_of_a_day(text)


def read_whole_day(text: str) -> date:
    """A day of which everything is known; DayNotRead for a month or a year alone."""
    day = read_day(text)
    if day.precision is not DatePrecision.EXACT:
        raise DayNotRead("A whole date is needed, such as 2024-03-31.")
    return day.on


def _part_of_a_day(text: str) -> Day:
    found = _YEAR_AND_MONTH.fullmatch(text)
    if found:
        return Day(_day(int(found[1]), int(found[2]), ESTIMATED_DAY), DatePrecision.MONTH)
    found = _MONTH_AND_YEAR.fullmatch(text)
    if found:
        return Day(_day(int(found[2]), int(found[1]), ESTIMATED_DAY), DatePrecision.MONTH)
    if _YEAR.fullmatch(text):
        return Day(_day(int(text), 7, 1), DatePrecision.YEAR)
    if _SERIAL.fullmatch(text):
        raise DayNotRead("This is a spreadsheet's number for a day. Write the date as 2024-03-31.")
    raise DayNotRead("This cannot be read as a date. Write it as 2024-03-31.")


def _month(word: str) -> int:
    for number, month in enumerate(_MONTHS, start=1):
        if word.lower() in (month, month[:3], "sept" if number == 9 else month):
            return number
    raise DayNotRead("The month cannot be read. Write the date as 2024-03-31.")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as wrong:
        raise DayNotRead("There is no such day. Write the date as 2024-03-31.") from wrong
