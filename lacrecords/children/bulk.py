"""Facts of many children at once, for files: read, added and superseded without one object a row.

For `exchange` only. It decides nothing about which facts change, and it leaves no trail
by itself: whoever calls it records one entry for the batch, in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.engine import CursorResult

from lacrecords.children import models
from lacrecords.children.references import unused_references
from lacrecords.database import Base, db
from lacrecords.history import FactChangedMeanwhile
from lacrecords.matching.changed import mark_changed
from lacrecords.terms import IdentifierScheme, RestrictionKind


class FactKind(StrEnum):
    """The kinds of fact that can be read and added for many children."""

    IDENTIFIER = "identifier"
    NAME = "name"
    BIRTH = "birth"
    CHARACTERISTICS = "characteristics"
    ADDRESS = "address"
    CASE = "case"
    PLAN = "plan"
    LEAD = "lead"
    DEATH = "death"
    LEGAL_STATUS = "legal_status"
    REVIEW = "review"
    OTHER_AUTHORITY = "other_authority"
    HOUSEHOLD = "household"
    RELATIONSHIP = "relationship"
    PROFESSIONAL = "professional"
    RESTRICTION = "restriction"


REGISTER_KINDS = tuple(FactKind)[: tuple(FactKind).index(FactKind.LEAD) + 1]
"""The kinds that a register file speaks of."""
DATASET_KINDS = tuple(FactKind)[: tuple(FactKind).index(FactKind.OTHER_AUTHORITY) + 1]
"""The kinds that a folder of the Standard Safeguarding Dataset speaks of."""

_MODELS: Mapping[FactKind, type[Base]] = {
    FactKind.IDENTIFIER: models.ChildIdentifier,
    FactKind.NAME: models.ChildName,
    FactKind.BIRTH: models.ChildBirth,
    FactKind.CHARACTERISTICS: models.ChildCharacteristics,
    FactKind.ADDRESS: models.ChildAddress,
    FactKind.CASE: models.ChildCase,
    FactKind.PLAN: models.ChildProtectionPlan,
    FactKind.LEAD: models.LeadSocialWorkerAssignment,
    FactKind.DEATH: models.ChildDeath,
    FactKind.LEGAL_STATUS: models.ChildLegalStatus,
    FactKind.REVIEW: models.PlanReview,
    FactKind.OTHER_AUTHORITY: models.OtherAuthorityInvolvement,
    FactKind.HOUSEHOLD: models.HouseholdMember,
    FactKind.RELATIONSHIP: models.ChildRelationship,
    FactKind.PROFESSIONAL: models.ChildProfessional,
    FactKind.RESTRICTION: models.Restriction,
}


OWN_NUMBER = "lacrecords-"
"""Begins the number in a file of a child whom the authority has given none; the record's
reference follows."""


class HeldFact(NamedTuple):
    """A fact as the record holds it; `values` are the columns of its own kind."""

    id: int
    source: str
    from_on: date | None
    to_on: date | None
    values: Mapping[str, Any]
    current: bool = True


class NewFact(NamedTuple):
    """A fact to be added; `row_in_file` is the file's own number of the row that says so."""

    values: Mapping[str, Any]
    from_on: date | None = None
    to_on: date | None = None
    reason: str = ""
    row_in_file: str = ""


_CHILDREN = cast("Table", models.Child.__table__)
_NUMBERS = cast("Table", models.ChildIdentifier.__table__)
# Made once: a statement made for every batch costs as much as what it does.
_BY_REFERENCE = (
    select(_CHILDREN.c.id)
    .where(_CHILDREN.c.reference.in_(bindparam("references", expanding=True)))
    .order_by(_CHILDREN.c.id)
)
_LOCK = (
    select(_CHILDREN.c.id)
    .where(_CHILDREN.c.id.in_(bindparam("child_ids", expanding=True)))
    .order_by(_CHILDREN.c.id)  # Always the same order: two batches never wait for each other.
    .with_for_update()
)
_BY_NUMBER = select(_NUMBERS.c.value, _NUMBERS.c.child_id).where(
    _NUMBERS.c.scheme == IdentifierScheme.AUTHORITY,
    _NUMBERS.c.value.in_(bindparam("numbers", expanding=True)),
    _NUMBERS.c.superseded_at.is_(None),
)
_INSERTS = {kind: insert(cast("Table", model.__table__)) for kind, model in _MODELS.items()}
_RESTRICTIONS = cast("Table", models.Restriction.__table__)
_IS_SEALED = (
    (_RESTRICTIONS.c.kind == RestrictionKind.SEALED_AT_ADOPTION.value)
    & _RESTRICTIONS.c.superseded_at.is_(None)
    & _RESTRICTIONS.c.to_on.is_(None)
)
SEALED = select(_RESTRICTIONS.c.child_id).where(_IS_SEALED)
"""The children whose records are sealed, to be left out of a question."""
_SEALED = SEALED.where(_RESTRICTIONS.c.child_id.in_(bindparam("child_ids", expanding=True)))
_SEALED_NUMBERS = _BY_NUMBER.join(
    _RESTRICTIONS, _RESTRICTIONS.c.child_id == _NUMBERS.c.child_id
).where(_IS_SEALED)
_ABOUT_EVERY_FACT = frozenset(
    {"id", "child_id", "from_on", "to_on", "recorded_at", "recorded_by", "reason", "source"}
    | {"superseded_at"}
)


def table_of(kind: FactKind) -> Table:
    """The table of facts of this kind."""
    return cast("Table", _MODELS[kind].__table__)


def model_of(kind: FactKind) -> type[Base]:
    """The class of facts of this kind."""
    return _MODELS[kind]


def children_by_number(numbers: Collection[str]) -> dict[str, int]:
    """Which child has each of these authority's numbers now, or this reference of ours.

    Sealed records have none here. Where the record after an adoption was given the same
    number, it is the one found.
    """
    return {number: child_id for number, child_id, sealed in _holders(numbers) if not sealed}


def sealed_by_number(numbers: Collection[str]) -> dict[str, int]:
    """Which sealed record alone has each of these authority's numbers now, or this reference.

    No row of a file is applied to it; `tell_owners_of_rows` tells its owner.
    """
    held = db.session.execute(_SEALED_NUMBERS, {"numbers": numbers}).all()
    if not held and not any(number.startswith(OWN_NUMBER) for number in numbers):
        return {}  # As good as always: one question, of a table with few rows.
    holders = _holders(numbers)
    taken = {number for number, _, sealed in holders if not sealed}
    return {number: who for number, who, sealed in holders if sealed and number not in taken}


def sealed_children(child_ids: Collection[int]) -> frozenset[int]:
    """Those of these children whose records are sealed: no file is applied to them or made."""
    if not child_ids:
        return frozenset()
    return frozenset(db.session.scalars(_SEALED, {"child_ids": sorted(child_ids)}))


def _holders(numbers: Collection[str]) -> list[tuple[str, int, bool]]:
    """Each of these numbers with the children who have it, and whether their records are sealed."""
    rows = db.session.execute(_BY_NUMBER, {"numbers": numbers})
    found = [(number, child_id) for number, child_id in rows]
    own = {
        number.removeprefix(OWN_NUMBER): number
        for number in numbers
        if number.startswith(OWN_NUMBER)
    }
    if own:
        of_ours = select(_CHILDREN.c.reference, _CHILDREN.c.id)
        made = db.session.execute(of_ours.where(_CHILDREN.c.reference.in_(own)))
        found += [(own[reference], child_id) for reference, child_id in made]
    sealed = sealed_children({child_id for _, child_id in found})
    return [(number, child_id, child_id in sealed) for number, child_id in found]


def some_children(after: int, most: int) -> dict[int, str]:
    """The next so many records after this one, with their references."""
    rows = db.session.execute(
        select(_CHILDREN.c.id, _CHILDREN.c.reference)
        .where(_CHILDREN.c.id > after)
        .order_by(_CHILDREN.c.id)
        .limit(most)
    )
    return {child_id: reference for child_id, reference in rows}


def holders_of_numbers(numbers: Collection[str]) -> dict[str, set[int]]:
    """Which children hold each of these NHS numbers and pupil numbers now; none that is sealed."""
    rows = db.session.execute(
        select(_NUMBERS.c.value, _NUMBERS.c.child_id).where(
            _NUMBERS.c.scheme.in_((IdentifierScheme.NHS, IdentifierScheme.UPN)),
            _NUMBERS.c.value.in_(numbers),
            _NUMBERS.c.superseded_at.is_(None),
        )
    )
    holders: dict[str, set[int]] = defaultdict(set)
    held = [(number, child_id) for number, child_id in rows]
    sealed = sealed_children({child_id for _, child_id in held})
    for number, child_id in held:
        if child_id not in sealed:
            holders[number].add(child_id)
    return holders


def lock_children(child_ids: Collection[int]) -> None:
    """Let nobody else change these records until the batch is kept; they are matched again."""
    if child_ids:
        hold_children(child_ids)
        mark_changed(db.session(), child_ids)


def hold_children(child_ids: Collection[int]) -> None:
    """The same for records of which it is not known yet whether they change."""
    if child_ids:
        db.session.execute(_LOCK, {"child_ids": sorted(child_ids)}).all()


def add_children(how_many: int, at: datetime, by: str) -> list[int]:
    """Make that many records of children, identity only, and give their numbers."""
    if not how_many:
        return []
    references = unused_references(how_many)
    rows = [
        {"reference": reference, "created_at": at, "created_by": by} for reference in references
    ]
    db.session.connection().execute(insert(_CHILDREN), rows)
    return list(db.session.scalars(_BY_REFERENCE, {"references": references}))


def add_facts(
    kind: FactKind, facts: Sequence[tuple[int, NewFact]], at: datetime, by: str, source: str
) -> None:
    """Add facts of one kind, each for the child whose number stands before it."""
    if not facts:
        return
    same = {"recorded_at": at, "recorded_by": by}
    rows = [
        {
            "child_id": child_id,
            "from_on": fact.from_on,
            "to_on": fact.to_on,
            "reason": fact.reason,
            "source": f"{source} {fact.row_in_file}" if fact.row_in_file else source,
            **same,
            **fact.values,
        }
        for child_id, fact in facts
    ]
    db.session.connection().execute(_INSERTS[kind], rows)


def held_facts(kind: FactKind, child_ids: Collection[int]) -> dict[int, list[HeldFact]]:
    """All facts of one kind, by child, oldest row first; `current` parts them from former ones."""
    table = table_of(kind)
    own = [column.name for column in table.columns if column.name not in _ABOUT_EVERY_FACT]
    question = select(table).where(table.c.child_id.in_(child_ids)).order_by(table.c.id)
    held: dict[int, list[HeldFact]] = defaultdict(list)
    for row in db.session.execute(question).mappings():
        values = {name: row[name] for name in own}
        current = row["superseded_at"] is None
        fact = HeldFact(row["id"], row["source"], row["from_on"], row["to_on"], values, current)
        held[row["child_id"]].append(fact)
    return held


def supersede_facts(kind: FactKind, fact_ids: Collection[int], at: datetime) -> None:
    """Mark facts of one kind as no longer what the record says; FactChangedMeanwhile if gone."""
    if not fact_ids:
        return
    table = table_of(kind)
    change = (
        update(table)
        .where(table.c.id.in_(fact_ids), table.c.superseded_at.is_(None))
        .values(superseded_at=at)
    )
    result = db.session.execute(change)
    assert isinstance(result, CursorResult)  # noqa: S101 - an update gives a count
    if result.rowcount != len(fact_ids):
        raise FactChangedMeanwhile(kind, sorted(fact_ids))
