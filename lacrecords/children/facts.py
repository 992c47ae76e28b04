"""Reading dated facts about many children with a fixed number of queries for each table.

Every reader of this slice goes through here, so that "in force", "current" and "one child
with two linked records" mean the same everywhere. It does not decide who may read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import ColumnElement, select

from lacrecords.children.linked import Records, records_of
from lacrecords.children.models import Child, DeclaredConnection, Restriction, RestrictionReader
from lacrecords.database import db
from lacrecords.history import Fact

OF_ONE_RECORD = (Restriction, RestrictionReader, DeclaredConnection)
"""Who may open a record is said of that record, not of the child."""
MOST_PARAMETERS = 5_000
"""Both databases take more in one statement; this keeps a statement readable in a log."""


class AboutChild(Protocol):
    """A fact that is about one child."""

    id: int
    child_id: int


FactType = TypeVar("FactType", bound=Fact)


def current(model: type[FactType], child_ids: Iterable[int]) -> dict[int, list[FactType]]:
    """Everything the record says now of these children, ended or not, oldest row first.

    Of a child with linked records, what each of them says; the record whose word holds last.
    """
    return _by_child(model, child_ids, model.is_current())


def stood_then(
    model: type[FactType], child_ids: Iterable[int], moment: datetime
) -> dict[int, list[FactType]]:
    """What the records of these children said at that moment, as they were linked then."""
    wanted = tuple(child_ids)
    return _by_child(model, wanted, model.stood_at(moment), records_of(wanted, moment))


def finding(model: type[FactType], record_ids: Iterable[int]) -> dict[int, list[FactType]]:
    """What finds each of these records: a linked one by its own facts, a kept one by all.

    The kept record's own facts come last, so that nothing of either is lost to a search.
    """
    wanted = tuple(record_ids)
    linked = {
        one: Records(records.kept_id, records.linked_ids, dict.fromkeys(records.linked_ids, _NONE))
        for one, records in records_of(wanted).items()
        if one == records.kept_id
    }
    return _by_child(model, wanted, model.is_current(), linked)


def in_force(
    model: type[FactType], child_ids: Iterable[int], on: date
) -> dict[int, list[FactType]]:
    """What holds of these children on that day, oldest row first."""
    return _by_child(model, child_ids, model.is_in_force(on))


def latest(model: type[FactType], child_id: int) -> FactType | None:
    """The newest row that the record says now of this child; forms carry its number."""
    newest = select(model).where(_about(model).in_(_records(model, child_id)), model.is_current())
    return db.session.scalars(newest.order_by(model.id.desc()).limit(1)).first()


def running(model: type[FactType], child_id: int) -> list[FactType]:
    """What the record says now of this child and gives no end to, oldest row first."""
    return [row for row in current(model, (child_id,)).get(child_id, []) if row.to_on is None]


def holds(fact: Fact, on: date) -> bool:
    """Whether a fact in hand holds on that day: the twin of `Fact.is_in_force`."""
    begun = fact.from_on is None or fact.from_on <= on
    return begun and (fact.to_on is None or fact.to_on > on)


def stood(fact: Fact, moment: datetime) -> bool:
    """Whether the record said so at that moment: the twin of `Fact.stood_at`."""
    replaced = fact.superseded_at is not None and fact.superseded_at <= moment
    return fact.recorded_at <= moment and not replaced


def every(model: type[FactType], child_id: int, records: Records | None = None) -> list[FactType]:
    """Everything ever recorded of one record in this table, replaced rows included.

    `records`: of every record of the child instead, the one whose word holds last.
    """
    ids = (child_id,) if records is None else _by_weight(model, records)
    rows = db.session.scalars(select(model).where(_about(model).in_(ids)).order_by(model.id))
    return sorted(rows, key=lambda row: ids.index(cast("AboutChild", row).child_id))


def _about(model: type[FactType]) -> ColumnElement[int]:
    return cast("ColumnElement[int]", cast("type[AboutChild]", model).child_id)


_NONE: frozenset[str] = frozenset()


def _records(model: type[FactType], child_id: int) -> tuple[int, ...]:
    found = None if model in OF_ONE_RECORD else records_of((child_id,)).get(child_id)
    return found.ids if found else (child_id,)


def _by_weight(model: type[FactType], records: Records) -> tuple[int, ...]:
    return records.by_weight(cast("Any", model).__tablename__)


def _by_child(
    model: type[FactType],
    child_ids: Iterable[int],
    holds: ColumnElement[bool],
    linked: Mapping[int, Records] | None = None,
) -> dict[int, list[FactType]]:
    wanted = tuple(dict.fromkeys(child_ids))
    if linked is None:
        linked = {} if model in OF_ONE_RECORD else records_of(wanted)
    asked = set(wanted) | {one for records in linked.values() for one in records.ids}
    of_record: dict[int, list[FactType]] = defaultdict(list)
    for some in batches(asked):
        rows = db.session.scalars(
            select(model).where(_about(model).in_(some), holds).order_by(model.id)
        )
        for row in rows:
            of_record[cast("AboutChild", row).child_id].append(row)
    if not linked:
        return of_record
    found: dict[int, list[FactType]] = defaultdict(list)
    for one in wanted:
        ids = _by_weight(model, linked[one]) if one in linked else (one,)
        for row in (row for each in ids for row in of_record.get(each, ())):
            found[one].append(row)
    return found


def references_of(child_ids: Iterable[int]) -> dict[int, str]:
    """The references of these children; a number that is no child's is left out."""
    found: dict[int, str] = {}
    for some in batches(child_ids):
        rows = db.session.execute(select(Child.id, Child.reference).where(Child.id.in_(some)))
        found.update({child_id: reference for child_id, reference in rows})
    return found


def batches(numbers: Iterable[int]) -> Iterable[Collection[int]]:
    """The distinct numbers in lots that fit into one statement."""
    distinct = sorted(set(numbers))
    for start in range(0, len(distinct), MOST_PARAMETERS):
        yield distinct[start : start + MOST_PARAMETERS]
