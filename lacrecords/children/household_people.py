"""Which adults are in which children's households, both ways, at any time. It decides no access."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, select

from lacrecords.children.facts import batches
from lacrecords.children.linked import kept_ids
from lacrecords.children.models import HouseholdMember
from lacrecords.database import db


@dataclass(frozen=True, slots=True)
class AdultOfChild:
    """An adult who lives or lived with a child, visits, or has parental responsibility."""

    child_id: int
    person_id: int
    relationship: str
    lives_with_child: bool
    from_on: date | None
    to_on: date | None


def adults_of_children(child_ids: Iterable[int]) -> tuple[AdultOfChild, ...]:
    """Every adult that the record names for these children, ended or not."""
    return _rows(HouseholdMember.child_id.in_(some) for some in batches(child_ids))


def children_of_adults(person_ids: Iterable[int]) -> tuple[AdultOfChild, ...]:
    """Every child whose record names one of these adults, ended or not."""
    return _rows(HouseholdMember.person_id.in_(some) for some in batches(person_ids))


def places_of_adults(person_ids: Iterable[int]) -> dict[int, tuple[AdultOfChild, ...]]:
    """In whose households these adults are or were, by adult; of linked records the kept one."""
    rows = children_of_adults(set(person_ids))
    kept = kept_ids(row.child_id for row in rows)
    found: dict[int, list[AdultOfChild]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(replace(row, child_id=kept.get(row.child_id, row.child_id)))
    return {person_id: tuple(places) for person_id, places in found.items()}


def _rows(conditions: Iterable[ColumnElement[bool]]) -> tuple[AdultOfChild, ...]:
    found: list[AdultOfChild] = []
    for condition in conditions:
        rows = db.session.execute(
            select(
                HouseholdMember.child_id,
                HouseholdMember.person_id,
                HouseholdMember.relationship,
                HouseholdMember.lives_with_child,
                HouseholdMember.from_on,
                HouseholdMember.to_on,
            )
            .where(condition, HouseholdMember.is_current())
            .order_by(HouseholdMember.id)
        )
        found.extend(AdultOfChild(*row) for row in rows)
    return tuple(found)


def newest_member() -> int:
    """The number of the newest line of a household."""
    return db.session.scalar(select(func.max(HouseholdMember.id))) or 0
