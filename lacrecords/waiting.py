"""How much waits, how much of it is late, and when the next of the rest is due.

Each slice says what waits of its own; this module only counts it, with one statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from lacrecords.database import db

Due = InstrumentedAttribute[datetime] | ColumnElement[datetime]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number on the designated manager's first page."""

    number: int
    late: int
    next_due: datetime | date | None = None
    """A moment, or a day where only a day is set; None: nothing, or it has no clock."""

    @property
    def counts(self) -> tuple[int, int]:
        """How many, and how many of them late."""
        return self.number, self.late


def count_waiting(due: Due, late: ColumnElement[bool], *which: ColumnElement[bool]) -> Waiting:
    """Count these rows, the late ones among them, and the next moment that one is due."""
    columns: tuple[ColumnElement[Any], ...] = (
        func.count(),
        func.count().filter(late),
        func.min(due).filter(~late),
    )
    return Waiting(*db.session.execute(select(*columns).where(*which)).one())


def next_of(moments: Iterable[datetime | None], now: datetime) -> datetime | None:
    """The next of these moments that has not passed."""
    return min((one for one in moments if one is not None and one >= now), default=None)
