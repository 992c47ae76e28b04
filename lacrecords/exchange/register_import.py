"""Loads checked rows into the register, one batch at a time, and keeps the run's counters.

It opens no transaction: the command does, one for each batch, so that people can
work between them. A run that was killed is finished by running the file again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from sqlalchemy import Table, bindparam, insert, select, update

from lacrecords.audit import services as audit
from lacrecords.children import bulk
from lacrecords.children.bulk import REGISTER_KINDS, FactKind, HeldFact, NewFact
from lacrecords.database import db
from lacrecords.exchange.models import ImportedRow, ImportRun
from lacrecords.exchange.register_changes import Changes, changes_of
from lacrecords.exchange.register_file import RegisterFile
from lacrecords.exchange.register_findings import Finding
from lacrecords.exchange.register_index import index_children
from lacrecords.exchange.register_said import IMPORTED, CheckedRow, described
from lacrecords.matching.store import Entry
from lacrecords.matching.store import prepare as prepare_entry
from lacrecords.rules.authorisation import Actor

CONTESTED = "conflict:"
"""Stands before the digest of a row that disagrees with a fact kept by hand."""


_RUNS = cast("Table", ImportRun.__table__)
_ROWS = cast("Table", ImportedRow.__table__)
# Made once: a statement made for every batch costs as much as what it does.
_DIGESTS_OF = select(_ROWS.c.authority_number, _ROWS.c.child_id, _ROWS.c.digest).where(
    _ROWS.c.authority_number.in_(bindparam("numbers", expanding=True))
)
_REMEMBER_AGAIN = (
    update(_ROWS)
    .where(_ROWS.c.authority_number == bindparam("number"))
    .values(digest=bindparam("said"), import_run_id=bindparam("run"))
)
_COUNT = (
    update(_RUNS)
    .where(_RUNS.c.id == bindparam("run"))
    .values(
        rows_added=_RUNS.c.rows_added + bindparam("added"),
        rows_changed=_RUNS.c.rows_changed + bindparam("changed"),
        rows_read=_RUNS.c.rows_read + bindparam("read"),
    )
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: who, when, and the number under which its facts stand."""

    run_id: int
    actor: Actor
    now: datetime
    names_indexed: set[str] = field(default_factory=set)
    """Names that this run knows to be in the index's vocabulary; it saves asking each time."""

    @property
    def on(self) -> date:
        """The day as of which the file is read."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row with all that can be worked out before the transaction, so that this stays short."""

    row: CheckedRow
    changes: Changes
    entry: Entry


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    findings: tuple[tuple[CheckedRow, Finding], ...] = ()


def begin_run(actor: Actor, file: RegisterFile, now: datetime) -> Run:
    """Write down that a run begins."""
    row = ImportRun(
        started_at=now,
        started_by=actor.key,
        file_name=file.path.name,
        file_digest=file.digest,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "import_register_begin", "import_run", row.id)
    return Run(row.id, actor, now)


def end_run(
    run: Run, rows_unchanged: int, rows_rejected: int, rows_read: int, at: datetime
) -> None:
    """Write down that the run is complete, with the counters that no batch wrote."""
    counters = {
        "finished_at": at,
        "rows_unchanged": rows_unchanged,
        "rows_rejected": rows_rejected,
        "rows_read": rows_read,
    }
    db.session.execute(update(ImportRun).where(ImportRun.id == run.run_id).values(**counters))
    audit.record(run.actor, "import_register_end", "import_run", run.run_id)


def rows_with_news(run: Run, rows: Sequence[CheckedRow]) -> tuple[list[CheckedRow], Batch]:
    """Reads only: which rows must be written, and what became of the others."""
    known = _known_digests([row.said.child_id for row in rows])
    news: list[CheckedRow] = []
    contested: dict[int, CheckedRow] = {}
    for row in rows:
        child_id, digest = known.get(row.said.child_id, (0, ""))
        if digest == CONTESTED + row.digest:
            contested[child_id] = row
        elif digest != row.digest:
            news.append(row)
    findings: list[tuple[CheckedRow, Finding]] = []
    for child_id, changes in _changes(run, contested).items():
        if changes.any() or not changes.conflicts:
            news.append(contested[child_id])
        else:
            findings += ((contested[child_id], finding) for finding in changes.conflicts)
    return news, Batch(unchanged=len(rows) - len(news), findings=tuple(findings))


def prepare(run: Run, rows: Sequence[CheckedRow]) -> tuple[Prepared, ...]:
    """Work out beforehand, without the database, what each row means if its child is new."""
    return tuple(
        Prepared(row, changes_of(row, {}, run.on), prepare_entry(described(row.said)))
        for row in rows
    )


def write_batch(run: Run, prepared: Sequence[Prepared]) -> Batch:
    """Write what the rows say: new children, changed facts, the index, one trail entry."""
    rows = [each.row for each in prepared]
    known = _known_digests([row.said.child_id for row in rows])
    unmet = [row for row in rows if row.said.child_id not in known]
    by_hand = bulk.children_by_number([row.said.child_id for row in unmet]) if unmet else {}
    new = [
        each
        for each in prepared
        if each.row.said.child_id not in known and each.row.said.child_id not in by_hand
    ]
    met = {
        by_hand.get(row.said.child_id) or known[row.said.child_id][0]: row
        for row in rows
        if row.said.child_id in by_hand or row.said.child_id in known
    }
    bulk.lock_children(met)
    new_children = dict(zip(bulk.add_children(len(new), run.now, run.actor.key), new, strict=True))
    changes = {child_id: each.changes for child_id, each in new_children.items()}
    changes |= _changes(run, met)
    _write_facts(run, changes)
    _remember(run, {child: each.row for child, each in new_children.items()} | met, changes, known)
    entries = {child_id: each.entry for child_id, each in new_children.items()}
    altered = [child_id for child_id in met if changes[child_id].any()]
    index_children(entries, altered, run.names_indexed)
    batch = _count(met, changes, len(new))
    _count_in_run(run, batch, len(rows))
    audit.record(run.actor, "import_register_batch", "import_run", run.run_id)
    return batch


def _count(met: Mapping[int, CheckedRow], changes: Mapping[int, Changes], new: int) -> Batch:
    changed = sum(changes[child_id].any() for child_id in met)
    findings = tuple(
        (row, finding) for child_id, row in met.items() for finding in changes[child_id].conflicts
    )
    return Batch(new, changed, len(met) - changed, findings)


def numbers_known() -> set[str]:
    """The authority's number of every child that a file ever brought."""
    return set(db.session.scalars(select(ImportedRow.authority_number)))


def _known_digests(numbers: Sequence[str]) -> dict[str, tuple[int, str]]:
    rows = db.session.execute(_DIGESTS_OF, {"numbers": numbers})
    return {number: (child_id, digest) for number, child_id, digest in rows}


def _changes(run: Run, met: Mapping[int, CheckedRow]) -> dict[int, Changes]:
    if not met:
        return {}
    held = {kind: bulk.held_facts(kind, list(met)) for kind in REGISTER_KINDS}
    changes = {}
    for child_id, row in met.items():
        of_child: dict[FactKind, Sequence[HeldFact]] = {
            kind: facts[child_id] for kind, facts in held.items() if child_id in facts
        }
        changes[child_id] = changes_of(row, of_child, run.on)
    return changes


def _write_facts(run: Run, changes: Mapping[int, Changes]) -> None:
    source = f"{IMPORTED}{run.run_id}"
    for kind in REGISTER_KINDS:
        superseded = [
            fact_id for change in changes.values() for fact_id in change.superseded.get(kind, ())
        ]
        added: list[tuple[int, NewFact]] = [
            (child_id, fact)
            for child_id, change in changes.items()
            for fact in change.added.get(kind, ())
        ]
        bulk.supersede_facts(kind, superseded, run.now)
        bulk.add_facts(kind, added, run.now, run.actor.key, source)


def _remember(
    run: Run,
    rows: Mapping[int, CheckedRow],
    changes: Mapping[int, Changes],
    known: Mapping[str, tuple[int, str]],
) -> None:
    added, again = [], []
    for child_id, row in rows.items():
        digest = (CONTESTED if changes[child_id].conflicts else "") + row.digest
        number = row.said.child_id
        if number in known:
            again.append({"number": number, "said": digest, "run": run.run_id})
        else:
            values = {"digest": digest, "import_run_id": run.run_id}
            added.append({"authority_number": number, "child_id": child_id, **values})
    if added:
        db.session.connection().execute(insert(_ROWS), added)
    if again:
        db.session.connection().execute(_REMEMBER_AGAIN, again)


def _count_in_run(run: Run, batch: Batch, rows: int) -> None:
    counted = {"run": run.run_id, "added": batch.added, "changed": batch.changed, "read": rows}
    db.session.execute(_COUNT, counted)
