"""Cutting what is held down to what is asked for: by the kind of record and by the days of a row.

A row without a day of its own goes with the row that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, select

from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules.subject_access_scope import AskedPart, Period, RowDays, is_asked_for
from lacrecords.subject_access.pack_source import Source
from lacrecords.subject_access.pack_sources import PART_OF, SOURCES
from lacrecords.subject_access.pack_values import NAMED_TABLES
from lacrecords.subject_access.scope_models import NotAskedFor, SubjectScope
from lacrecords.subject_access.subject import Subject, table

Rows = list[Mapping[str, Any]]
RowsBySource = list[tuple[Source, Rows]]
BEGINS, ENDS = "from_on", ("to_on", "superseded_at")
NO_DAYS_OF_THE_ROW = frozenset({"born_on"})
MOST_STEPS = 4
"""So many rows upwards the days of a row are looked for."""


@dataclass(frozen=True, slots=True)
class LeftUnasked:
    """Rows of one part of the records that are not asked for."""

    source: str
    heading: str
    number: int
    of_other_days: bool


def part_of(scope: SubjectScope | None) -> AskedPart | None:
    """The same for the rules."""
    if scope is None:
        return None
    return AskedPart(
        frozenset(scope.kinds), Period(scope.from_on, scope.to_on), frozenset(scope.taken_in)
    )


def rows_asked_for(
    subject: Subject, part: AskedPart | None
) -> tuple[RowsBySource, tuple[LeftUnasked, ...]]:
    """Every row of the person that is asked for, and what is left unasked."""
    every = [(source, source.rows(subject)) for source in SOURCES]
    if part is None:
        return every, ()
    by_key = {
        (source.table, row["id"]): row for source, rows in every for row in rows if "id" in row
    }
    kept, unasked = [], []
    for source, rows in every:
        kind = PART_OF[source.table]
        wanted = [
            row
            for row in rows
            if is_asked_for(kind, source.table, _days(table(source.table), row, by_key), part)
        ]
        kept.append((source, wanted))
        if left := len(rows) - len(wanted):
            unasked.append(LeftUnasked(source.table, source.heading, left, kind in part.kinds))
    return kept, tuple(unasked)


def _days(
    of: Table, row: Mapping[str, Any], by_key: Mapping[tuple[str, Any], Any], steps: int = 0
) -> RowDays:
    own = _own_days(of, row)
    if own.known or steps == MOST_STEPS:
        return own
    for column in of.columns:
        for key in column.foreign_keys:
            name, at = key.target_fullname.split(".")
            above = by_key.get((name, row[column.name])) if at == "id" else None
            if above is not None and name not in NAMED_TABLES:
                found = _days(table(name), above, by_key, steps + 1)
                if found.known:
                    return found
    return own


def _own_days(of: Table, row: Mapping[str, Any]) -> RowDays:
    said = {
        column.name: day
        for column in of.columns
        if column.name not in NO_DAYS_OF_THE_ROW and (day := _day(row[column.name])) is not None
    }
    lasts = BEGINS in of.columns
    ends = next((said[name] for name in ENDS if name in said), None) if lasts else None
    others = tuple(day for name, day in said.items() if not lasts or name not in (BEGINS, *ENDS))
    return RowDays(lasts, said.get(BEGINS) if lasts else None, ends, others)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return local_date(value)
    return value if isinstance(value, date) else None


def unasked_of(pack_id: int) -> tuple[NotAskedFor, ...]:
    """What this pack does not hold because it is not asked for."""
    rows = db.session.scalars(select(NotAskedFor).where(NotAskedFor.pack_id == pack_id)).all()
    order = {source.table: place for place, source in enumerate(SOURCES)}
    return tuple(sorted(rows, key=lambda row: order.get(row.source, len(order))))
