"""Looks over the records: changed children at once, every child once a day, some at a time.

It reads and judges with nothing locked and writes in short transactions, resting after each
as long as it took. Where it was stopped it goes on. A child that changes meanwhile has a
mark and is looked at again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.children.bulk_reading import record_ids_after
from lacrecords.children.linked import with_linked
from lacrecords.clocks import local_date
from lacrecords.currency.figures import figures_of
from lacrecords.currency.gathering import Gathered, gather
from lacrecords.currency.models import CurrencyRun
from lacrecords.currency.shared_numbers import holders_of_the_same
from lacrecords.currency.writing import (
    Changes,
    keep,
    says_something_new,
    standing,
    take_writers_turn,
)
from lacrecords.database import db, transaction
from lacrecords.matching.changed import Marks, forget_marks, oldest_marks
from lacrecords.matching.models import ChangeJob
from lacrecords.procedure import Procedure
from lacrecords.queue.work import stopping
from lacrecords.rules.currency import BY_KIND, what_is_wrong
from lacrecords.staff.working_queries import Working, everybody_working
from lacrecords.terms import CurrencyRule

AT_ONCE = 500
"""Children read and judged together."""
WRITTEN_AT_ONCE = 100
"""Children in one transaction: at most a few hundred rows, so that nobody waits for long."""
_OF_SEALED = (BY_KIND[CurrencyRule.RESTRICTED_WITHOUT_OWNER],)
Rest = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Round:
    """What is the same for every child looked at in one go."""

    procedure: Procedure
    now: datetime
    on: date
    staff: Mapping[int, Working]
    rest: Rest = time.sleep


def _round(procedure: Procedure, now: datetime, rest: Rest) -> _Round:
    on = local_date(now)
    return _Round(procedure, now, on, everybody_working(on), rest)


def look_over_changed(procedure: Procedure, now: datetime, rest: Rest = time.sleep) -> int:
    """Look at every child with a mark, and at whoever shares a number; how many findings changed.

    What somebody's coming or going changes is looked at too: see `staff_changes`.
    """
    this_round, changes = None, Changes()
    while (marks := _waiting()).numbers and not stopping.get()():
        this_round = this_round or _round(procedure, now, rest)
        wanted = with_linked(marks.child_ids)
        changes += _look_at({*wanted, *holders_of_the_same(wanted, this_round.on)}, this_round)
        with transaction():
            forget_marks(db.session(), marks.numbers)
    db.session.rollback()
    return changes.found + changes.mended


def _waiting() -> Marks:
    return oldest_marks(db.session(), ChangeJob.RECORD, AT_ONCE)


def look_over_all(procedure: Procedure, now: datetime, rest: Rest = time.sleep) -> int:
    """Look at every record, once a day; how many findings changed. Goes on where it stopped."""
    run = _run_of_today(now)
    if run.finished:
        return 0
    this_round, changes, after = _round(procedure, now, rest), Changes(), run.after
    while ids := record_ids_after(after, AT_ONCE):
        if stopping.get()():
            return changes.found + changes.mended
        changes += _look_at(ids, this_round)
        after = ids[-1]
        with transaction():
            ours = _run(run.id)
            ours.through_child_id = max(ours.through_child_id, after)
        # Whoever mended a record must not wait for the whole register.
        look_over_changed(procedure, now, rest)
    with transaction():
        take_writers_turn()
        ended = _run(run.id)
        if ended.finished_at is None:
            ended.finished_at = max(now, ended.begun_at)
    return changes.found + changes.mended


@dataclass(frozen=True, slots=True)
class _RunState:
    id: int
    after: int
    finished: bool


def _run_of_today(now: datetime) -> _RunState:
    today = local_date(now)
    row = db.session.scalar(select(CurrencyRun).where(CurrencyRun.run_on == today))
    if row is not None:
        return _RunState(row.id, row.through_child_id, row.finished_at is not None)
    with transaction():
        take_writers_turn()
        # Another worker may have begun it meanwhile.
        row = db.session.scalar(select(CurrencyRun).where(CurrencyRun.run_on == today))
        if row is None:
            row = CurrencyRun(run_on=today, begun_at=now, through_child_id=0)
            db.session.add(row)
            db.session.flush()
        return _RunState(row.id, row.through_child_id, row.finished_at is not None)


def _run(run_id: int) -> CurrencyRun:
    return db.session.get_one(CurrencyRun, run_id)


def _look_at(record_ids: Collection[int], this_round: _Round) -> Changes:
    """Judge these records and write what is new of them."""
    gathered = gather(record_ids, this_round.on, this_round.staff)
    said = judge(gathered, this_round.procedure)
    # A linked record says nothing of its own: what was found of it before is the kept one's now.
    said = {one: {} for one in record_ids} | said
    stands = standing(said.keys())
    db.session.rollback()
    changes = Changes()
    for some in _lots(sorted(said), WRITTEN_AT_ONCE):
        of_some = {child: said[child] for child in some}
        if says_something_new(
            of_some, {key: one for key, one in stands.items() if key[0] in of_some}
        ):
            changes += _write(of_some, this_round)
    return changes


def judge(
    gathered: Mapping[int, Gathered], procedure: Procedure
) -> dict[int, dict[CurrencyRule, date | None]]:
    """What is wrong with each record; of a sealed one only whether anybody answers for it."""
    figures = figures_of(procedure)
    return {
        child_id: what_is_wrong(one.facts, figures, _OF_SEALED)
        if one.sealed
        else what_is_wrong(one.facts, figures)
        for child_id, one in gathered.items()
    }


def _write(said: Mapping[int, Mapping[CurrencyRule, date | None]], this_round: _Round) -> Changes:
    begun = time.monotonic()
    with transaction():
        changes = keep(said, this_round.now)
    this_round.rest(time.monotonic() - begun)
    return changes


def _lots(ids: Sequence[int], most: int) -> list[Sequence[int]]:
    return [ids[start : start + most] for start in range(0, len(ids), most)]
