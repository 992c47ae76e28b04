"""Loading a file into the register while people work, or checking it without writing.

One short transaction a batch, and a rest as long on SQLite. Nothing is written before
the file as a whole has passed its checks; a run that was killed is finished by loading
the file again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lacrecords.database import db, is_postgresql, now_utc, transaction
from lacrecords.exchange import absences, batches
from lacrecords.exchange.batches import Batch, Run
from lacrecords.exchange.findings import Finding, FindingKind
from lacrecords.exchange.rejects_file import RejectsFile
from lacrecords.exchange.shared_numbers import with_shared_numbers
from lacrecords.exchange.source import ReadChild, Source
from lacrecords.rules.authorisation import Actor

CHILDREN_A_LOT = 500
GREATEST_BATCH_SECONDS = 0.1
AIMED_AT_SECONDS = 0.075
"""Below the greatest, so that a slow disk or a checkpoint does not carry a batch over it."""
LOG_PAGES = 32_000
"""Pages of SQLite's write-ahead log, 128 MB, before it is copied into the database. The keys
of a child fall all over the index, so that most of its pages are written again and again."""
CACHE_KIBIBYTES = 131_072
"""Of SQLite's pages kept in memory while loading: the index of a large register, not 2 MB."""
FEWEST, MOST = 5, CHILDREN_A_LOT
Show = Callable[[int], object]


@dataclass(slots=True)
class Summary:
    """Every child counted once (added, changed, unchanged, rejected), and what else was found."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    warnings: int = 0
    conflicts: int = 0
    not_in_file: int = 0
    longest_batch_seconds: float = 0.0
    run_id: int = 0

    def count(self, batch: Batch) -> None:
        """Add what became of some children."""
        self.added += batch.added
        self.changed += batch.changed
        self.unchanged += batch.unchanged
        self.rejected += batch.rejected


@dataclass(slots=True)
class Pace:
    """How many children a batch holds, and the rest after it; it learns from the last batch."""

    rests: bool
    children: int = 25
    _not_before: float = field(default=0.0)

    def rest(self) -> None:
        """Wait until others have had as long as the last batch took."""
        wait = self._not_before - time.monotonic()
        if self.rests and wait > 0:
            time.sleep(wait)

    def learn(self, children: int, seconds: float) -> None:
        """Fit the next batch to the time that this one took."""
        self._not_before = time.monotonic() + seconds
        fitting = int(children * AIMED_AT_SECONDS / max(seconds, 0.001))
        self.children = max(FEWEST, min(MOST, fitting, self.children * 2))


@dataclass(slots=True)
class _Load:
    run: Run
    source: Source
    rejects: RejectsFile | None
    pace: Pace
    writes: bool
    summary: Summary = field(default_factory=Summary)

    def take_all(self, show: Show) -> None:
        """Every child of the file, lot by lot."""
        for lot in self.source.lots(self.run.on, CHILDREN_A_LOT):
            self._take(lot)
            show(self.summary.read)

    def _take(self, lot: list[ReadChild]) -> None:
        """One lot of children: write what is new, batch by batch, then list what was found."""
        news, settled = batches.with_news(self.run, lot)
        self.summary.count(settled)
        found = [*settled.findings, *with_shared_numbers(news)]
        start = 0
        while start < len(news):
            some = news[start : start + self.pace.children]
            found += self._write(some).findings
            start += len(some)
        self._list(lot, found)

    def _write(self, some: list[ReadChild]) -> Batch:
        prepared = batches.prepare(self.run, some)
        if not self.writes:
            batch = batches.weigh_batch(self.run, prepared)
        else:
            self.pace.rest()
            began = time.monotonic()
            with transaction():
                batch = batches.write_batch(self.run, prepared)
            seconds = time.monotonic() - began
            self.pace.learn(len(some), seconds)
            self.summary.longest_batch_seconds = max(self.summary.longest_batch_seconds, seconds)
        self.summary.count(batch)
        return batch

    def _list(self, lot: list[ReadChild], found: list[tuple[ReadChild, Finding]]) -> None:
        also: dict[int, list[Finding]] = {}
        for child, finding in found:
            also.setdefault(id(child), []).append(finding)
        for child in lot:
            self.summary.read += bool(child.said) or child.rejected
            self.summary.rejected += child.rejected
            listed = [*child.listed, *(child.also(one) for one in also.get(id(child), ()))]
            for one in listed:
                self.summary.warnings += one.finding.kind is FindingKind.WARNING
                self.summary.conflicts += one.finding.kind is FindingKind.CONFLICT
                if self.rejects:
                    self.rejects.add(one.place, one.finding, one.cells)


def begin(source: Source, actor: Actor, now: datetime) -> int:
    """Write down that a run begins, in the caller's transaction, and give its number."""
    return batches.begin_run(actor, source, now)


def load(
    source: Source,
    rejects_path: Path | None,
    actor: Actor,
    now: datetime,
    show: Show = lambda children: None,
    pace: Pace | None = None,
    run_id: int | None = None,
) -> Summary:
    """Load a checked file into the register; `show` is told how many children are done.

    A run that was begun before is gone on with by its number. `now` stays the moment of
    the run, however long it takes.
    """
    if not is_postgresql(db.session()):
        # Copying the log into the database after every batch would cost more than the batch.
        db.session.connection().exec_driver_sql(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
        db.session.connection().exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")
    if run_id is None:
        with transaction():
            run_id = begin(source, actor, now)
    run = Run(run_id, actor, now, source.kinds)
    pace = pace or Pace(rests=not is_postgresql(db.session()))
    work = _work(run, source, rejects_path, pace, True, show)
    summary = work.summary
    with transaction():
        batches.end_run(run, _counters(summary), now_utc())
    return summary


def check(
    source: Source,
    rejects_path: Path | None,
    actor: Actor,
    now: datetime,
    show: Show = lambda children: None,
) -> Summary:
    """Count what loading this file would do, and list what is wrong with it; writes no record."""
    run = Run(0, actor, now, source.kinds)
    return _work(run, source, rejects_path, Pace(rests=False), False, show).summary


def _work(
    run: Run, source: Source, rejects_path: Path | None, pace: Pace, writes: bool, show: Show
) -> _Load:
    rejects = (
        RejectsFile(rejects_path, source.cell_columns, source.place_columns)
        if (rejects_path)
        else None
    )
    with rejects or nullcontext():
        work = _Load(run, source, rejects, pace, writes, Summary(run_id=run.run_id))
        work.take_all(show)
        if source.whole:
            work.summary.not_in_file = absences.note(run, source, rejects, writes)
    return work


def _counters(summary: Summary) -> dict[str, int]:
    return {
        "rows_unchanged": summary.unchanged,
        "rows_rejected": summary.rejected,
        "rows_read": summary.read,
        "warnings": summary.warnings,
        "conflicts": summary.conflicts,
        "not_in_file": summary.not_in_file,
    }
