"""A date in three boxes, of which some may be known and others not.

Reads what was typed into a value, or says which box is wrong and what to do.
Whether the date makes sense (not in the future, in order) is for the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lacrecords.terms import DatePrecision
from lacrecords.web.words import MONTHS

PARTS = ("day", "month", "year")
NEEDED = {"day": PARTS, "month": ("month", "year"), "year": ("year",)}
MIDDLE_DAY = 15
MIDDLE_MONTH = 7
FIRST_YEAR = 1800


@dataclass(frozen=True, slots=True)
class DateParts:
    """A date as far as it is known."""

    day: int | None
    month: int | None
    year: int

    @classmethod
    def of(cls, day: date | None) -> DateParts | None:
        """The parts of a whole date, to show it in a form."""
        return None if day is None else cls(day.day, day.month, day.year)

    @property
    def exact(self) -> date | None:
        """The date where all of it is known."""
        if self.day is None or self.month is None:
            return None
        return date(self.year, self.month, self.day)

    def estimated(self) -> tuple[date, DatePrecision]:
        """A date to count with, the 15th or 15 July where not known, and how exact it is."""
        if self.month is None:
            return date(self.year, MIDDLE_MONTH, MIDDLE_DAY), DatePrecision.YEAR
        if self.day is None:
            return date(self.year, self.month, MIDDLE_DAY), DatePrecision.MONTH
        return date(self.year, self.month, self.day), DatePrecision.EXACT


class WrongDate(ValueError):
    """What was typed is no date; `parts` names the boxes that are wrong."""

    def __init__(self, message: str, parts: tuple[str, ...]) -> None:
        super().__init__(message)
        self.parts = parts


def read_date_parts(typed: Mapping[str, str], least: str, subject: str) -> DateParts | None:
    """The date typed, None when every box is empty; WrongDate says what to do.

    `least` is the finest part that must be given: day, month or year.
    """
    if not any(typed.values()):
        return None
    needed = NEEDED["day"] if typed["day"] else NEEDED[least]
    missing = tuple(part for part in needed if not typed[part])
    if missing:
        raise WrongDate(f"{subject} must include a {' and '.join(missing)}", missing)
    year = _number(typed["year"])
    if year is None or len(typed["year"]) != 4 or year < FIRST_YEAR:
        raise WrongDate("Year must include 4 numbers", ("year",))
    month, day = _month(typed["month"]), _number(typed["day"])
    if typed["month"] and month is None:
        raise WrongDate(f"{subject} must be a real date", ("month",))
    if typed["day"] and not _is_real(day, month, year):
        raise WrongDate(f"{subject} must be a real date", ("day",))
    return DateParts(day, month, year)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    """A month as a number or in words: 3, 03, mar, March."""
    if len(text) >= 3:
        return next(
            (n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(text.lower())), None
        )
    number = _number(text)
    return number if number is not None and 1 <= number <= 12 else None


def _is_real(day: int | None, month: int | None, year: int) -> bool:
    try:
        date(year, month or 0, day or 0)
    except ValueError:
        return False
    return True
