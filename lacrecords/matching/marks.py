"""Marks beside the index: which children changed and are still to be compared with the others.

A mark is made in the transaction that changes the entry. Whoever compares takes off only
the marks that were read, so that a change made meanwhile keeps its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lacrecords.database import is_postgresql
from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.models import MatchForm, MatchMark

_MARKS: Any = MatchMark.__table__
_FORMS: Any = MatchForm.__table__
_TAKE_OFF = delete(_MARKS).where(
    _MARKS.c.subject_id == bindparam("who"), _MARKS.c.mark == bindparam("read")
)
_MOST_AT_ONCE = 5_000


def mark_to_compare(session: Session, child_ids: Iterable[int]) -> None:
    """Mark these children as changed, in the transaction that changes them."""
    rows = [{"subject_id": who, "mark": secrets.randbits(62)} for who in sorted(set(child_ids))]
    if not rows:
        return
    insert = postgresql.insert if is_postgresql(session) else sqlite.insert
    statement = insert(_MARKS)
    # Written again where it stands, so that whoever takes it off meanwhile waits or misses.
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["subject_id"], set_={"mark": statement.excluded.mark}
        ),
        rows,
    )


def marked(session: Session, most: int) -> dict[int, int]:
    """Some of the children who are to be compared, with the mark of each."""
    rows = session.execute(
        select(_MARKS.c.subject_id, _MARKS.c.mark).order_by(_MARKS.c.subject_id).limit(most)
    )
    return {who: mark for who, mark in rows}


def count_marked(session: Session) -> int:
    """How many children are to be compared."""
    return session.scalar(select(func.count()).select_from(_MARKS)) or 0


def take_off(session: Session, read: Mapping[int, int]) -> None:
    """Take off the marks that were read; one made since stays."""
    if read:
        session.execute(_TAKE_OFF, [{"who": who, "read": mark} for who, mark in read.items()])


def mark_after(session: Session, child_id: int) -> int | None:
    """Mark some children of the index, those after this one; the last of them, None: no more."""
    children = select(_FORMS.c.subject_id).where(
        _FORMS.c.subject_kind == int(SubjectKind.CHILD), _FORMS.c.subject_id > child_id
    )
    some = list(session.scalars(children.order_by(_FORMS.c.subject_id).limit(_MOST_AT_ONCE)))
    mark_to_compare(session, some)
    return some[-1] if some else None
