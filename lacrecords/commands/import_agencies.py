"""`lacrecords import agencies FILE`: a first directory. Its contact points are proposals.

One person must confirm each on the pages before it serves for a check. Nothing is
written before the file as a whole has passed its checks; what is there already stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from lacrecords import schema
from lacrecords.agencies.directory_rows import COLUMNS, DirectoryRow, RowRefused, read_row
from lacrecords.agencies.importing import take_row
from lacrecords.agencies.services import DirectoryError
from lacrecords.audit.actors import command_actor
from lacrecords.commands.opened import opened
from lacrecords.database import now_utc, transaction
from lacrecords.exchange.findings import Finding, rejected, warned
from lacrecords.exchange.register_file import FileRow, RegisterFile, open_register
from lacrecords.exchange.rejects_file import RejectsFile
from lacrecords.exchange.source import FileRefused
from lacrecords.rules.authorisation import Actor

ROWS_A_BATCH = 25
"""Few enough that people can work while a long file is loaded."""


@dataclass(slots=True)
class Summary:
    """Every row counted once (with something new, unchanged, rejected), and what was new."""

    read: int = 0
    new: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: int = 0
    agencies: int = 0
    contact_points: int = 0


@dataclass(slots=True)
class _Import:
    actor: Actor
    now: datetime
    summary: Summary

    def take(self, rows: Iterable[tuple[FileRow, DirectoryRow]]) -> list[tuple[FileRow, Finding]]:
        """Write a batch in one transaction; what was found is told only once it is kept."""
        found: list[tuple[FileRow, Finding]] = []
        with transaction():
            for file_row, row in rows:
                if finding := self._take_one(row):
                    found.append((file_row, finding))
        return found

    def _take_one(self, row: DirectoryRow) -> Finding | None:
        counted = self.summary
        try:
            taken = take_row(self.actor, row, self.now)
        except DirectoryError as refused:
            counted.rejected += 1
            return rejected(refused.field, str(refused))
        counted.agencies += taken.agency_added
        counted.contact_points += taken.point_proposed
        is_new = taken.agency_added or taken.point_proposed
        counted.new += is_new
        counted.unchanged += not is_new
        counted.warnings += bool(taken.warning)
        return warned("value", taken.warning) if taken.warning else None


def import_agencies(file: RegisterFile, rejects: Path, actor: Actor, now: datetime) -> Summary:
    """Load a checked file into the directory; findings go into the rejects file."""
    summary = Summary()
    work = _Import(actor, now, summary)
    with RejectsFile(rejects, file.columns) as listed:
        for batch in _batches(file.rows(), ROWS_A_BATCH):
            summary.read += len(batch)
            readable = []
            for file_row in batch:
                try:
                    readable.append((file_row, _read(file, file_row)))
                except RowRefused as refused:
                    summary.rejected += 1
                    for column, why in refused.reasons.items():
                        listed.add((str(file_row.number),), rejected(column, why), file_row.cells)
            if readable:
                for file_row, finding in work.take(readable):
                    listed.add((str(file_row.number),), finding, file_row.cells)
    return summary


def _batches(rows: Iterator[FileRow], size: int) -> Iterator[list[FileRow]]:
    batch: list[FileRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _read(file: RegisterFile, row: FileRow) -> DirectoryRow:
    if row.broken:
        raise RowRefused({"": row.broken})
    if len(row.cells) != len(file.columns):
        raise RowRefused({"": f"The row has {len(row.cells)} cells, not {len(file.columns)}."})
    return read_row(dict(zip(file.columns, row.cells, strict=True)))


@click.command("agencies")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rejected rows and warnings are listed. [default: FILE.rejects.csv]",
)
def agencies(file: Path, rejects: Path | None) -> None:
    """Load a first directory of agencies from a CSV file; people confirm its contact points."""
    listed = rejects or file.with_name(f"{file.stem}.rejects.csv")
    if listed.resolve() == file.resolve():
        raise click.UsageError("The rejects file cannot be the directory file itself.")
    try:
        checked = open_register(file, COLUMNS, ())
    except FileRefused as refused:
        raise click.ClickException(f"{refused} Nothing was written.") from refused
    with opened():
        schema.refuse_unless_up_to_date()
        summary = import_agencies(checked, listed, command_actor(), now_utc())
    _print(summary, listed)


def _print(summary: Summary, rejects: Path) -> None:
    console = Console(stderr=True)
    table = Table(title="The directory file, every row counted once")
    table.add_column("what became of the rows")
    table.add_column("rows", justify="right")
    for words, number in (
        ("new: an agency or a contact point was added", summary.new),
        ("unchanged: nothing new is said", summary.unchanged),
        ("rejected: the row could not be taken", summary.rejected),
        ("all rows read", summary.read),
    ):
        table.add_row(words, f"{number:,}")
    console.print(table)
    console.print(
        f"Agencies added: {summary.agencies:,}. Contact points proposed:"
        f" {summary.contact_points:,}: each must be confirmed on the page of proposals"
        f" before it serves for a check. Warnings: {summary.warnings:,}."
    )
    if rejects.exists():
        console.print(f"Rejected rows and warnings are listed in {rejects}.")
