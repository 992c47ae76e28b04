"""Which changed children are still to be looked at again, by jobs that do not wait for each other.

One matches them with earlier enquiries, one looks over what their records say, one compares
them with people who may pose a risk. A mark for each is left in the transaction of the change
and taken away in the transaction that has looked at the child again, so that nothing is lost
when the program stops between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from lacrecords.matching.models import MatchChange, MatchHomeChange, RecordChange


@dataclass(frozen=True, slots=True)
class Marks:
    """Some marks and the children they are on, each child once."""

    numbers: tuple[int, ...]
    child_ids: tuple[int, ...]


class _Kind:
    """The marks for one job, with its statements made once."""

    def __init__(self, marks: Any) -> None:
        self.add = insert(marks)
        self.oldest = (
            select(marks.c.id, marks.c.child_id).order_by(marks.c.id).limit(bindparam("most"))
        )
        self.forget = delete(marks).where(marks.c.id.in_(bindparam("ids", expanding=True)))


_TO_MATCH = _Kind(MatchChange.__table__)
_TO_LOOK_OVER = _Kind(RecordChange.__table__)
_HOMES: Any = MatchHomeChange.__table__
_TO_COMPARE = _Kind(_HOMES)


def mark_changed(session: Session, child_ids: Iterable[int]) -> None:
    """Have these children looked at again by each of the jobs after the commit."""
    wanted = set(child_ids)
    mark_to_match(session, wanted)
    mark_to_look_over(session, wanted)
    _mark(session, _TO_COMPARE, wanted)


def mark_to_match(session: Session, child_ids: Iterable[int]) -> None:
    """Have these children matched with earlier enquiries alone: nothing of them has changed."""
    _mark(session, _TO_MATCH, child_ids)


def mark_to_look_over(session: Session, child_ids: Iterable[int]) -> None:
    """Have what the records of these children say looked over alone."""
    _mark(session, _TO_LOOK_OVER, child_ids)


def oldest_marks(session: Session, most: int) -> Marks:
    """The marks for matching that have waited longest; it takes nothing away."""
    return _oldest(session, _TO_MATCH, most)


def oldest_to_look_over(session: Session, most: int) -> Marks:
    """The marks for looking over that have waited longest; it takes nothing away."""
    return _oldest(session, _TO_LOOK_OVER, most)


def forget_marks(session: Session, numbers: Collection[int]) -> None:
    """These were matched; a child that changed again meanwhile has another mark."""
    session.execute(_TO_MATCH.forget, {"ids": list(numbers)})


def forget_looked_over(session: Session, numbers: Collection[int]) -> None:
    """These were looked over; a child that changed again meanwhile has another mark."""
    session.execute(_TO_LOOK_OVER.forget, {"ids": list(numbers)})


def oldest_home_marks(session: Session, most: int) -> Marks:
    """The marks for comparing with adults that have waited longest; it takes nothing away."""
    return _oldest(session, _TO_COMPARE, most)


def newest_home_mark(session: Session) -> tuple[int, int]:
    """The number of the newest such mark, and how many there are."""
    newest, count = session.execute(select(func.max(_HOMES.c.id), func.count())).one()
    return newest or 0, count


def forget_home_marks(session: Session, numbers: Collection[int]) -> None:
    """These were compared; a child that changed again meanwhile has another mark."""
    session.execute(_TO_COMPARE.forget, {"ids": list(numbers)})


def forget_home_marks_until(session: Session, newest: int) -> None:
    """Everything up to this mark was compared in one go."""
    session.execute(delete(_HOMES).where(_HOMES.c.id <= newest))


def _mark(session: Session, kind: _Kind, child_ids: Iterable[int]) -> None:
    rows = [{"child_id": child_id} for child_id in sorted(set(child_ids))]
    if rows:
        session.connection().execute(kind.add, rows)


def _oldest(session: Session, kind: _Kind, most: int) -> Marks:
    rows = session.execute(kind.oldest, {"most": most}).all()
    return Marks(
        tuple(number for number, _ in rows),
        tuple(sorted({child_id for _, child_id in rows})),
    )
