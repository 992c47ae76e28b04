"""On which days movements of a child were recorded to be, for rules that ask for a movement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.database import db
from lacrecords.movements.models import Movement, MovementChild
from lacrecords.movements.reading import batched


def movement_days(child_ids: Collection[int]) -> Mapping[int, tuple[date, ...]]:
    """The days of the move, for each of these children of whom a movement was recorded.

    What stands on a linked record counts for the record that is kept.
    """
    found: dict[int, list[date]] = defaultdict(list)
    rows: list[tuple[int, date]] = []
    for some in batched(sorted(children.with_linked(child_ids))):
        wanted = (
            select(MovementChild.child_id, Movement.moved_on)
            .join(Movement, Movement.id == MovementChild.movement_id)
            .where(MovementChild.child_id.in_(some), MovementChild.undone_at.is_(None))
            .order_by(Movement.id)
        )
        rows.extend(db.session.execute(wanted))
    kept = children.kept_ids({child_id for child_id, _ in rows})
    for child_id, moved_on in rows:
        found[kept[child_id]].append(moved_on)
    return {child_id: tuple(days) for child_id, days in found.items()}
