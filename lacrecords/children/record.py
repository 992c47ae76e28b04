"""One child's whole record read at once: every row of every table of facts, replaced ones too.

One query a table that has anything, so that the page, its timeline and "as it stood on" a day come
from the same reading. It stays inside this slice and decides no access.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, or_, select

from lacrecords.children import facts
from lacrecords.children.linked import Records, records_of
from lacrecords.children.models import (
    Child,
    ChildAddress,
    ChildBirth,
    ChildCase,
    ChildCharacteristics,
    ChildDeath,
    ChildIdentifier,
    ChildLegalStatus,
    ChildName,
    ChildProfessional,
    ChildProtectionPlan,
    ChildRelationship,
    DeclaredConnection,
    HouseholdMember,
    LeadSocialWorkerAssignment,
    OtherAuthorityInvolvement,
    PlanReview,
    Restriction,
    RestrictionReader,
)
from lacrecords.database import db
from lacrecords.history import Fact
from lacrecords.staff.stints import begins_at

ONE_DAY = timedelta(days=1)
TABLES: tuple[type[Fact], ...] = (
    ChildName,
    ChildBirth,
    ChildDeath,
    ChildCharacteristics,
    ChildLegalStatus,
    ChildIdentifier,
    ChildAddress,
    HouseholdMember,
    ChildProfessional,
    ChildCase,
    ChildProtectionPlan,
    PlanReview,
    OtherAuthorityInvolvement,
    LeadSocialWorkerAssignment,
    Restriction,
    RestrictionReader,
    DeclaredConnection,
)


@dataclass(frozen=True, slots=True)
class When:
    """Which record is shown: what it said at `moment` held on the day `on`."""

    moment: datetime
    on: date

    @property
    def until(self) -> datetime:
        """Up to when what happened counts: the moment, or the end of the day if that is earlier."""
        return min(self.moment, begins_at(self.on + ONE_DAY) - timedelta.resolution)


@dataclass(frozen=True, slots=True)
class Record:
    """Every row about one child, by table; relationships are those recorded from either side."""

    child_id: int
    reference: str
    when: When
    rows: dict[type[Fact], list[Fact]]
    relationships: list[ChildRelationship]
    linked: Records | None
    """The records of the child, where others are linked to this one and their facts stand here."""

    @property
    def record_ids(self) -> tuple[int, ...]:
        """Every record whose facts stand here, this one first."""
        return self.linked.ids if self.linked else (self.child_id,)

    def every(self, model: type[facts.FactType]) -> list[facts.FactType]:
        """All rows of a table, oldest first, replaced ones too."""
        return [row for row in self.rows[model] if isinstance(row, model)]

    def standing(self, model: type[facts.FactType]) -> list[facts.FactType]:
        """What the record said at that moment, ended or not."""
        return [row for row in self.every(model) if facts.stood(row, self.when.moment)]

    def held(self, model: type[facts.FactType]) -> list[facts.FactType]:
        """What the record said at that moment held on that day."""
        return [row for row in self.standing(model) if facts.holds(row, self.when.on)]

    def related(self) -> dict[int, ChildRelationship]:
        """The related children of that day, by their numbers."""
        return {
            self.other_child(row): row
            for row in self.relationships
            if facts.stood(row, self.when.moment) and facts.holds(row, self.when.on)
        }

    def other_child(self, row: ChildRelationship) -> int:
        """The other child of a relationship, from whichever side it was recorded."""
        return row.child_id if row.other_child_id in self.record_ids else row.other_child_id


def read_record(child_id: int, when: When) -> Record:
    """Everything ever recorded of this child; KeyError: no such child.

    By the kept record everything of the linked ones too, as the links stood at that moment; by
    a linked record only what stands on it.
    """
    linked = records_of((child_id,), when.moment).get(child_id)
    if linked is not None and linked.kept_id != child_id:
        linked = None
    ids = linked.ids if linked else (child_id,)
    reference, related, *filled = db.session.execute(
        _WHAT_IS_THERE, {"ids": ids, "of": child_id}
    ).one()
    if reference is None:
        raise KeyError(child_id)
    rows: dict[type[Fact], list[Fact]] = {
        model: facts.every(model, child_id, None if model in facts.OF_ONE_RECORD else linked)
        if has_rows
        else []
        for model, has_rows in zip(TABLES, filled, strict=True)
    }
    return Record(child_id, reference, when, rows, _related(ids) if related else [], linked)


def _related(ids: tuple[int, ...]) -> list[ChildRelationship]:
    found = select(ChildRelationship).where(_is_related(ids)).order_by(ChildRelationship.id)
    return list(db.session.scalars(found))


def _is_related(ids: Any) -> ColumnElement[bool]:
    return or_(ChildRelationship.child_id.in_(ids), ChildRelationship.other_child_id.in_(ids))


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_WHAT_IS_THERE = select(
    select(Child.reference).where(Child.id == bindparam("of")).scalar_subquery(),
    exists().where(_is_related(_IDS)),
    *(exists().where(cast("Any", model).child_id.in_(_IDS)) for model in TABLES),
)
"""One question before all others: of most children most tables say nothing."""
