"""Which records are closed to a reader, as a question that a list can be narrowed by.

The twin of `standing.closed_ids` for lists too long to ask of each row. A record on its own is
judged by the database; of linked records that somebody is kept out of there are few, and these
are asked about there, so that what a link does to who may open is said once.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, or_, select, union
from sqlalchemy.orm import aliased

from lacrecords.children.led import restricted_or_connected
from lacrecords.children.linked import with_linked
from lacrecords.children.merge_models import RecordMerge
from lacrecords.children.models import DeclaredConnection, Restriction, RestrictionReader
from lacrecords.children.standing import closed_ids
from lacrecords.database import db
from lacrecords.terms import RestrictionKind

_SEAL = RestrictionKind.SEALED_AT_ADOPTION


def is_not_closed(
    record: ColumnElement[int | None], account_id: int | None, on: date
) -> ColumnElement[bool]:
    """That this column names no record, or one that is not closed to this reader.

    Nobody in particular (None): no record that is restricted or sealed.
    """
    linked = _linked_to_ask_about(account_id, on)
    shut = closed_ids(linked, account_id, on) if linked else ()
    alone = _closed_alone(account_id, on).subquery()
    closed = or_(
        record.in_(sorted(shut)),
        and_(record.in_(select(alone.c[0])), record.not_in(linked)),
    )
    return or_(record.is_(None), ~closed)


def _linked_to_ask_about(account_id: int | None, on: date) -> tuple[int, ...]:
    """Every record of the children who have linked records of which one keeps somebody out."""
    kept = select(RecordMerge.kept_child_id).where(
        RecordMerge.approved.is_(True),
        RecordMerge.undone_at.is_(None),
        RecordMerge.kept_child_id.in_(restricted_or_connected(account_id, on)),
    )
    found = set(db.session.scalars(kept))
    return with_linked(found) if found else ()


def _closed_alone(account_id: int | None, on: date) -> CompoundSelect[Any]:
    """The records that are closed by what is said of each of them alone."""
    own = select(Restriction.child_id).where(
        Restriction.is_in_force(on),
        ~_outranked(on),
        Restriction.owner_id != account_id,
        or_(Restriction.kind == _SEAL, Restriction.child_id.not_in(_readable(account_id, on))),
    )
    connected = select(DeclaredConnection.child_id).where(
        DeclaredConnection.account_id == account_id, DeclaredConnection.is_in_force(on)
    )
    return union(own, connected)


def _outranked(on: date) -> ColumnElement[bool]:
    """Another restriction of the record counts: a seal before all others, then the newest."""
    other = aliased(Restriction)
    later = and_(other.id > Restriction.id, (other.kind == _SEAL) == (Restriction.kind == _SEAL))
    seals = and_(other.kind == _SEAL, Restriction.kind != _SEAL)
    return exists().where(
        other.child_id == Restriction.child_id, other.is_in_force(on), or_(later, seals)
    )


def _readable(account_id: int | None, on: date) -> Select[Any]:
    return select(RestrictionReader.child_id).where(
        RestrictionReader.account_id == account_id, RestrictionReader.is_in_force(on)
    )
