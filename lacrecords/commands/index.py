"""`lacrecords index rebuild` and `verify`: the index of the search, from the records.

People go on working meanwhile: a child is replaced in one short transaction, and is found by
what stood before until then. What is right already is left as it is, so a rebuild that was
killed is finished by giving it again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from lacrecords import schema
from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.children import bulk
from lacrecords.children import queries as children
from lacrecords.commands.opened import opened
from lacrecords.database import db, is_postgresql, transaction
from lacrecords.enquiries.queries import described as enquired
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.matching import upkeep
from lacrecords.matching.forms import Described, SubjectKind
from lacrecords.matching.store import slices
from lacrecords.matching.upkeep import Differences, Records

MENDED_AT_A_TIME = 100
"""About a tenth of a second; on SQLite others then have as long."""
NOTED_AT_A_TIME = 5000
WORDS = {SubjectKind.CHILD: "children", SubjectKind.ENQUIRED_CHILD: "enquired children"}


@click.group("index")
def index_group() -> None:
    """The index by which children are found."""


@index_group.command("verify")
def verify() -> None:
    """Compare the index with what the records say now; exit 1 where it differs."""
    with opened():
        schema.refuse_unless_up_to_date()
        found = _all_differences(mend=False)
    _print(found, "What is wrong with the index")
    if any(found[what] for what in found if what[1] != "compared"):
        click.echo("Put it right with: lacrecords index rebuild", err=True)
        raise SystemExit(1)


@index_group.command("rebuild")
def rebuild() -> None:
    """Make the index anew from the records, while people work; give it again to finish it."""
    with opened():
        schema.refuse_unless_up_to_date()
        with transaction():
            audit.record(command_actor(), "index_rebuild_begun", "index")
        found = _all_differences(mend=True)
        with transaction():
            audit.record(command_actor(), "index_rebuilt", "index")
    _print(found, "What was put right in the index")


Found = Counter[tuple[SubjectKind, str]]


def _kinds() -> Iterator[tuple[Records, int]]:
    yield (
        Records(
            SubjectKind.CHILD,
            lambda after, most: list(bulk.some_children(after, most)),
            _describe_children,
            bulk.lock_children,
        ),
        children.count_children(),
    )
    yield (
        Records(
            SubjectKind.ENQUIRED_CHILD,
            enquired.some_enquired_children,
            enquired.describe_enquired_children,
            _nothing_more_is_said,
        ),
        enquired.count_enquired_children(),
    )


def _describe_children(child_ids: Collection[int]) -> dict[int, Described]:
    there = children.existing_ids(child_ids)
    found = children.describe_many(there)
    # What is described is not needed again: a million facts must not stay in the session.
    db.session.expunge_all()
    return found


def _nothing_more_is_said(_numbers: Collection[int]) -> None:
    """What an enquirer said is never changed, but more may be said: whoever writes it waits."""
    take_intake_lock()


def _all_differences(mend: bool) -> Found:
    found: Found = Counter()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress:
        for records, expected in _kinds():
            task = progress.add_task(f"The index of {WORDS[records.kind]}", total=expected)
            for one in _stretches(records, mend):
                found.update(
                    {
                        (records.kind, "compared"): one.compared,
                        (records.kind, "missing"): len(one.missing),
                        (records.kind, "stale"): len(one.stale),
                        (records.kind, "extra"): len(one.extra),
                        (records.kind, "spellings missing"): one.names,
                    }
                )
                progress.update(task, completed=found[records.kind, "compared"])
    return found


def _stretches(records: Records, mend: bool) -> Iterator[Differences]:
    after: int | None = 0
    names_known: set[str] = set()
    while after is not None:
        upkeep.begin_reading(db.session())
        one = upkeep.compare_stretch(db.session(), records, after, names_known)
        db.session.rollback()
        if mend:
            _mend(records, one)
            if one.names:
                _mend_names(records, after, one.last)
            _note_as_current(records, one)
        yield one
        after = one.last if one.compared == upkeep.STRETCH else None


def _mend(records: Records, one: Differences) -> None:
    for some in slices(one.wrong, MENDED_AT_A_TIME):
        began = time.monotonic()
        with transaction() as session:
            upkeep.mend(session, records, some, one.standing)
        _rest(time.monotonic() - began)


def _note_as_current(records: Records, one: Differences) -> None:
    for some in slices(one.earlier, NOTED_AT_A_TIME):
        began = time.monotonic()
        with transaction() as session:
            upkeep.note_as_current(session, records.kind, some)
        _rest(time.monotonic() - began)


def _mend_names(records: Records, after: int, last: int) -> None:
    ids: Sequence[int] = [who for who in records.some(after, upkeep.STRETCH) if who <= last]
    for some in slices(ids, MENDED_AT_A_TIME):
        began = time.monotonic()
        with transaction() as session:
            upkeep.mend_names(session, records, some)
        _rest(time.monotonic() - began)


def _rest(seconds: float) -> None:
    """Where there is one writer at a time, let others have as long."""
    if not is_postgresql(db.session()):
        time.sleep(seconds)


def _print(found: Found, title: str) -> None:
    table = Table(title=title)
    table.add_column("of")
    whats = ("compared", "missing", "stale", "extra", "spellings missing")
    for what in whats:
        table.add_column(what, justify="right")
    for kind, words in WORDS.items():
        table.add_row(words, *(f"{found[kind, what]:,}" for what in whats))
    Console(stderr=True).print(table)
