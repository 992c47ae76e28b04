"""Keeps the list of records that may be of one child, as records come and change.

In short lots: what is to be compared is read and weighed with nothing locked, then written.
A record sealed at adoption is in no pair, nor are children recorded as related.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from lacrecords.children import facts
from lacrecords.children.merge_models import DuplicatePair
from lacrecords.children.models import ChildRelationship
from lacrecords.children.standing import sealed_ids
from lacrecords.database import db, is_postgresql, new_reference, transaction
from lacrecords.matching.duplicates import Finder, Pair
from lacrecords.matching.marks import count_marked, mark_after, marked, take_off
from lacrecords.staff.queries import council_day

AT_A_TIME = 100
LOOKS_FOR_SECONDS = 2.0
"""The worker has other things to do; it goes on at its next turn."""
_PAIRS: Any = DuplicatePair.__table__


@dataclass(frozen=True, slots=True)
class Looked:
    """Some children compared with all others: the marks that were read, and the pairs found."""

    marks: dict[int, int]
    pairs: tuple[Pair, ...]


def finder(now: datetime) -> Finder:
    """What compares records; it keeps what it learns of names for as long as it is kept."""
    return Finder(db.session(), council_day(now).year)


def waiting() -> int:
    """How many children are to be compared with the others."""
    return count_marked(db.session())


def look(compare: Finder, now: datetime) -> Looked:
    """Compare some of the children that wait; it reads only."""
    marks = marked(db.session(), AT_A_TIME)
    pairs = compare.pairs_of(marks, _paired(marks)) if marks else []
    ids = {one for pair in pairs for one in (pair.first_id, pair.second_id)}
    sealed, related = sealed_ids(ids, council_day(now)), _related(ids)
    shown = (
        pair
        for pair in pairs
        if not sealed & {pair.first_id, pair.second_id}
        and (pair.first_id, pair.second_id) not in related
    )
    return Looked(marks, tuple(shown))


def keep(looked: Looked, now: datetime) -> int:
    """Write what was found, take away what holds no more; how many pairs are new."""
    before = _written(looked.marks)
    found = {(pair.first_id, pair.second_id): pair for pair in looked.pairs}
    gone = [before[both] for both in before.keys() - found.keys()]
    for some in facts.batches(gone):
        db.session.execute(delete(DuplicatePair).where(DuplicatePair.id.in_(some)))
    if found:
        _write(found.values(), now)
    take_off(db.session(), looked.marks)
    return len(found.keys() - before.keys())


def compare_waiting(now: datetime) -> int:
    """For the worker: compare those who wait, for a short while; how many new pairs there are."""
    compare, until, new = finder(now), time.monotonic() + LOOKS_FOR_SECONDS, 0
    while time.monotonic() < until:
        looked = look(compare, now)
        if not looked.marks:
            break
        with transaction():
            new += keep(looked, now)
    return new


def ask_for_all() -> None:
    """Mark every child to be compared anew, some thousand in a transaction."""
    last: int | None = 0
    while last is not None:
        with transaction():
            last = mark_after(db.session(), last)


def _paired(child_ids: Collection[int]) -> dict[int, set[int]]:
    paired: dict[int, set[int]] = defaultdict(set)
    for first, second in _written(child_ids):
        paired[first].add(second)
        paired[second].add(first)
    return paired


def _written(child_ids: Collection[int]) -> dict[tuple[int, int], int]:
    of_these = or_(_PAIRS.c.first_child_id.in_(child_ids), _PAIRS.c.second_child_id.in_(child_ids))
    rows = select(_PAIRS.c.id, _PAIRS.c.first_child_id, _PAIRS.c.second_child_id).where(of_these)
    return {(first, second): number for number, first, second in db.session.execute(rows)}


def _related(child_ids: Collection[int]) -> set[tuple[int, int]]:
    """Pairs whom somebody recorded as brothers, sisters or otherwise two children."""
    rows = db.session.execute(
        select(ChildRelationship.child_id, ChildRelationship.other_child_id).where(
            ChildRelationship.child_id.in_(child_ids), ChildRelationship.is_current()
        )
    )
    return {(min(one, other), max(one, other)) for one, other in rows}


def _write(pairs: Collection[Pair], now: datetime) -> None:
    insert = postgresql.insert if is_postgresql(db.session()) else sqlite.insert
    statement = insert(_PAIRS)
    said = {name: statement.excluded[name] for name in ("evidence", "strength", "score", "reasons")}
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["first_child_id", "second_child_id"], set_=said
        ),
        [
            {
                "reference": new_reference(),
                "first_child_id": pair.first_id,
                "second_child_id": pair.second_id,
                "evidence": pair.evidence,
                "strength": pair.found.strength.value,
                "score": pair.found.score,
                "reasons": list(pair.found.reasons),
                "found_at": now,
            }
            for pair in pairs
        ],
    )
