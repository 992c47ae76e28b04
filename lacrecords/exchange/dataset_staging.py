"""Holds the rows of a dataset folder by child while they are read, on disk and not in memory.

Files and rows come in any order; a child's facts stand in many files. The rows go into a
database of their own in a private folder, which is removed at the end. Nothing of the
register is read or written here.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from lacrecords.exchange.dataset_folder import DatasetFolder
from lacrecords.exchange.dataset_tables import (
    CONFERENCES,
    FACT_TABLES,
    PERSON,
    PROFESSIONALS,
    DatasetTable,
)
from lacrecords.exchange.register_cells import tidy
from lacrecords.exchange.register_file import FileRow, RegisterFile
from lacrecords.exchange.rejects_file import unquoted

ROWS_AT_A_TIME = 5_000
EMPTY_WORDS = frozenset({"null", "none", "nan", "<null>"})
"""What databases write into a file where nothing is recorded."""


class StagedRow(NamedTuple):
    """One row of one table: where it stood, and the tidied cells that are read."""

    table: DatasetTable
    number: int
    cells: Mapping[str, str]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class StagedChild:
    """Every row about one child; `person` is None where no row says who the child is."""

    number: str
    person: StagedRow | None
    facts: tuple[StagedRow, ...]
    first_row: int = 0
    """The row of the person file in which this number stood first."""


class Staging:
    """The rows of one folder, by child."""

    def __init__(self, folder: DatasetFolder) -> None:
        self._folder = folder
        self._place = tempfile.TemporaryDirectory(prefix="lacrecords-")
        place = Path(self._place.name) / "rows.sqlite3"
        self._database = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;"
        )

    def __enter__(self) -> Staging:
        for table, file in self._folder.files.items():
            self._stage(table, file)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._database.close()
        self._place.cleanup()

    def _stage(self, table: DatasetTable, file: RegisterFile) -> None:
        name = table.name
        self._database.execute(
            f"CREATE TABLE {name} (who TEXT, row INTEGER, cells TEXT, broken TEXT)"
        )
        places = [
            (column, file.columns.index(column))
            for column in table.columns
            if column in file.columns
        ]
        who = table.person or table.number
        rows = (_row(row, places, who, len(file.columns)) for row in file.rows())
        self._database.execute("BEGIN")
        while some := list(islice(rows, ROWS_AT_A_TIME)):
            self._database.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?)", some)  # noqa: S608
        self._database.execute(f"CREATE INDEX who_{name} ON {name} (who, row)")
        self._database.execute("END")

    def professionals(self, numbers: Collection[str]) -> dict[str, Mapping[str, str]]:
        """The rows of these professionals; the first where a number stands twice."""
        found: dict[str, Mapping[str, str]] = {}
        for row in self._rows(PROFESSIONALS, numbers):
            found.setdefault(row[0], row[1].cells)
        return found

    def children(self, size: int) -> Iterator[list[StagedChild]]:
        """Every child of the person file, in its order, that many at a time."""
        people = self._database.execute(
            f"SELECT who, row, cells, broken FROM {PERSON.name} ORDER BY row"  # noqa: S608
        )
        while some := people.fetchmany(size):
            yield self._whole([(who, _staged(PERSON, *rest)) for who, *rest in some])

    def without_person(self, size: int) -> Iterator[list[StagedChild]]:
        """Children of whom some file speaks and the person file does not."""
        tables = [table.name for table in FACT_TABLES if table in self._folder.files]
        if not tables:
            return
        every = " UNION ".join(f"SELECT who FROM {name}" for name in tables)  # noqa: S608
        missing = self._database.execute(
            f"SELECT who FROM ({every}) WHERE who NOT IN "  # noqa: S608
            f"(SELECT who FROM {PERSON.name}) ORDER BY who"
        )
        while some := missing.fetchmany(size):
            yield self._whole([(who, None) for (who,) in some])

    def _whole(self, people: Sequence[tuple[str, StagedRow | None]]) -> list[StagedChild]:
        numbers = {who for who, _ in people if who}
        facts: dict[str, list[StagedRow]] = defaultdict(list)
        for table in (*FACT_TABLES, CONFERENCES):
            if table in self._folder.files:
                for who, row in self._rows(table, numbers):
                    facts[who].append(row)
        first = self._first_rows(numbers)
        return [
            StagedChild(who, row, tuple(facts.get(who, ())), first.get(who, 0))
            for who, row in people
        ]

    def _first_rows(self, numbers: Collection[str]) -> dict[str, int]:
        marks = ", ".join("?" * len(numbers))
        rows = self._database.execute(
            f"SELECT who, MIN(row) FROM {PERSON.name} WHERE who IN ({marks}) GROUP BY who",  # noqa: S608
            tuple(numbers),
        )
        return dict(rows.fetchall())

    def _rows(
        self, table: DatasetTable, numbers: Collection[str]
    ) -> Iterator[tuple[str, StagedRow]]:
        if table not in self._folder.files or not numbers:
            return
        marks = ", ".join("?" * len(numbers))
        rows = self._database.execute(
            f"SELECT who, row, cells, broken FROM {table.name} WHERE who IN ({marks}) "  # noqa: S608
            "ORDER BY who, row",
            tuple(numbers),
        )
        for who, *rest in rows:
            yield who, _staged(table, *rest)


def _row(
    row: FileRow, places: Sequence[tuple[str, int]], who: str, width: int
) -> tuple[str, int, str, str]:
    broken = row.broken
    if not broken and len(row.cells) != width:
        broken = f"The row has {len(row.cells)} cells and the header has {width}."
    cells = {}
    for column, place in places:
        cell = tidy(unquoted(row.cells[place])) if place < len(row.cells) else ""
        if cell:
            cells[column] = "" if cell.lower() in EMPTY_WORDS else cell
    return cells.get(who, ""), row.number, json.dumps(cells), broken


def _staged(table: DatasetTable, number: int, cells: str, broken: str) -> StagedRow:
    return StagedRow(table, number, json.loads(cells), broken)
