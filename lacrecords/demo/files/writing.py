"""Writes the demo's people as files, one family at a time: a million children need no more memory.

The same numbers, seed and day give the same bytes. Two passes over the same families: the first
writes the register and the dataset's folder, the second finds the answers to the enquiries.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from lacrecords.demo.circumstances import KnownFamily, with_circumstances
from lacrecords.demo.families import families
from lacrecords.demo.files import broken
from lacrecords.demo.files.answers import Answers
from lacrecords.demo.files.broken import Breaker
from lacrecords.demo.files.lives import Life, Lives
from lacrecords.demo.files.margins import Frequencies
from lacrecords.demo.files.mess import DateWriter, recorded
from lacrecords.demo.files.questions import Picks, questions_about
from lacrecords.demo.files.ssd_rows import SsdRows, professional_row
from lacrecords.demo.files.tables import TABLES, SsdFolder, SsdRow
from lacrecords.demo.places import towns_for
from lacrecords.demo.register import COLUMNS, row_of
from lacrecords.terms import DatePrecision

RECORDED_TWICE = 0.009
CHILDREN, ENQUIRIES, TRUTH, TWICE = "children.csv", "enquiries.csv", "truth.csv", "dupes.csv"
TRUE_ADDRESSES, BROKEN, SSD = "addresses_truth.csv", "broken.csv", "ssd"
FILES = (CHILDREN, ENQUIRIES, TRUTH, TWICE, TRUE_ADDRESSES, BROKEN)
Say = Callable[[str, int], object]
FAMILIES_BETWEEN_WORDS = 1000


class DirectoryRefused(Exception):
    """The directory holds something else; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written."""

    children: int
    enquiries: int
    seed: int
    today: date
    broken_rows: float = 0.0

    def lives(self) -> Iterator[tuple[KnownFamily, tuple[Life, ...]]]:
        """Every family with the lives of its children: the same each time."""
        lives = Lives(self.children, self.seed, self.today)
        made = families(self.seed, self.children, self.today, RECORDED_TWICE)
        leads = [worker.email for worker in lives.workforce]
        return lives.of(with_circumstances(made, self.children, self.seed, self.today, leads))


def write_files(directory: Path, wanted: Wanted, say: Say = lambda step, children: None) -> int:
    """Write every file; `say` hears the step and how many children. Gives the dataset's rows."""
    _make_room(directory)
    picks = Picks(wanted.children, wanted.enquiries, wanted.seed)
    frequencies = Frequencies()
    with ExitStack() as open_files:
        writing = _Writing(directory, wanted, open_files)
        for place, (known, lives) in enumerate(wanted.lives()):
            mother = known.family.adults[0]
            picks.look_at(lives, (mother.surname, mother.earlier_surname))
            for life in lives:
                writing.add(life)
                child = life.child
                frequencies.count(child.forename, child.surname, child.born_on)
            if place % FAMILIES_BETWEEN_WORDS == 0:
                say("Writing", frequencies.children)
        rows = writing.ssd.rows.total()
    _write_answers(directory, wanted, picks, frequencies, say)
    return rows


def _make_room(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    tables = {f"{table}.csv" for table in TABLES.values()}
    ours = {directory / name for name in FILES} | {directory / SSD / name for name in tables}
    # What our own import listed beside them is in nobody's way.
    others = [
        path
        for path in directory.rglob("*")
        if path not in ours | {directory / SSD} and not path.name.endswith(".rejects.csv")
    ]
    if others:
        raise DirectoryRefused(f"{directory} holds other files. Choose another directory.")
    for path in ours:
        path.unlink(missing_ok=True)


def _write_answers(
    directory: Path, wanted: Wanted, picks: Picks, frequencies: Frequencies, say: Say
) -> None:
    if not wanted.enquiries:
        return
    frequencies.close()
    questions = questions_about(picks, towns_for(wanted.children), wanted.today)
    answers = Answers(questions)
    children = 0
    for place, (_, lives) in enumerate(wanted.lives()):
        answers.look_at(lives)
        children += len(lives)
        if place % FAMILIES_BETWEEN_WORDS == 0:
            say("Looking for the answers", children)
    answers.write(directory, frequencies)


class _Writing:
    """The files of the register and the dataset, while they are written."""

    def __init__(self, directory: Path, wanted: Wanted, open_files: ExitStack) -> None:
        self._directory, self._open = directory, open_files
        self._today = wanted.today
        self._register = self._writer(CHILDREN, COLUMNS)
        self._twice = self._writer(TWICE, ("child_id", "duplicate_of"))
        self._addresses = self._writer(TRUE_ADDRESSES, ("child_id", "true_uprn"))
        self.ssd = open_files.enter_context(SsdFolder(directory / SSD))
        self._mess = Random(wanted.seed + 4)  # noqa: S311 - not a secret
        self._day = DateWriter(Random(wanted.seed + 6))  # noqa: S311 - not a secret
        self._rows = SsdRows(self._day)
        self._breaker = Breaker(Random(wanted.seed + 7), wanted.broken_rows)  # noqa: S311
        self._broken = self._writer(BROKEN, broken.COLUMNS) if wanted.broken_rows else None
        self._children = 0
        for worker in Lives(wanted.children, wanted.seed, wanted.today).workforce:
            self.ssd.add(professional_row(worker))

    def _writer(self, name: str, columns: tuple[str, ...]) -> Any:
        path = self._directory / name
        writer = csv.writer(self._open.enter_context(path.open("w", encoding="utf-8", newline="")))
        writer.writerow(columns)
        return writer

    def add(self, life: Life) -> None:
        """Write everything about one child, as somebody recorded it."""
        self._children += 1
        self._addresses.writerow((life.child.number, life.child.home.uprn))
        if life.child.same_as:
            self._twice.writerow((life.child.number, life.child.same_as))
        life = recorded(life, self._mess)
        self._add_to_register(life)
        for row in self._rows.of(life):
            self._add_to_table(row)

    def _add_to_register(self, life: Life) -> None:
        self._day.next_row()
        row = row_of(life.child, life.circumstances)
        row["dob"] = self._birth(life)
        row, column, what = self._breaker.register_row(row)
        self._register.writerow(row.values())
        if self._broken and column:
            # The header is the first row, as a spreadsheet counts.
            self._broken.writerow((CHILDREN, self._children + 1, column, what))

    def _birth(self, life: Life) -> str:
        born = life.child.born_on
        if born is None or life.birth_precision is DatePrecision.EXACT:
            return self._day(born or life.child.expected_on)
        return f"{born:%Y-%m}" if life.birth_precision is DatePrecision.MONTH else f"{born:%Y}"

    def _add_to_table(self, row: SsdRow) -> None:
        row, column, what = self._breaker.table_row(row)
        place = self.ssd.add(row)
        if self._broken and column:
            self._broken.writerow((f"{TABLES[type(row)]}.csv", place, column, what))
