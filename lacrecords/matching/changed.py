"""Which changed children are still to be matched with earlier enquiries, and with adults.

A mark is left in the transaction of the change and taken away in the transaction that
has looked at the child again, so that nothing is lost when the program stops between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from lacrecords.matching.models import MatchChange, MatchHomeChange

_MARKS: Any = MatchChange.__table__
_HOMES: Any = MatchHomeChange.__table__
_OLDEST = select(_MARKS.c.id, _MARKS.c.child_id).order_by(_MARKS.c.id).limit(bindparam("most"))
_FORGET = delete(_MARKS).where(_MARKS.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Marks:
    """Some marks and the children they are on, each child once."""

    numbers: tuple[int, ...]
    child_ids: tuple[int, ...]


def mark_changed(session: Session, child_ids: Iterable[int]) -> None:
    """Have these children matched with earlier enquiries, and adults, after the commit."""
    rows = [{"child_id": child_id} for child_id in sorted(set(child_ids))]
    if rows:
        session.connection().execute(insert(_MARKS), rows)
        session.connection().execute(insert(_HOMES), rows)


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


def oldest_home_marks(session: Session, most: int) -> Marks:
    """The same of those that are still to be compared with people who may pose a risk."""
    rows = session.execute(
        select(_HOMES.c.id, _HOMES.c.child_id).order_by(_HOMES.c.id).limit(most)
    ).all()
    return Marks(
        tuple(number for number, _ in rows),
        tuple(sorted({child_id for _, child_id in rows})),
    )


def newest_home_mark(session: Session) -> tuple[int, int]:
    """The number of the newest such mark, and how many there are."""
    newest, count = session.execute(select(func.max(_HOMES.c.id), func.count())).one()
    return newest or 0, count


def forget_home_marks(session: Session, numbers: Collection[int]) -> None:
    """These were compared; a child that changed again meanwhile has another mark."""
    session.execute(delete(_HOMES).where(_HOMES.c.id.in_(list(numbers))))


def forget_home_marks_until(session: Session, newest: int) -> None:
    """Everything up to this mark was compared in one go."""
    session.execute(delete(_HOMES).where(_HOMES.c.id <= newest))
