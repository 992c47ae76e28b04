"""In whose records an adult stands, for those who search by adults. It decides no access."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lacrecords.children import facts
from lacrecords.children.linked import kept_ids
from lacrecords.children.models import HouseholdMember
from lacrecords.database import db


@dataclass(frozen=True, slots=True)
class PlaceOfAdult:
    """What an adult is, or was, to one child."""

    child_id: int
    relationship: str
    lives_with_child: bool
    from_on: date | None
    to_on: date | None


def places_of_adults(person_ids: Iterable[int]) -> dict[int, tuple[PlaceOfAdult, ...]]:
    """Every child in whose household these adults are or were, whoever may open the record."""
    found: dict[int, list[HouseholdMember]] = defaultdict(list)
    for some in facts.batches(set(person_ids)):
        rows = db.session.scalars(
            select(HouseholdMember)
            .where(HouseholdMember.person_id.in_(some), HouseholdMember.is_current())
            .order_by(HouseholdMember.id)
        )
        for row in rows:
            found[row.person_id].append(row)
    kept = kept_ids(row.child_id for rows in found.values() for row in rows)
    return {
        person_id: tuple(
            PlaceOfAdult(
                kept.get(row.child_id, row.child_id),
                row.relationship,
                row.lives_with_child,
                row.from_on,
                row.to_on,
            )
            for row in rows
        )
        for person_id, rows in found.items()
    }
