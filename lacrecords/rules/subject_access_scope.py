"""Which rows of the records belong to the part that is asked for. Pure.

Where it cannot be told, the row is asked for: whoever asks is rather given too much of what is
theirs than too little.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are asked for, both included; None: open on that side."""

    from_on: date | None
    to_on: date | None

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        after = self.from_on is None or day >= self.from_on
        return after and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class RowDays:
    """The days of a row: those from which and until which it was so, and any other."""

    lasts: bool = False
    from_on: date | None = None
    to_on: date | None = None
    others: tuple[date, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it has any day of its own."""
        return self.lasts or bool(self.others)


def is_in_period(row: RowDays, period: Period) -> bool:
    """Whether anything of the row was so, or was done, on a day that is asked for."""
    if not row.known:
        return True
    return (row.lasts and _touches(row, period)) or any(map(period.holds, row.others))


def _touches(row: RowDays, period: Period) -> bool:
    """Whether the days of the row and the period meet; an open side reaches any day."""
    begins, ends = row.from_on or date.min, row.to_on or date.max
    return begins <= (period.to_on or date.max) and ends >= (period.from_on or date.min)


@dataclass(frozen=True, slots=True)
class AskedPart:
    """What is asked for: kinds of record, days, and what was taken in as a whole."""

    kinds: Collection[str]
    period: Period
    taken_in: Collection[str]


def is_asked_for(kind: str, table: str, row: RowDays, asked: AskedPart | None) -> bool:
    """Whether a row belongs to what is asked for; None: everything is."""
    if asked is None or table in asked.taken_in:
        return True
    return kind in asked.kinds and is_in_period(row, asked.period)
