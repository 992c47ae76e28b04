"""Writes docs/data.md: every table and column with its meaning, class and retention.

`python -m tests.support.data_dictionary` after a change of the models; a test
compares the file with them.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Enum, Table

from lacrecords import models
from lacrecords.database import Base
from lacrecords.guards import Guard, declared_guards

FILE = Path(__file__).resolve().parents[2] / "docs" / "data.md"
OPENING = """# The data

Every table and column, from the models (`python -m tests.support.data_dictionary` writes this file;
a test fails when it is out of date). The class says who the data are about: child, family, enquiry,
staff, directory, security, trail or internal. A guard is a trigger with which the database itself
refuses a change, whoever asks for it.
"""


def render() -> str:
    """The whole file."""
    assert models.__all__
    guards = {guard.table.name: guard for guard in declared_guards(Base.metadata)}
    tables = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    return OPENING + "".join(_table(table, guards.get(table.name)) for table in tables)


def _table(table: Table, guard: Guard | None) -> str:
    info = table.info
    rows = "".join(_column(column, info["class"]) for column in table.columns)
    return (
        f"\n## {table.name}\n\n{info['meaning'].capitalize()}. Class: {info['class']}. "
        f"Kept: {info['retention']}.\n{_guarded(guard)}\n\n"
        f"| column | type | meaning | class |\n|---|---|---|---|\n{rows}"
    )


def _guarded(guard: Guard | None) -> str:
    if guard is None:
        return "No guard: rows change and may be deleted."
    said = _said_of(guard)
    if guard.disposal:
        said = said.replace("never deleted", "deleted by a disposal of two people alone")
    if guard.blank is not None:
        said += f" `{guard.blank.column}` may be put out by such a disposal."
    return said


def _said_of(guard: Guard) -> str:
    if guard.changes:
        return "Guard: rows are never deleted."
    if guard.fillable:
        filled = ", ".join(f"`{name}`" for name in guard.fillable)
        return f"Guard: rows are never deleted; only {filled} may be filled, once."
    return "Guard: rows are added, never changed, never deleted."


def _column(column: Column[object], table_class: str) -> str:
    meaning = str(column.info["meaning"])
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        meaning += f" (`{column.type.enum_class.__name__}`)"
    targets = sorted(key.target_fullname for key in column.foreign_keys)
    target = f" → {', '.join(targets)}" if targets else ""
    kind = _kind(column) + (", may be empty" if column.nullable else "")
    sensitivity = column.info.get("sensitivity") or table_class
    return f"| `{column.name}` | {kind}{target} | {meaning} | {sensitivity} |\n"


def _kind(column: Column[object]) -> str:
    if isinstance(column.type, Enum):
        return "word of a closed list"
    names = {
        "TEXT": "text",
        "INTEGER": "number",
        "DATETIME": "moment",
        "DATE": "day",
        "BOOLEAN": "yes or no",
        "JSON": "structure",
    }
    return names.get(str(column.type), str(column.type).lower())


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
    print(FILE)
