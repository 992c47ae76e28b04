"""Which changed children are still to be matched with earlier enquiries.

A mark is left in the transaction of the change and taken away in the transaction that
has looked at the child again, so that nothing is lost when the program stops between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from lacrecords.matching.models import MatchChange

_MARKS: Any = MatchChange.__table__
_OLDEST = select(_MARKS.c.id, _MARKS.c.child_id).order_by(_MARKS.c.id).limit(bindparam("most"))
_FORGET = delete(_MARKS).where(_MARKS.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Marks:
    """Some marks and the children they are on, each child once."""

    numbers: tuple[int, ...]
    child_ids: tuple[int, ...]


def mark_changed(session: Session, child_ids: Iterable[int]) -> None:
    """Have these children matched with earlier enquiries after the commit."""
    rows = [{"child_id": child_id} for child_id in sorted(set(child_ids))]
    if rows:
        session.connection().execute(insert(_MARKS), rows)


def oldest_marks(session: Session, most: int) -> Marks:
    """The marks that have waited longest; it takes nothing away."""
    rows = session.execute(_OLDEST, {"most": most}).all()
    return Marks(
        tuple(number for number, _ in rows),
        tuple(sorted({child_id for _, child_id in rows})),
    )


def forget_marks(session: Session, numbers: Collection[int]) -> None:
    """These were looked at; a child that changed again meanwhile has another mark."""
    session.execute(_FORGET, {"ids": list(numbers)})
