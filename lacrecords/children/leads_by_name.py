"""Lead social workers whom a file named and who are on no staff list; and whose name it is.

For `exchange`, which says once for all children of that name who it is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from lacrecords.children.bulk import SEALED, lock_children
from lacrecords.children.changes import Stamp, restate
from lacrecords.children.models import LeadSocialWorkerAssignment as Assignment
from lacrecords.database import db


@dataclass(frozen=True, slots=True)
class NameWithoutAccount:
    """A name as a file gave it, for how many children, and one assignment that has it."""

    name: str
    children: int
    assignment_id: int


def names_without_account() -> tuple[NameWithoutAccount, ...]:
    """Every name that leads for a child now and has no account; the most children first."""
    children = func.count(Assignment.child_id.distinct())
    rows = db.session.execute(
        select(Assignment.name_as_given, children, func.min(Assignment.id))
        .where(*_open())
        .group_by(Assignment.name_as_given)
        .order_by(children.desc(), Assignment.name_as_given)
    )
    return tuple(NameWithoutAccount(name, number, least) for name, number, least in rows)


def name_of(assignment_id: int) -> str | None:
    """The name on this assignment; None: it has an account, has ended, or is not there."""
    name: str | None = db.session.scalar(
        select(Assignment.name_as_given).where(Assignment.id == assignment_id, *_open())
    )
    return name


def children_of_name(name: str) -> list[int]:
    """The children for whom this name leads now, in order."""
    rows = select(Assignment.child_id).where(Assignment.name_as_given == name, *_open())
    return sorted(set(db.session.scalars(rows)))


def give_account(
    name: str, child_ids: Collection[int], account_id: int, team_id: int | None, stamp: Stamp
) -> int:
    """Let the account lead where the name did, and count these assignments.

    They go on being the file's: a later file may name another lead social worker.
    """
    lock_children(child_ids)
    rows = db.session.scalars(
        select(Assignment)
        .where(Assignment.child_id.in_(child_ids), Assignment.name_as_given == name, *_open())
        .order_by(Assignment.id)
    ).all()
    for row in rows:
        as_file = Stamp(stamp.actor, stamp.now, stamp.reason, row.source)
        values: dict[str, Any] = {"account_id": account_id, "team_id": team_id}
        restate(row, as_file, name_as_given="", **values)
    return len(rows)


def _open() -> tuple[ColumnElement[bool], ...]:
    return (
        Assignment.account_id.is_(None),
        Assignment.name_as_given != "",
        Assignment.to_on.is_(None),
        Assignment.is_current(),
        Assignment.child_id.not_in(SEALED),
    )
