"""Facts that stand no more because they were never so: for whoever must tell others of it.

A file's correction counts like a person's, and so does what the undoing of a file puts back.
What ended, or went on with more known of it, was right and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, exists, inspect, or_, select

from lacrecords.children.fact_kinds import BY_SLUG, KINDS, FactKind
from lacrecords.children.fact_words import FactReader, words_of
from lacrecords.children.facts import batches
from lacrecords.children.models import HouseholdMember
from lacrecords.children.timeline import thread_of
from lacrecords.children.withdrawal_models import WithdrawnFact
from lacrecords.database import db
from lacrecords.history import Fact
from lacrecords.rules.corrections import WrongFact, goes_on

_BOOKKEEPING = frozenset(
    {"id", "child_id", "recorded_at", "recorded_by", "reason", "source", "superseded_at"}
)
TAKEN_OUT = "Taken out together with the file that brought it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A fact that was never so, what stands in its place, and who said so."""

    child_id: int
    table_name: str
    fact_id: int
    new_fact_id: int | None
    wrong: WrongFact
    by: str
    because: str
    version_ids: frozenset[int]
    """Every version of the same thing, before it and after it."""


@dataclass(slots=True)
class _Thread:
    """The versions of one kind of fact of one record, and which took whose place."""

    kind: FactKind
    rows: dict[int, Any]
    heirs: dict[int, Any] = field(default_factory=dict)
    went_on: set[int] = field(default_factory=set)
    before: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def replaced_as_wrong(child_ids: Collection[int]) -> tuple[Replaced, ...]:
    """Every fact of these records that was corrected, withdrawn or taken back, the oldest first."""
    withdrawn = _withdrawn(child_ids)
    found = [
        one
        for kind in KINDS
        for rows in _by_record(kind, child_ids).values()
        for one in _of_record(kind, rows, withdrawn)
    ]
    return tuple(sorted(found, key=lambda one: (one.wrong.corrected_at, one.fact_id)))


def anything_replaced(child_ids: Collection[int]) -> bool:
    """Whether any fact of these records was superseded at all: one question, before all others."""
    return bool(db.session.scalar(select(is_anything_replaced(child_ids))))


def is_anything_replaced(child_ids: Any) -> ColumnElement[bool]:
    """The same as a part of another question; the records may be one of its parameters."""
    models = [cast("Any", kind.model) for kind in KINDS]
    return or_(
        *(
            exists().where(one.child_id.in_(child_ids), one.superseded_at.is_not(None))
            for one in models
        )
    )


def people_ever(child_ids: Collection[int]) -> dict[int, set[int]]:
    """Every adult whom these records name or ever named, each with the children."""
    found: dict[int, set[int]] = defaultdict(set)
    for some in batches(child_ids):
        rows = db.session.execute(
            select(HouseholdMember.person_id, HouseholdMember.child_id)
            .where(HouseholdMember.child_id.in_(some))
            .distinct()
        )
        for person_id, child_id in rows:
            found[person_id].add(child_id)
    return found


def said_by_fact(kind: str, fact_id: int | None, reader: FactReader) -> str:
    """What one version said, in words for this reader; empty: nothing stands in its place."""
    row = fact_of(kind, fact_id)
    if row is None:
        return ""
    words = words_of(row, reader)
    return words.details or words.began


def fact_of(kind: str, fact_id: int | None) -> Any:
    """The row of one version; None: there is none."""
    return db.session.get(BY_SLUG[kind].model, fact_id) if fact_id is not None else None


def standing_version(kind: str, fact_id: int | None) -> Any:
    """The version that stands now where this one stood; None: nothing does."""
    row = fact_of(kind, fact_id)
    while row is not None and row.superseded_at is not None:
        same = db.session.scalars(
            select(BY_SLUG[kind].model).where(
                cast("Any", BY_SLUG[kind].model).child_id == row.child_id
            )
        ).all()
        row = _heir(row, cast("Sequence[Any]", same))
    return row


def title_of(kind: str) -> str:
    """What a kind of fact is called on its own: address, plan, lead social worker."""
    return BY_SLUG[kind].one


def _withdrawn(child_ids: Collection[int]) -> Mapping[tuple[str, int], WithdrawnFact]:
    return {
        (row.table_name, row.fact_id): row
        for some in batches(child_ids)
        for row in db.session.scalars(select(WithdrawnFact).where(WithdrawnFact.child_id.in_(some)))
    }


def _by_record(kind: FactKind, child_ids: Collection[int]) -> dict[int, list[Any]]:
    """Every version, of records of which one stands no more."""
    model = cast("Any", kind.model)
    found: dict[int, list[Any]] = defaultdict(list)
    for some in batches(child_ids):
        gone = select(model.child_id).where(
            model.child_id.in_(some), model.superseded_at.is_not(None)
        )
        rows = db.session.scalars(select(model).where(model.child_id.in_(gone)).order_by(model.id))
        for row in rows:
            found[row.child_id].append(row)
    return found


def _of_record(
    kind: FactKind, rows: Sequence[Any], withdrawn: Mapping[tuple[str, int], WithdrawnFact]
) -> list[Replaced]:
    thread = _Thread(kind, {row.id: row for row in rows})
    for row in rows:
        heir = _heir(row, rows)
        if heir is None:
            continue
        thread.heirs[row.id] = heir
        thread.before[heir.id].append(row.id)
        if goes_on(_columns(row), _columns(heir)):
            thread.went_on.add(row.id)
    return [
        _replaced(thread, row, withdrawn.get((row.__tablename__, row.id)))
        for row in rows
        if row.superseded_at is not None and row.id not in thread.went_on
    ]


def _heir(row: Any, rows: Sequence[Any]) -> Any:
    """What took the place of this row: what says the same first, then what is of one thread."""
    candidates = [
        one
        for one in rows
        if one.id > row.id and row.superseded_at is not None
        if one.recorded_at == row.superseded_at
    ]
    said = _columns(row)
    going_on = [one for one in candidates if goes_on(said, _columns(one))]
    same = [one for one in candidates if thread_of(one) == thread_of(row)]
    return next(iter(going_on or same or candidates), None)


def _columns(row: Fact) -> dict[str, Any]:
    names = inspect(type(row)).column_attrs.keys()
    return {name: getattr(row, name) for name in names if name not in _BOOKKEEPING}


def _replaced(thread: _Thread, row: Any, withdrawn: WithdrawnFact | None) -> Replaced:
    heir = None if withdrawn else thread.heirs.get(row.id)
    people = {getattr(one, "person_id", None) for one in (row, heir) if one is not None}
    by = withdrawn.withdrawn_by if withdrawn else heir.recorded_by if heir else row.recorded_by
    because = withdrawn.reason if withdrawn else heir.reason if heir else TAKEN_OUT
    return Replaced(
        child_id=row.child_id,
        table_name=row.__tablename__,
        fact_id=row.id,
        new_fact_id=heir.id if heir else None,
        wrong=WrongFact(
            kind=thread.kind.slug,
            begun_at=_begun_at(thread, row),
            corrected_at=row.superseded_at,
            people=frozenset(one for one in people if one is not None),
        ),
        by=by,
        because=because or TAKEN_OUT,
        version_ids=_versions(thread, row),
    )


def _begun_at(thread: _Thread, row: Any) -> datetime:
    """Since when the record said so, however often more became known of it meanwhile."""
    begun_at: datetime = row.recorded_at
    for number in thread.before[row.id]:
        if number in thread.went_on:
            begun_at = min(begun_at, _begun_at(thread, thread.rows[number]))
    return begun_at


def _versions(thread: _Thread, row: Any) -> frozenset[int]:
    """This version and every other that took its place, or whose place it took, in the end."""
    found, open_ones = {row.id}, [row.id]
    while open_ones:
        number = open_ones.pop()
        heir = thread.heirs.get(number)
        beside = {*thread.before[number]} | ({heir.id} if heir is not None else set())
        open_ones += beside - found
        found |= beside
    return frozenset(found)
