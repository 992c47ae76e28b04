"""Chosen columns of the current facts of many records, read without one object a row.

For jobs that look over the whole register. It decides nothing, and leaves it to the caller
which records are linked and who may read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from lacrecords.children.bulk import FactKind, table_of
from lacrecords.children.models import Child
from lacrecords.database import db

_IDS = (
    select(Child.id)
    .where(Child.id > bindparam("after"))
    .order_by(Child.id)
    .limit(bindparam("most"))
)
DENSE = 0.5
"""From this share of the numbers in a stretch on, all of the stretch is read."""


def record_ids_after(after: int, most: int) -> tuple[int, ...]:
    """The numbers of the next so many records after this one."""
    return tuple(db.session.scalars(_IDS, {"after": after, "most": most}))


def current_rows(
    kind: FactKind, columns: tuple[str, ...], record_ids: Sequence[int]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Of each current fact of these records: its record, then these columns, oldest row first."""
    if not record_ids:
        return
    first, last = min(record_ids), max(record_ids)
    if len(record_ids) < DENSE * (last - first + 1):
        yield from db.session.execute(_of_some(kind, columns), {"ids": list(record_ids)})
        return
    wanted = set(record_ids)
    for row in db.session.execute(_of_stretch(kind, columns), {"first": first, "last": last}):
        if row[0] in wanted:
            yield row


@lru_cache(maxsize=64)
def _of_some(kind: FactKind, columns: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    # A statement that is made anew each time costs as much as what it does.
    table = table_of(kind)
    return _current(kind, columns).where(table.c.child_id.in_(bindparam("ids", expanding=True)))


@lru_cache(maxsize=64)
def _of_stretch(kind: FactKind, columns: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    table = table_of(kind)
    return _current(kind, columns).where(
        table.c.child_id >= bindparam("first"), table.c.child_id <= bindparam("last")
    )


def _current(kind: FactKind, columns: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    table = table_of(kind)
    chosen = (table.c.child_id, *(table.c[name] for name in columns))
    return select(*chosen).where(table.c.superseded_at.is_(None)).order_by(table.c.id)
