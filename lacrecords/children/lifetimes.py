"""On which days a case, a plan or an order can have begun: from the pregnancy to the death.

What cannot be is refused at its field. What is merely strange needs a tick and a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lacrecords.children import facts
from lacrecords.children.ages import Birth, adult_from
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.models import ChildBirth, ChildDeath
from lacrecords.children.standing import birth_of
from lacrecords.terms import DatePrecision
from lacrecords.web.words import date_words

NINE_MONTHS = timedelta(days=280)
"""Forty weeks: nobody works with a child before the pregnancy."""
FIELD = "strange_on_purpose"
"""The tick that answers a doubt, under this name on every form that raises one."""
LABEL = "I have checked it, and the reason says why it is so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What begins for a child, on which day; `field` is where the form says the day."""

    what: str
    field: str
    day: date | None
    on_purpose: bool
    ended: bool = False
    after_death: bool = False
    """A case may be opened after a death, to look into it; a plan or an order may not begin."""
    only_when_born: bool = False
    """An order is about a child who was born; a case and a plan may come before the birth."""


def refuse_outside_life(child_id: int, begins: Beginning, today: date) -> None:
    """Raise ChangeRefused for what cannot be, and for what is strange and not ticked."""
    birth = birth_of(facts.current(ChildBirth, (child_id,)).get(child_id, []))
    deaths = facts.running(ChildDeath, child_id)
    _refuse_before_birth(birth, begins)
    if deaths:
        _refuse_after_death(deaths[-1].from_on, begins)
    doubt = _doubt(birth, deaths, begins, today)
    if doubt and not begins.on_purpose:
        raise ChangeRefused(FIELD, f"{doubt} Tick this if it is right, and say why in the reason")


def _refuse_before_birth(birth: Birth | None, begins: Beginning) -> None:
    if birth is None or begins.day is None:
        return
    born, expected = _earliest(birth), birth.expected_on
    if born is not None and begins.only_when_born and begins.day < born:
        words = f"{begins.what} cannot begin before the date of birth. Check the day"
        raise ChangeRefused(begins.field, words)
    which = "date of birth" if born is not None else "expected date of birth"
    first = born or expected
    if first is not None and begins.day < first - NINE_MONTHS:
        words = f"The day is more than nine months before the {which}. Check the day"
        raise ChangeRefused(begins.field, words)


def _earliest(birth: Birth) -> date | None:
    """The first day on which the child may have been born."""
    born = birth.born_on
    if born is None or birth.precision is DatePrecision.EXACT:
        return born
    return born.replace(day=1, month=1 if birth.precision is DatePrecision.YEAR else born.month)


def _refuse_after_death(died_on: date | None, begins: Beginning) -> None:
    if begins.after_death or died_on is None:
        return
    if begins.day is None:
        words = f"The child died on {date_words(died_on)}. Enter the day on which it began"
        raise ChangeRefused(begins.field, words)
    if begins.day > died_on:
        words = f"The child died on {date_words(died_on)}. {begins.what} cannot begin after that"
        raise ChangeRefused(begins.field, words)


def _doubt(birth: Birth | None, deaths: list[ChildDeath], begins: Beginning, today: date) -> str:
    """What is strange about it, in words; empty where nothing is."""
    day = begins.day or today
    if deaths and not begins.ended:
        died_on = deaths[-1].from_on
        return f"The child died{f' on {date_words(died_on)}' if died_on else ''}."
    adult = adult_from(birth)
    if adult is not None and day >= adult:
        return f"The child turned 18 on {date_words(adult)}, before {begins.what.lower()} begins."
    return ""
