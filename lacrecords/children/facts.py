"""Reading dated facts about many children with one query for each table.

Every reader of this slice goes through here, so that "in force" and "current"
mean the same everywhere. It does not decide who may read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar, cast

from sqlalchemy import ColumnElement, select

from lacrecords.database import db
from lacrecords.history import Fact

MOST_PARAMETERS = 5_000
"""Both databases take more in one statement; this keeps a statement readable in a log."""


class AboutChild(Protocol):
    """A fact that is about one child."""

    id: int
    child_id: int


FactType = TypeVar("FactType", bound=Fact)


def current(model: type[FactType], child_ids: Iterable[int]) -> dict[int, list[FactType]]:
    """Everything the record says now of these children, ended or not, oldest row first."""
    return _by_child(model, child_ids, model.is_current())


def in_force(
    model: type[FactType], child_ids: Iterable[int], on: date
) -> dict[int, list[FactType]]:
    """What holds of these children on that day, oldest row first."""
    return _by_child(model, child_ids, model.is_in_force(on))


def latest(model: type[FactType], child_id: int) -> FactType | None:
    """The newest row that the record says now of this child; forms carry its number."""
    newest = select(model).where(_about(model) == child_id, model.is_current())
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


def every(model: type[FactType], child_id: int) -> list[FactType]:
    """Everything ever recorded of one child in this table, replaced rows included."""
    return list(db.session.scalars(select(model).where(_about(model) == child_id).order_by(model.id)))


def _about(model: type[FactType]) -> ColumnElement[int]:
    return cast("ColumnElement[int]", cast("type[AboutChild]", model).child_id)


def _by_child(
    model: type[FactType], child_ids: Iterable[int], holds: ColumnElement[bool]
) -> dict[int, list[FactType]]:
    found: dict[int, list[FactType]] = defaultdict(list)
    for some in batches(child_ids):
        rows = db.session.scalars(
            select(model).where(_about(model).in_(some), holds).order_by(model.id)
        )
        for row in rows:
            found[cast("AboutChild", row).child_id].append(row)
    return found


def batches(numbers: Iterable[int]) -> Iterable[Collection[int]]:
    """The distinct numbers in lots that fit into one statement."""
    distinct = sorted(set(numbers))
    for start in range(0, len(distinct), MOST_PARAMETERS):
        yield distinct[start : start + MOST_PARAMETERS]
