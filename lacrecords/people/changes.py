"""Which adults changed and are still to be compared with children's homes and households.

A mark is left by the index in the transaction of the change, and taken away in the one that
has looked at the adult again, so that nothing is lost when the program stops between.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select

from lacrecords.database import db
from lacrecords.people.models import PersonChange

_MARKS: Any = PersonChange.__table__


def oldest_changes(most: int) -> dict[int, int]:
    """The marks that have waited longest, each with its adult; it takes nothing away."""
    rows = db.session.execute(
        select(_MARKS.c.id, _MARKS.c.person_id).order_by(_MARKS.c.id).limit(most)
    )
    return {number: person_id for number, person_id in rows}


def forget_changes(numbers: Collection[int]) -> None:
    """These were looked at; an adult that changed again meanwhile has another mark."""
    db.session.execute(delete(_MARKS).where(_MARKS.c.id.in_(numbers)))
