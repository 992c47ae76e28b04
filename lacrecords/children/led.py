"""Which children are whose, as questions that a list can be narrowed by; and who is closed to whom.

Each question gives the record that speaks for the child, whichever of linked records says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import aliased

from lacrecords.children.linked import kept_ids, with_linked
from lacrecords.children.merge_models import RecordMerge
from lacrecords.children.models import DeclaredConnection, LeadSocialWorkerAssignment, Restriction
from lacrecords.children.standing import hidden_ids
from lacrecords.database import db

Question = Select[*tuple[Any, ...]]
_Lead = LeadSocialWorkerAssignment


def led_by(account_ids: Collection[int], on: date) -> Question:
    """The children whom one of these leads on that day."""
    return _speaking_for(_Lead, _Lead.account_id.in_(account_ids), _Lead.is_in_force(on))


def led_by_anybody(on: date) -> Question:
    """The children who have a lead social worker on that day."""
    return _speaking_for(_Lead, _Lead.is_in_force(on))


def of_teams(team_ids: Collection[int], members: Collection[int], on: date) -> Question:
    """The children of these teams: by the assignment that holds, or by the last one that did.

    `members`: who is in the teams, for an assignment that names no team.
    """
    later = aliased(_Lead)
    is_last = ~exists().where(
        later.child_id == _Lead.child_id, later.superseded_at.is_(None), later.id > _Lead.id
    )
    theirs = or_(
        _Lead.team_id.in_(team_ids),
        and_(_Lead.team_id.is_(None), _Lead.account_id.in_(members)),
    )
    held = or_(_Lead.is_in_force(on), is_last)
    return _speaking_for(_Lead, theirs, _Lead.superseded_at.is_(None), held)


def last_assigned(child_ids: Collection[int]) -> dict[int, tuple[int | None, int | None]]:
    """Who leads or led last for each of these children, and in which team, where that is known."""
    own = with_linked(child_ids)
    speaks = kept_ids(own)
    rows = db.session.execute(
        select(_Lead.child_id, _Lead.account_id, _Lead.team_id)
        .where(_Lead.child_id.in_(own), _Lead.superseded_at.is_(None))
        .order_by(_Lead.to_on.is_(None), _Lead.id)
    )
    return {speaks[child_id]: (account_id, team_id) for child_id, account_id, team_id in rows}


def owned_by(account_ids: Iterable[int], on: date) -> set[int]:
    """The children whose restricted or sealed record one of these answers for."""
    owned = select(Restriction.child_id).where(
        Restriction.owner_id.in_(set(account_ids)), Restriction.is_in_force(on)
    )
    return set(kept_ids(db.session.scalars(owned)).values())


def restricted_or_connected(account_id: int | None, on: date) -> Question:
    """The children of whom somebody must be asked about further: see `closed_among`."""
    restricted = _speaking_for(Restriction, Restriction.is_in_force(on))
    if account_id is None:
        return restricted
    known = _speaking_for(
        DeclaredConnection,
        DeclaredConnection.account_id == account_id,
        DeclaredConnection.is_in_force(on),
    )
    both = union(restricted, known).subquery()
    return select(both.c[0])


def closed_among(child_ids: Collection[int], account_id: int | None, on: date) -> frozenset[int]:
    """Which of these stand in no list for this reader, by any of their records."""
    hidden = hidden_ids(with_linked(child_ids), account_id, on)
    return frozenset(kept_ids(hidden).values()) & frozenset(child_ids)


def _speaking_for(model: Any, *conditions: ColumnElement[bool]) -> Question:
    linked = and_(
        RecordMerge.linked_child_id == model.child_id,
        RecordMerge.approved.is_(True),
        RecordMerge.undone_at.is_(None),
    )
    speaks = func.coalesce(RecordMerge.kept_child_id, model.child_id)
    return select(speaks).select_from(model).outerjoin(RecordMerge, linked).where(*conditions)
