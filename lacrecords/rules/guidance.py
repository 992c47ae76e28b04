"""Which version of a text of guidance applies on a day, and what may be proposed or agreed.

A version applies from its day until the next one's day. Of two versions from the same day the
one agreed later applies. An end is a version after whose day nothing applies. Every day is a
day on the council's calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    """A version: its number in the order of being agreed, its day, and whether it is an end."""

    @property
    def number(self) -> int:
        """Its place among the versions of the text, from 1."""
        ...

    @property
    def from_on(self) -> date:
        """The day from which it applies."""
        ...

    @property
    def ends(self) -> bool:
        """Whether the text no longer applies from that day."""
        ...


Version = TypeVar("Version", bound=Dated)


@dataclass(frozen=True, slots=True)
class Period(Generic[Version]):
    """The days on which a version applies: from the first, until the day before the last."""

    version: Version
    from_on: date
    to_on: date | None


def periods(versions: Iterable[Version]) -> tuple[Period[Version], ...]:
    """The days of each version that applies on any, in order; days after an end have none."""
    newest: dict[date, Version] = {}
    for one in sorted(versions, key=lambda each: each.number):
        newest[one.from_on] = one
    days = sorted(newest)
    nexts = [*days[1:], None]
    return tuple(
        Period(newest[day], day, following)
        for day, following in zip(days, nexts, strict=True)
        if not newest[day].ends
    )


def in_force(versions: Iterable[Version], day: date) -> Version | None:
    """The version that applies on this day; None: the text does not apply then."""
    begun = [one for one in versions if one.from_on <= day]
    newest = max(begun, key=lambda one: (one.from_on, one.number), default=None)
    return None if newest is None or newest.ends else newest
