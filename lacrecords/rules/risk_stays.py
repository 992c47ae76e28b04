"""Whether somebody and a child can have been at one address on the same day, and what is recorded.

Source: product, C3 (addresses are compared over time). A day that is not recorded never rules a
meeting out, and is never stated as a fact. A child is nowhere before it was born. Pure: the day
of today is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lacrecords.rules.understanding import BirthDays

LONGEST_PREGNANCY = timedelta(weeks=42)
"""An expected date is forty weeks from the first day of pregnancy, and may be two weeks out."""


@dataclass(frozen=True, slots=True)
class Stay:
    """The days at an address, the first and the last among them; None: it is not recorded."""

    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class ChildsBirth:
    """When a child was born, as far as it is known, or is expected; a birth comes first."""

    born: BirthDays | None = None
    expected_on: date | None = None

    @property
    def is_unborn(self) -> bool:
        """Whether the child is expected and no birth is recorded."""
        return self.born is None and self.expected_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStay:
    """What is recorded of two stays that can have shared a day."""

    until: date | None
    """The first of the two last days that are recorded; None: neither is."""
    person_came: bool
    child_came: bool
    """Whether the first day of either is recorded."""
    surely_born: bool
    """Whether the child was born by then, however its date of birth is read."""

    @property
    def is_sure(self) -> bool:
        """Whether it is recorded that both were there, and not only possible."""
        return self.person_came and self.child_came and self.surely_born


def shared_stay(person: Stay, home: Stay, birth: ChildsBirth, today: date) -> SharedStay | None:
    """Say what is recorded of two stays at one address; None: they cannot have shared a day.

    A child counts from the earliest day on which it can have been born. The present home of an
    unborn child counts for the household there, since the pregnancy began; one that was left
    before the birth does not.
    """
    if birth.is_unborn and home.to_on is not None and home.to_on < today:
        return None
    first = _first_day(birth, today)
    begins = max(person.from_on or date.min, home.from_on or date.min, first)
    ends = min(person.to_on or date.max, home.to_on or date.max)
    if begins > ends:
        return None
    until = None if ends == date.max else ends
    return SharedStay(
        until=until,
        person_came=person.from_on is not None,
        child_came=home.from_on is not None,
        surely_born=_surely_born(birth, until),
    )


def _first_day(birth: ChildsBirth, today: date) -> date:
    if birth.born is not None:
        return birth.born.earliest
    if birth.expected_on is not None:
        return min(today, birth.expected_on - LONGEST_PREGNANCY)
    return date.min


def _surely_born(birth: ChildsBirth, by: date | None) -> bool:
    """A date of birth that is not recorded says nothing against the days of a home that are."""
    if birth.born is not None:
        return by is None or birth.born.latest <= by
    return birth.expected_on is None
