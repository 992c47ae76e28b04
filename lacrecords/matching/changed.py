"""Which changed children are still to be looked at again, by jobs that do not wait for each other.

One matches them with earlier enquiries, one looks over what their records say, one compares
them with people who may pose a risk, one looks for corrections that others must be told of.
A mark for each is left in the transaction of the change and taken away in the transaction that
has looked at the child again, so that nothing is lost when the program stops between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from lacrecords.matching.models import ChangeJob, MatchChange

_MARKS: Any = MatchChange.__table__
_OF_JOB = _MARKS.c.job == bindparam("for_job")
_OLDEST = (
    select(_MARKS.c.id, _MARKS.c.child_id)
    .where(_OF_JOB)
    .order_by(_MARKS.c.id)
    .limit(bindparam("most"))
)
_NEWEST = select(func.max(_MARKS.c.id), func.count()).where(_OF_JOB)
_FORGET = delete(_MARKS).where(_MARKS.c.id.in_(bindparam("ids", expanding=True)))
_FORGET_UNTIL = delete(_MARKS).where(_OF_JOB, _MARKS.c.id <= bindparam("newest"))


@dataclass(frozen=True, slots=True)
class Marks:
    """Some marks and the children they are on, each child once."""

    numbers: tuple[int, ...]
    child_ids: tuple[int, ...]


def mark_changed(session: Session, child_ids: Iterable[int]) -> None:
    """Have these children looked at again by each of the jobs after the commit."""
    _mark(session, child_ids, tuple(ChangeJob))


def mark_for(session: Session, job: ChangeJob, child_ids: Iterable[int]) -> None:
    """Have these children looked at again by this job alone."""
    _mark(session, child_ids, (job,))


def oldest_marks(session: Session, job: ChangeJob, most: int) -> Marks:
    """The marks for this job that have waited longest; it takes nothing away."""
    rows = session.execute(_OLDEST, {"for_job": job.value, "most": most}).all()
    return Marks(
        tuple(number for number, _ in rows),
        tuple(sorted({child_id for _, child_id in rows})),
    )


def newest_mark(session: Session, job: ChangeJob) -> tuple[int, int]:
    """The number of the newest mark for this job, and how many there are."""
    newest, count = session.execute(_NEWEST, {"for_job": job.value}).one()
    return newest or 0, count


def forget_marks(session: Session, numbers: Collection[int]) -> None:
    """These were looked at; a child that changed again meanwhile has another mark."""
    session.execute(_FORGET, {"ids": list(numbers)})


def forget_marks_until(session: Session, job: ChangeJob, newest: int) -> None:
    """Everything up to this mark was looked at by this job in one go."""
    session.execute(_FORGET_UNTIL, {"for_job": job.value, "newest": newest})


def _mark(session: Session, child_ids: Iterable[int], jobs: tuple[ChangeJob, ...]) -> None:
    ids = sorted(set(child_ids))
    rows = [{"child_id": child_id, "job": job.value} for job in jobs for child_id in ids]
    if rows:
        session.connection().execute(insert(_MARKS), rows)
