"""Whether something begins too long before a birth to be of that child. Pure."""

from __future__ import annotations

from datetime import date

from lacrecords.rules.deadlines import months_later

MOST_MONTHS_UNBORN = 9


def begins_long_before(began: date, born: date) -> bool:
    """Whether it began more than nine months before the birth, or the day it is expected."""
    return months_later(began, MOST_MONTHS_UNBORN) < born
