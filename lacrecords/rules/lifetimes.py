"""On which days a case, a plan or an order can have begun: from the pregnancy to the death.

What cannot be is impossible; what is merely strange is asked about once more. Pure: the day of
today is handed in. Source: product, B1 and B2; the national checks of plans against births and
deaths.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NINE_MONTHS = timedelta(weeks=40)
"""Nobody works with a child before the pregnancy."""


class OutsideLife(StrEnum):
    """Why a day is not one on which something of this child began."""

    BEFORE_BIRTH = "before_birth"
    BEFORE_PREGNANCY = "before_pregnancy"
    NO_DAY = "no_day"
    AFTER_DEATH = "after_death"
    CHILD_DIED = "child_died"
    CHILD_IS_ADULT = "child_is_adult"


STRANGE = frozenset({OutsideLife.CHILD_DIED, OutsideLife.CHILD_IS_ADULT})
"""May be right: whoever says it again, and why, is believed. Everything else is impossible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """What is recorded of a child's life; an inexact birth is read at its earliest."""

    born_on: date | None = None
    expected_on: date | None = None
    died: bool = False
    died_on: date | None = None
    adult_on: date | None = None
    """The first day on which the child is surely an adult."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Something that begins for a child; no day: it is not known when."""

    day: date | None
    ended: bool = False
    after_death: bool = False
    """A case may be opened after a death, to look into it; a plan or an order may not begin."""
    only_when_born: bool = False
    """An order is about a child who was born; a case and a plan may come before the birth."""


def begins_long_before(day: date, born_on: date) -> bool:
    """Say whether a day is more than nine months before a birth, or the day it is expected."""
    return day < born_on - NINE_MONTHS


def outside_life(life: Lifetime, begun: Begun, today: date) -> OutsideLife | None:
    """Say why it cannot have begun so, or why it is strange; None: nothing is against it."""
    return _impossible(life, begun) or _strange(life, begun, today)


def _impossible(life: Lifetime, begun: Begun) -> OutsideLife | None:
    day = begun.day
    if day is not None and begun.only_when_born and life.born_on and day < life.born_on:
        return OutsideLife.BEFORE_BIRTH
    first = life.born_on or life.expected_on
    if day is not None and first is not None and begins_long_before(day, first):
        return OutsideLife.BEFORE_PREGNANCY
    if begun.after_death or life.died_on is None:
        return None
    if day is None:
        return OutsideLife.NO_DAY
    return OutsideLife.AFTER_DEATH if day > life.died_on else None


def _strange(life: Lifetime, begun: Begun, today: date) -> OutsideLife | None:
    if life.died and not begun.ended:
        return OutsideLife.CHILD_DIED
    adult = life.adult_on is not None and (begun.day or today) >= life.adult_on
    return OutsideLife.CHILD_IS_ADULT if adult else None
