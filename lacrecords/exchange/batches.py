"""Loads what files say of children into the register, one batch at a time.

It opens no transaction: `loading` does, one for each batch, so that people can work
between them. A run that was killed is finished by running the file again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from sqlalchemy import Table, bindparam, update

from lacrecords.audit import services as audit
from lacrecords.children import bulk
from lacrecords.children.bulk import FactKind, HeldFact, NewFact
from lacrecords.children.linked import with_linked
from lacrecords.database import db
from lacrecords.exchange import conflicts
from lacrecords.exchange.changes import IMPORTED, Changes
from lacrecords.exchange.findings import Finding, rejected
from lacrecords.exchange.indexing import index_children
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.remembered import Known, known_digests, remember
from lacrecords.exchange.sealed_rows import CANNOT_BE_LOADED, numbers_not_loaded, refuse
from lacrecords.exchange.source import ReadChild, Said, Source
from lacrecords.exchange.undone import is_undone, sources_undone
from lacrecords.matching.store import Entry
from lacrecords.matching.store import prepare as prepare_entry
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day

CONTESTED = "conflict:"
"""Stands before the digest of a child of whom the file disagrees with a fact kept by hand."""
SAME_CHILD = rejected(
    "", "An earlier row of the file is about the same child, under another number. Left out."
)

_RUNS = cast("Table", ImportRun.__table__)
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
    """One run: who, when, and the number under which its facts stand; 0 when nothing is written."""

    run_id: int
    actor: Actor
    now: datetime
    kinds: tuple[FactKind, ...]
    names_indexed: set[str] = field(default_factory=set)
    """Names that this run knows to be in the index's vocabulary; it saves asking each time."""

    @property
    def on(self) -> date:
        """The day as of which the file is read."""
        return council_day(self.now)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A child with all that can be worked out before the transaction, so that this stays short."""

    child: ReadChild
    said: Said
    changes: Changes
    entry: Entry


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some children."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    findings: tuple[tuple[ReadChild, Finding], ...] = ()


def begin_run(actor: Actor, source: Source, now: datetime) -> int:
    """Write down that a run begins, and give its number."""
    row = ImportRun(
        started_at=now,
        started_by=actor.key,
        file_name=source.name,
        file_digest=source.digest,
        whole=source.whole,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "import_register_begin", "import_run", row.id)
    return row.id


def end_run(run: Run, counters: Mapping[str, int], at: datetime) -> None:
    """Write down that the run is complete, with the counters that no batch wrote."""
    values = {"finished_at": at, **counters}
    db.session.execute(update(ImportRun).where(ImportRun.id == run.run_id).values(**values))
    audit.record(run.actor, "import_register_end", "import_run", run.run_id)


def with_news(run: Run, read: Sequence[ReadChild]) -> tuple[list[ReadChild], Batch]:
    """Reads only: of which children something must be written, and what became of the others."""
    children = [(child, child.said) for child in read if child.said]
    known = known_digests([said.authority_number for _, said in children])
    not_loaded = numbers_not_loaded([said.authority_number for _, said in children])
    news: list[ReadChild] = []
    contested: dict[int, ReadChild] = {}
    for child, said in children:
        child_id, digest = known.get(said.authority_number, (0, ""))
        if said.authority_number in not_loaded:
            # Looked at again when the batch is written, and refused there.
            news.append(child)
        elif said.digest and digest == CONTESTED + said.digest:
            contested[child_id] = child
        elif not said.digest or digest != said.digest:
            news.append(child)
    findings: list[tuple[ReadChild, Finding]] = []
    for child_id, changes in _changes(run, contested).items():
        if changes.any() or not changes.conflicts:
            news.append(contested[child_id])
        else:
            findings += [(contested[child_id], each.finding) for each in changes.conflicts]
    return news, Batch(unchanged=len(children) - len(news), findings=tuple(findings))


def prepare(run: Run, read: Sequence[ReadChild]) -> tuple[Prepared, ...]:
    """Work out beforehand, without the database, what each child means if the child is new."""
    return tuple(
        Prepared(child, child.said, _as_new(run, child.said), prepare_entry(child.said.described()))
        for child in read
        if child.said
    )


def write_batch(run: Run, prepared: Sequence[Prepared]) -> Batch:
    """Write what is said: new children, changed facts, the index, one trail entry."""
    read, (prepared, refused) = len(prepared), _part(prepared)
    refuse(run.actor, [each.said.authority_number for each in refused], run.now)
    met, known = meet([each.said for each in prepared])
    prepared, doubled = _once_each(prepared, met)
    by_number = {each.said.authority_number: each for each in prepared}
    children_met = {met[number]: each.child for number, each in by_number.items() if number in met}
    new = [each for each in prepared if each.said.authority_number not in met]
    # What finds a record that others are linked to is written with theirs.
    bulk.hold_children(with_linked(children_met))
    new_children = dict(zip(bulk.add_children(len(new), run.now, run.actor.key), new, strict=True))
    changes = {child_id: each.changes for child_id, each in new_children.items()}
    changes |= _changes(run, children_met)
    _write_facts(run, changes)
    conflicts.keep({who: each.conflicts for who, each in changes.items()}, run.run_id, run.now)
    said = {child_id: each.said for child_id, each in new_children.items()}
    said |= {met[number]: each.said for number, each in by_number.items() if number in met}
    _remember(run, said, changes, known, children_met)
    entries = {child_id: each.entry for child_id, each in new_children.items()}
    altered = [child_id for child_id in children_met if changes[child_id].any()]
    index_children(entries, altered, run.names_indexed)
    batch = _count(children_met, changes, len(new), refused, doubled)
    _count_in_run(run, batch, read)
    audit.record(run.actor, "import_register_batch", "import_run", run.run_id)
    return batch


def weigh_batch(run: Run, prepared: Sequence[Prepared]) -> Batch:
    """Reads only: what `write_batch` would do."""
    prepared, refused = _part(prepared)
    met, _ = meet([each.said for each in prepared])
    prepared, doubled = _once_each(prepared, met)
    by_number = {each.said.authority_number: each.child for each in prepared}
    children_met = {met[number]: child for number, child in by_number.items() if number in met}
    changes = _changes(run, children_met)
    return _count(children_met, changes, len(prepared) - len(children_met), refused, doubled)


def _once_each(
    prepared: Sequence[Prepared], met: Mapping[str, int]
) -> tuple[list[Prepared], list[Prepared]]:
    """Those to be loaded, and rows about a child of whom another of these rows speaks already."""
    first: dict[int, str] = {}
    for each in prepared:
        if each.said.authority_number in met:
            first.setdefault(met[each.said.authority_number], each.said.authority_number)
    doubled = {number for number, child_id in met.items() if first[child_id] != number}
    return (
        [each for each in prepared if each.said.authority_number not in doubled],
        [each for each in prepared if each.said.authority_number in doubled],
    )


def _part(prepared: Sequence[Prepared]) -> tuple[list[Prepared], list[Prepared]]:
    """Those who may be loaded, and those whose number no file may load."""
    not_loaded = numbers_not_loaded([each.said.authority_number for each in prepared])
    return (
        [each for each in prepared if each.said.authority_number not in not_loaded],
        [each for each in prepared if each.said.authority_number in not_loaded],
    )


def meet(said: Sequence[Said]) -> tuple[dict[str, int], Known]:
    """Which child has each of these numbers already, and what was last said of each."""
    numbers = [each.authority_number for each in said]
    known = known_digests(numbers)
    # A number may have gone from a sealed record to the record that is kept now.
    sealed = bulk.sealed_children({child_id for child_id, _ in known.values()})
    met = {number: child_id for number, (child_id, _) in known.items() if child_id not in sealed}
    unmet = [number for number in numbers if number not in met]
    by_hand = bulk.children_by_number(unmet) if unmet else {}
    return met | by_hand, known


def _count(
    met: Mapping[int, ReadChild],
    changes: Mapping[int, Changes],
    new: int,
    refused: Sequence[Prepared],
    doubled: Sequence[Prepared],
) -> Batch:
    changed = sum(changes[child_id].any() for child_id in met)
    findings = tuple(
        (child, conflict.finding)
        for child_id, child in met.items()
        for conflict in changes[child_id].conflicts
    )
    findings += tuple((each.child, CANNOT_BE_LOADED) for each in refused)
    findings += tuple((each.child, SAME_CHILD) for each in doubled)
    return Batch(new, changed, len(met) - changed, len(refused) + len(doubled), findings)


def _as_new(run: Run, said: Said) -> Changes:
    return said.changes({}, {}, run.on)


def _changes(run: Run, met: Mapping[int, ReadChild]) -> dict[int, Changes]:
    """What is said against what the records hold; what was settled is not raised again."""
    if not met:
        return {}
    facts = {kind: bulk.held_facts(kind, list(met)) for kind in run.kinds}
    undone = sources_undone()
    changes = {}
    for child_id, child in met.items():
        assert child.said  # noqa: S101 - only children of whom something is said are met
        held: dict[FactKind, Sequence[HeldFact]] = {}
        former: dict[FactKind, Sequence[HeldFact]] = {}
        for kind, by_child in facts.items():
            of_child = by_child.get(child_id, ())
            held[kind] = [fact for fact in of_child if fact.current]
            former[kind] = [
                fact for fact in of_child if not fact.current and not is_undone(fact.source, undone)
            ]
        changes[child_id] = child.said.changes(held, former, run.on)
    open_still = conflicts.to_settle({who: each.conflicts for who, each in changes.items()})
    for child_id, each in changes.items():
        each.conflicts = open_still[child_id]
    return changes


def _write_facts(run: Run, changes: Mapping[int, Changes]) -> None:
    source = f"{IMPORTED}{run.run_id}"
    for kind in run.kinds:
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
    said: Mapping[int, Said],
    changes: Mapping[int, Changes],
    known: Known,
    met: Collection[int],
) -> None:
    rows = (
        (each.authority_number, who, (CONTESTED if changes[who].conflicts else "") + each.digest)
        for who, each in said.items()
    )
    remember(rows, known, met, run.run_id)


def _count_in_run(run: Run, batch: Batch, children: int) -> None:
    counted = {"run": run.run_id, "added": batch.added, "changed": batch.changed, "read": children}
    db.session.execute(_COUNT, counted)
