"""Takes back what one run of an import said of children, for `exchange` only.

What the run brought is superseded, and what it superseded stands again as new facts.
Which tables hold facts, and which others speak of a child, is read from the tables
themselves, so that a new one cannot be forgotten. It leaves no trail by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    and_,
    func,
    insert,
    not_,
    or_,
    select,
    true,
    update,
)

from lacrecords.children import descriptions, facts
from lacrecords.children.linked import with_linked
from lacrecords.children.models import Child
from lacrecords.database import Base, db
from lacrecords.history import Fact
from lacrecords.matching import store
from lacrecords.matching.forms import Described, SubjectKind

IMPORTED = "import:"
_NOTHING = Described()
MANY = 2_000
"""Of so many children on, reading all that is later is quicker than asking for each of them."""
_NEW_WITH_EVERY_FACT = ("id", "recorded_at", "recorded_by", "reason", "source", "superseded_at")


@dataclass(frozen=True, slots=True)
class Brought:
    """What marks the facts of one run: its number, and the one moment at which it wrote."""

    run_id: int
    at: datetime

    def by(self, table: Table) -> ColumnElement[bool]:
        """The run brought this fact."""
        source = f"{IMPORTED}{self.run_id}"
        return or_(table.c.source == source, table.c.source.like(f"{source} %"))

    def replaced(self, table: Table) -> ColumnElement[bool]:
        """The run took this fact's place."""
        return and_(table.c.superseded_at == self.at, not_(self.by(table)))

    def later(self, table: Table) -> ColumnElement[bool]:
        """This was recorded, or ceased to stand, after the run."""
        return or_(table.c.recorded_at > self.at, table.c.superseded_at > self.at)


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes a run back, when and why, and the run under which that stands."""

    run_id: int
    at: datetime
    by: str
    reason: str

    def source_of(self, earlier: str) -> str:
        """The source of a fact that stands again: a file's stays a file's, with its row."""
        if not earlier.startswith(IMPORTED):
            return f"undo:{self.run_id}"
        return " ".join((f"{IMPORTED}{self.run_id}", *earlier.split(" ")[1:]))


def fact_tables() -> tuple[Table, ...]:
    """Every table of facts about children, in order of name."""
    mappers = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Fact)]
    tables = [cast("Table", mapper.local_table) for mapper in mappers]
    about = [table for table in tables if "child_id" in table.columns]
    return tuple(sorted(about, key=lambda table: table.name))


@dataclass(frozen=True, slots=True)
class Touched:
    """The children of whom a run brought or replaced a fact, in order, and in which tables."""

    child_ids: list[int]
    tables: tuple[Table, ...]


def touched(brought: Brought) -> Touched:
    """All that a run brought or replaced; it reads every fact, so it is asked once."""
    children: set[int] = set()
    tables = []
    for table in fact_tables():
        of_run = or_(brought.by(table), table.c.superseded_at == brought.at)
        found = set(db.session.scalars(select(table.c.child_id).where(of_run).distinct()))
        children |= found
        tables += [table] if found else []
    return Touched(sorted(children), tuple(tables))


def added(child_ids: Collection[int], brought: Brought) -> set[int]:
    """Those of these children whose record the run made."""
    found: set[int] = set()
    for some in facts.batches(child_ids):
        made = select(Child.id).where(Child.id.in_(some), Child.created_at == brought.at)
        found.update(db.session.scalars(made))
    return found


@dataclass(frozen=True, slots=True)
class Since:
    """Children of whom something was recorded after the run: by hand, by a file, or ended."""

    by_hand: frozenset[int]
    by_file: frozenset[int]
    ended: frozenset[int]

    def everybody(self) -> frozenset[int]:
        """Each of them once."""
        return self.by_hand | self.by_file | self.ended


def changed_since(child_ids: Collection[int], brought: Brought) -> Since:
    """Which of these children have facts that came, or ceased to stand, after the run."""
    by_hand: set[int] = set()
    by_file: set[int] = set()
    ended: set[int] = set()
    for table in fact_tables():
        came, of_file = table.c.recorded_at > brought.at, table.c.source.like(f"{IMPORTED}%")
        for these in _about(table.c.child_id, child_ids):
            question = select(table.c.child_id, came, of_file).where(these, brought.later(table))
            for child_id, is_new, is_of_file in db.session.execute(question.distinct()):
                kind = ended if not is_new else by_file if is_of_file else by_hand
                kind.add(child_id)
    wanted = frozenset(child_ids)
    by_hand, by_file = by_hand & wanted, by_file & wanted
    ended = (ended & wanted) - by_hand - by_file
    return Since(frozenset(by_hand), frozenset(by_file), frozenset(ended))


def _about(column: Column[Any], child_ids: Collection[int]) -> Iterator[ColumnElement[bool]]:
    """Conditions that together meet every row about these children; of many, about everybody."""
    if len(child_ids) >= MANY:
        yield true()
        return
    for some in facts.batches(child_ids):
        yield column.in_(some)


def spoken_of(
    child_ids: Collection[int], brought: Brought, left_out: Mapping[str, Collection[str]]
) -> dict[int, Counter[str]]:
    """Rows that refer to each of these children, by the meaning of their table.

    Every table but those of facts and those left out, wholly or some kinds of their rows; of
    facts, those about another child that the run itself did not bring.
    """
    found: dict[int, Counter[str]] = {}
    wanted = frozenset(child_ids)
    for table, column in _references(left_out):
        meaning = str(table.info["meaning"])
        others = not_(brought.by(table)) if "source" in table.columns else true()
        if table.name in left_out:
            others = and_(others, table.c.kind.not_in(left_out[table.name]))
        for these in _about(column, child_ids):
            counted = select(column, func.count()).where(these, others).group_by(column)
            for child_id, number in db.session.execute(counted):
                if child_id in wanted:
                    found.setdefault(child_id, Counter())[meaning] += number
    return found


def _references(left_out: Mapping[str, Collection[str]]) -> Iterator[tuple[Table, Column[Any]]]:
    of_facts = {table.name for table in fact_tables()}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            is_own = table.name in of_facts and column.name == "child_id"
            names_child = any(key.target_fullname == "children.id" for key in column.foreign_keys)
            wholly_left_out = table.name in left_out and not left_out[table.name]
            if names_child and not is_own and not wholly_left_out:
                yield table, column


def taken_back_at(rows: Collection[Fact], moment: datetime) -> datetime | None:
    """When all that files alone had said of a child was taken back; None: something stands.

    A file by itself never takes out a fact without another in its place.
    """
    gone = [row.superseded_at for row in rows if row.superseded_at and row.superseded_at <= moment]
    of_files = all(row.source.startswith(IMPORTED) for row in rows)
    return max(gone) if gone and of_files and len(gone) == len(rows) else None


def take_back(
    child_ids: Collection[int], tables: Iterable[Table], brought: Brought, taking: Taking
) -> None:
    """Put these children back to what stood before the run, and find them by that."""
    for table in tables:
        _supersede(table, child_ids, brought, taking)
        _stand_again(table, child_ids, brought, taking)
    _find_by_what_stands(with_linked(child_ids))


def _supersede(table: Table, child_ids: Collection[int], brought: Brought, taking: Taking) -> None:
    db.session.execute(
        update(table)
        .where(table.c.child_id.in_(child_ids), brought.by(table), table.c.superseded_at.is_(None))
        .values(superseded_at=taking.at)
    )


def _stand_again(
    table: Table, child_ids: Collection[int], brought: Brought, taking: Taking
) -> None:
    earlier = select(table).where(table.c.child_id.in_(child_ids), brought.replaced(table))
    rows = [
        {name: value for name, value in row.items() if name not in _NEW_WITH_EVERY_FACT}
        | {"recorded_at": taking.at, "recorded_by": taking.by, "reason": taking.reason}
        | {"source": taking.source_of(row["source"])}
        for row in db.session.execute(earlier.order_by(table.c.id)).mappings()
    ]
    if rows:
        db.session.connection().execute(insert(table), rows)


def _find_by_what_stands(child_ids: Sequence[int]) -> None:
    """A child of whom nothing that finds a child stands any more is found by nothing."""
    described = descriptions.describe_many(child_ids)
    found = [(child_id, described[child_id]) for child_id in child_ids]
    standing = [(child_id, said) for child_id, said in found if said != _NOTHING]
    store.index_many(db.session(), SubjectKind.CHILD, standing)
    gone = [child_id for child_id, said in found if said == _NOTHING]
    store.remove_many(db.session(), SubjectKind.CHILD, gone)
