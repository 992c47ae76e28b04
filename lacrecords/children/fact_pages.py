"""The pages of one kind of fact: what stands, what has ended, what was corrected or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.children import facts
from lacrecords.children.fact_kinds import KINDS, FactKind
from lacrecords.children.fact_readers import is_hidden, is_named, reader_of
from lacrecords.children.fact_words import FactReader, words_of
from lacrecords.children.linked import records_of
from lacrecords.children.models import ChildRelationship, PlanReview
from lacrecords.children.withdrawal_models import WithdrawnFact
from lacrecords.database import db
from lacrecords.history import Fact
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One statement: what it says, from when to when, who wrote it down and why."""

    fact_id: int
    words: str
    from_on: date | None
    to_on: date | None
    recorded_at: datetime
    recorded_by: str
    reason: str
    source: str
    may_be_changed: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """A statement that stands no more, and why."""

    line: FactLine
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class FactsOfKind:
    """Everything ever said of one kind about one child."""

    standing: tuple[FactLine, ...]
    ended: tuple[FactLine, ...]
    gone: tuple[Gone, ...]

    @property
    def has_running(self) -> bool:
        """Something of this kind stands and has not ended."""
        return bool(self.standing)


def facts_of_kind(actor: Actor, child_id: int, kind: FactKind, on: date) -> FactsOfKind:
    """What is and was recorded, newest first; a confidential address only to who may read it."""
    rows = facts.every(kind.model, child_id, records_of((child_id,)).get(child_id))
    lines = _lines(actor, child_id, kind, rows, on)
    rows = [row for row in rows if row.id in lines]
    current = [row for row in rows if row.superseded_at is None]
    current.sort(key=_latest_first, reverse=True)
    return FactsOfKind(
        standing=tuple(lines[row.id] for row in current if row.to_on is None),
        ended=tuple(lines[row.id] for row in current if row.to_on is not None),
        gone=tuple(_gone(kind, rows, lines)),
    )


def _latest_first(row: Fact) -> tuple[date, int]:
    """Reviews stand by the day on which they are; everything else by the day it began."""
    day = row.from_on
    if isinstance(row, PlanReview):
        day = row.held_on or row.booked_on or row.due_on
    return day or date.min, row.id


def one_line(
    actor: Actor, child_id: int, kind: FactKind, fact_id: int, on: date
) -> FactLine | None:
    """One statement that stands and that this person may change; None: there is none."""
    rows = [row for row in _current(kind, child_id) if row.id == fact_id]
    line = _lines(actor, child_id, kind, rows, on).get(fact_id)
    return line if line is not None and line.may_be_changed else None


def fact_shown(kind: FactKind, child_id: int, fact_id: int) -> Fact | None:
    """The fact itself, for filling a form."""
    return next((row for row in _current(kind, child_id) if row.id == fact_id), None)


def fact_replaced(kind: FactKind, child_id: int, fact_id: int) -> Fact | None:
    """The fact that a form showed and that another has replaced since."""
    rows = facts.every(kind.model, child_id, records_of((child_id,)).get(child_id))
    return next((row for row in rows if row.id == fact_id), None)


def counts(child_id: int) -> dict[str, int]:
    """How many statements of each kind stand."""
    return {kind.slug: len(_current(kind, child_id)) for kind in KINDS}


def _current(kind: FactKind, child_id: int) -> list[Fact]:
    return facts.current(kind.model, (child_id,)).get(child_id, [])


def _lines(
    actor: Actor, child_id: int, kind: FactKind, rows: list[Fact], on: date
) -> dict[int, FactLine]:
    if not rows:
        return {}
    names = staff.names_for({row.recorded_by for row in rows})
    reader = reader_of(actor, child_id, rows, on)
    return {
        row.id: _line(row, reader, names.get(row.recorded_by, row.recorded_by))
        for row in rows
        if not isinstance(row, ChildRelationship) or is_named(row, reader)
    }


def _line(row: Fact, reader: FactReader, author: str) -> FactLine:
    words = words_of(row, reader)
    kind_of_it = words.began.removesuffix(" recorded")
    return FactLine(
        fact_id=row.id,
        words=f"{kind_of_it}: {words.details}" if words.details else kind_of_it,
        from_on=row.from_on,
        to_on=row.to_on,
        recorded_at=row.recorded_at,
        recorded_by=author,
        reason=row.reason,
        source=row.source,
        may_be_changed=row.superseded_at is None and not is_hidden(row, reader),
    )


def _gone(kind: FactKind, rows: list[Fact], lines: dict[int, FactLine]) -> list[Gone]:
    """What was superseded: the reason stands with what took its place, or with the withdrawal."""
    withdrawn = {
        row.fact_id: row.reason
        for row in db.session.scalars(
            select(WithdrawnFact).where(
                WithdrawnFact.table_name == kind.model.__table__.name,  # type: ignore[attr-defined]
                WithdrawnFact.fact_id.in_([row.id for row in rows]),
            )
        )
    }
    taken_by = {row.recorded_at: row.reason for row in reversed(rows)}
    gone = []
    for row in reversed(rows):
        if row.superseded_at is not None:
            why = withdrawn.get(row.id, taken_by.get(row.superseded_at, ""))
            gone.append(Gone(lines[row.id], row.superseded_at, why))
    return gone
