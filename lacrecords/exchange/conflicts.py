"""Keeps what a file says against a fact recorded by hand, until somebody settles it.

A conflict that was settled for the record is not raised again while the file goes on
saying the same. Settling itself is a page of its own.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, Table, insert, select

from lacrecords.children.bulk import FactKind, NewFact, table_of
from lacrecords.database import db
from lacrecords.exchange.changes import Conflict
from lacrecords.exchange.models import ImportConflict
from lacrecords.exchange.undone import RUNS_UNDONE

OfChildren = Mapping[int, Sequence[Conflict]]


class Settlement(StrEnum):
    """How a conflict ended."""

    RECORD_STANDS = "record_stands"
    FILE_TAKEN = "file_taken"


def to_settle(conflicts: OfChildren) -> dict[int, list[Conflict]]:
    """Those that nobody has settled for the record."""
    settled = _rows([child_id for child_id, some in conflicts.items() if some])
    return {
        child_id: [
            one for one in some if settled.get(_key(child_id, one)) is not Settlement.RECORD_STANDS
        ]
        for child_id, some in conflicts.items()
    }


def keep(conflicts: OfChildren, run_id: int, at: datetime) -> None:
    """Write down the conflicts that do not stand already."""
    known = _rows([child_id for child_id, some in conflicts.items() if some])
    rows = [
        {
            "child_id": child_id,
            "import_run_id": run_id,
            "fact_kind": one.kind,
            "column_name": one.column,
            "fact_id": one.held_id,
            "says": as_json(one.says),
            "raised_at": at,
        }
        for child_id, some in conflicts.items()
        for one in some
        if _key(child_id, one) not in known
    ]
    if rows:
        db.session.connection().execute(insert(ImportConflict), rows)


def as_json(fact: NewFact | None) -> dict[str, Any]:
    """A fact as it is kept in a conflict; an empty one says that it has ended."""
    if fact is None:
        return {}
    return {
        "values": {name: _plain(value) for name, value in fact.values.items()},
        "from_on": _plain(fact.from_on),
        "to_on": _plain(fact.to_on),
        "row_in_file": fact.row_in_file,
    }


def from_json(kind: FactKind, says: Mapping[str, Any]) -> NewFact | None:
    """The fact that a conflict keeps; None: the file says that it has ended."""
    if not says:
        return None
    table = table_of(kind)
    values = {name: _typed(table, name, value) for name, value in says["values"].items()}
    days = [says[name] and date.fromisoformat(says[name]) for name in ("from_on", "to_on")]
    return NewFact(values, days[0], days[1], row_in_file=says["row_in_file"])


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _typed(table: Table, name: str, value: Any) -> Any:
    kept = table.c[name].type
    if isinstance(kept, Enum) and kept.enum_class and value is not None:
        return kept.enum_class(value)
    is_day = value is not None and kept.python_type is date
    return date.fromisoformat(value) if is_day else value


Key = tuple[int, str, int | None, str]


def _key(child_id: int, conflict: Conflict) -> Key:
    said = json.dumps(as_json(conflict.says), sort_keys=True)
    return child_id, conflict.column, conflict.held_id, said


def _rows(child_ids: Collection[int]) -> dict[Key, Settlement | None]:
    """Every conflict of these children and how it ended; None: it is open."""
    if not child_ids:
        return {}
    found: dict[Key, Settlement | None] = {}
    rows = db.session.execute(
        select(
            ImportConflict.child_id,
            ImportConflict.column_name,
            ImportConflict.fact_id,
            ImportConflict.says,
            ImportConflict.settlement,
        ).where(
            ImportConflict.child_id.in_(child_ids),
            # What a run raised that was undone is raised anew by the next.
            ImportConflict.settled_at.is_not(None)
            | ImportConflict.import_run_id.not_in(RUNS_UNDONE),
        )
    )
    for child_id, column, fact_id, says, settlement in rows:
        said = json.dumps(says, sort_keys=True)
        found[child_id, column, fact_id, said] = settlement and Settlement(settlement)
    return found
