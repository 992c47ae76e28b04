"""The declared list of guards: triggers with which the database itself holds the line.

`env.py` drops them all before a migration and puts them back after it, so no
migration mentions them. `lacrecords check` compares what stands in the
database with this list. The SQL of each database is in `guards_sql`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import MetaData, Table

from lacrecords.guarded_tables import ADD_ONLY, NEVER_DELETED, WRITE_ONCE
from lacrecords.guards_disposed import BLANKED, DISPOSABLE, Blank


@dataclass(frozen=True, slots=True)
class Guard:
    """One table under guard; its rows are never deleted, and change only as said here."""

    table: Table
    steps: tuple[tuple[str, ...], ...] = ()
    """Columns that may be filled, those of a step in one go, while all of them are empty."""
    changes: bool = False
    """Its rows may change freely."""
    disposal: str = ""
    """While this is so of a row, the row may be deleted; empty: never."""
    blank: Blank | None = None
    """Words of people in a row that stays, and while what they may be put out for good."""

    @property
    def fillable(self) -> tuple[str, ...]:
        """Every column that may be filled at all."""
        return tuple(name for step in self.steps for name in step)


def declared_guards(metadata: MetaData) -> tuple[Guard, ...]:
    """Every guarded table of this metadata, facts included, in order of name."""
    guards = []
    for table in metadata.sorted_tables:
        disposal, blank = DISPOSABLE.get(table.name, ""), BLANKED.get(table.name)
        if table.name in ADD_ONLY:
            guards.append(Guard(table, disposal=disposal, blank=blank))
        elif table.name in WRITE_ONCE:
            steps = WRITE_ONCE[table.name]
            guards.append(Guard(table, steps, disposal=disposal, blank=blank))
        elif table.name in NEVER_DELETED:
            guards.append(Guard(table, changes=True))
        elif "superseded_at" in table.columns:
            guards.append(Guard(table, (("superseded_at",),), disposal=disposal))
    return tuple(sorted(guards, key=lambda guard: guard.table.name))


def allowed_change(guard: Guard, same: str, null: str) -> str:
    """What may be filled is filled, or what disposal puts out is put out; nothing else changes."""
    if guard.blank is None:
        return _filled_once(guard, same, null)
    others = " AND ".join(
        f"NEW.{column.name} {same} OLD.{column.name}"
        for column in guard.table.columns
        if column.name != guard.blank.column
    )
    put_out = f"({others} AND {guard.blank.put_out(same)})"
    return f"({_filled_once(guard, same, null)}) OR {put_out}" if guard.steps else put_out


def _filled_once(guard: Guard, same: str, null: str) -> str:
    """Nothing but the fillable columns changes, and a step's only while all of them are empty."""
    equal = {
        column.name: f"NEW.{column.name} {same} OLD.{column.name}" for column in guard.table.columns
    }
    fixed = [equal[name] for name in equal if name not in guard.fillable]
    filled = []
    for step in guard.steps:
        kept = " AND ".join(equal[name] for name in step)
        empty = " AND ".join(f"OLD.{name} {null} NULL" for name in step)
        filled.append(f"(({kept}) OR ({empty}))")
    return " AND ".join((*fixed, *filled))
