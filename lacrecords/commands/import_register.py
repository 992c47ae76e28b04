"""`lacrecords import register FILE`: loads the register that a council has already.

Opens one short transaction a batch and rests as long on SQLite, so that people can
work meanwhile. Nothing is written before the file as a whole has passed its checks.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from lacrecords import schema
from lacrecords.audit.actors import command_actor
from lacrecords.commands.opened import opened
from lacrecords.database import db, is_postgresql, now_utc, transaction
from lacrecords.exchange import register_import
from lacrecords.exchange.register_file import FileRefused, RegisterFile, open_register
from lacrecords.exchange.register_findings import Finding, FindingKind
from lacrecords.exchange.register_import import Batch, Run
from lacrecords.exchange.register_reading import Reading, ReadRow
from lacrecords.exchange.register_said import CheckedRow, LeadAccount
from lacrecords.exchange.rejects_file import RejectsFile
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.email_queries import accounts_by_email

ROWS_A_LOT = 500
GREATEST_BATCH_SECONDS = 0.1
AIMED_AT_SECONDS = 0.075
"""Below the greatest, so that a slow disk or a checkpoint does not carry a batch over it."""
LOG_PAGES = 8_000
"""Pages of SQLite's write-ahead log, 32 MB, before it is copied into the database."""
FEWEST_ROWS, MOST_ROWS = 5, ROWS_A_LOT


@dataclass(slots=True)
class Summary:
    """Every row counted once (added, changed, unchanged, rejected), and what else was found."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: int = 0
    conflicts: int = 0
    not_in_file: int = 0
    longest_batch_seconds: float = 0.0

    def count(self, batch: Batch) -> None:
        """Add what became of some rows."""
        self.added += batch.added
        self.changed += batch.changed
        self.unchanged += batch.unchanged


@dataclass(slots=True)
class Pace:
    """How many rows a batch holds, and the rest after it; it learns from the last batch."""

    rests: bool
    rows: int = 25
    _not_before: float = field(default=0.0)

    def rest(self) -> None:
        """Wait until others have had as long as the last batch took."""
        wait = self._not_before - time.monotonic()
        if self.rests and wait > 0:
            time.sleep(wait)

    def learn(self, rows: int, seconds: float) -> None:
        """Fit the next batch to the time that this one took."""
        self._not_before = time.monotonic() + seconds
        fitting = int(rows * AIMED_AT_SECONDS / max(seconds, 0.001))
        self.rows = max(FEWEST_ROWS, min(MOST_ROWS, fitting, self.rows * 2))


@dataclass(slots=True)
class _Import:
    run: Run
    reading: Reading
    rejects: RejectsFile
    pace: Pace
    summary: Summary = field(default_factory=Summary)

    def take(self, lot: list[ReadRow]) -> None:
        """One lot of rows: write what is new, batch by batch, then list what was found."""
        checked = [row.checked for row in lot if row.checked]
        news, settled = register_import.rows_with_news(self.run, checked)
        self.summary.count(settled)
        conflicts = list(settled.findings)
        start = 0
        while start < len(news):
            some = news[start : start + self.pace.rows]
            conflicts += self._write(some).findings
            start += len(some)
        self._list(lot, conflicts)

    def _write(self, rows: list[CheckedRow]) -> Batch:
        prepared = register_import.prepare(self.run, rows)
        self.pace.rest()
        began = time.monotonic()
        with transaction():
            batch = register_import.write_batch(self.run, prepared)
        seconds = time.monotonic() - began
        self.pace.learn(len(rows), seconds)
        self.summary.longest_batch_seconds = max(self.summary.longest_batch_seconds, seconds)
        self.summary.count(batch)
        return batch

    def _list(self, lot: list[ReadRow], conflicts: list[tuple[CheckedRow, Finding]]) -> None:
        by_row: dict[int, list[Finding]] = {row.number: list(row.findings) for row in lot}
        for checked, finding in conflicts:
            by_row[checked.number].append(finding)
        self.summary.read += len(lot)
        self.summary.rejected += sum(row.checked is None for row in lot)
        self.summary.conflicts += len(conflicts)
        for row in lot:
            for finding in by_row[row.number]:
                self.summary.warnings += finding.kind is FindingKind.WARNING
                self.rejects.add(row.number, finding, row.cells)


def import_register(
    file: RegisterFile,
    rejects_path: Path,
    actor: Actor,
    now: datetime,
    show: Callable[[int], object] = lambda rows: None,
    pace: Pace | None = None,
) -> Summary:
    """Load a checked file into the register; `show` is told how many rows are done."""
    leads = {
        email: LeadAccount(account.account_id, account.team_id)
        for email, account in accounts_by_email(now.date()).items()
    }
    if not is_postgresql(db.session()):
        # Copying the log into the database after every batch would cost more than the batch.
        db.session.connection().exec_driver_sql(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    with transaction():
        run = register_import.begin_run(actor, file, now)
    pace = pace or Pace(rests=not is_postgresql(db.session()))
    with RejectsFile(rejects_path, file.columns) as rejects:
        work = _Import(run, Reading(file, run.on, leads), rejects, pace)
        for lot in work.reading.in_lots_of(ROWS_A_LOT):
            work.take(lot)
            show(work.summary.read)
    work.summary.not_in_file = len(register_import.numbers_known() - work.reading.seen.keys())
    counts = (work.summary.unchanged, work.summary.rejected, work.summary.read)
    with transaction():
        register_import.end_run(run, *counts, now_utc())
    return work.summary


@click.group("import")
def import_group() -> None:
    """Load files from other systems."""


@import_group.command("register")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rejected rows, conflicts and warnings are listed. [default: FILE.rejects.csv]",
)
def register(file: Path, rejects: Path | None) -> None:
    """Load the register of children from a CSV file; run it again to load what has changed."""
    console = Console(stderr=True)
    listed = rejects or file.with_name(f"{file.stem}.rejects.csv")
    if listed.resolve() == file.resolve():
        raise click.UsageError("The rejects file cannot be the register file itself.")
    try:
        checked = open_register(file)
    except FileRefused as refused:
        raise click.ClickException(f"{refused} Nothing was written.") from refused
    with opened():
        schema.refuse_unless_up_to_date()
        summary = _with_progress(checked, listed, console)
    _print(summary, listed, console)


def _with_progress(file: RegisterFile, rejects: Path, console: Console) -> Summary:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(f"Loading {file.path.name}", total=file.rows_expected)
        return import_register(
            file,
            rejects,
            command_actor(),
            now_utc(),
            lambda rows: progress.update(task, completed=rows),
        )


def _print(summary: Summary, rejects: Path, console: Console) -> None:
    table = Table(title="The register file, every row counted once")
    table.add_column("what became of the rows")
    table.add_column("rows", justify="right")
    for words, number in (
        ("added: children new to the register", summary.added),
        ("changed: children of whom something new is said", summary.changed),
        ("unchanged: nothing new is said", summary.unchanged),
        ("rejected: the row could not be taken", summary.rejected),
        ("all rows read", summary.read),
    ):
        table.add_row(words, f"{number:,}")
    console.print(table)
    console.print(
        f"Warnings: {summary.warnings:,}. Conflicts with facts kept by hand: {summary.conflicts:,}."
        f" Children in the register that are not in this file (left as they are):"
        f" {summary.not_in_file:,}."
    )
    if rejects.exists():
        console.print(f"Rejected rows, conflicts and warnings are listed in {rejects}.")
