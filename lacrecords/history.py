"""The one history mechanism: everything said of a child is a dated fact, never overwritten.

A fact is replaced by superseding it and adding another; the guard in the
database lets `superseded_at` be written once and nothing else be changed.
Current means not superseded.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, CursorResult, and_, or_, update
from sqlalchemy.orm import Mapped
from sqlalchemy.orm.attributes import set_committed_value

from lacrecords.database import db, described


class FactChangedMeanwhile(Exception):
    """Somebody else replaced the fact that this form showed; carries both versions."""

    def __init__(self, shown: Any, current: Any) -> None:
        super().__init__("The fact was changed by somebody else.")
        self.shown = shown
        self.current = current


class Fact:
    """A dated statement with its author; `from_on` empty means the start is not recorded."""

    id: Mapped[int] = described("number of the row", primary_key=True)
    from_on: Mapped[date | None] = described("day from which this is so; empty: not recorded")
    to_on: Mapped[date | None] = described("day on which this ended; empty: it is so still")
    recorded_at: Mapped[datetime] = described("moment it was written down")
    recorded_by: Mapped[str] = described("who wrote it down: an account, a command or a job")
    reason: Mapped[str] = described("why it was recorded or changed", default="")
    source: Mapped[str] = described("hand, or the run of the import that brought it")
    superseded_at: Mapped[datetime | None] = described("moment another fact took its place")

    @classmethod
    def is_current(cls) -> ColumnElement[bool]:
        """Not superseded: what the record says now."""
        return cls.superseded_at.is_(None)

    @classmethod
    def is_in_force(cls, on: date) -> ColumnElement[bool]:
        """What the record says now holds on that day; an end on the day itself is an end."""
        return and_(
            cls.superseded_at.is_(None),
            or_(cls.from_on.is_(None), cls.from_on <= on),
            or_(cls.to_on.is_(None), cls.to_on > on),
        )

    @classmethod
    def stood_at(cls, moment: datetime) -> ColumnElement[bool]:
        """What the record said at that moment."""
        return and_(
            cls.recorded_at <= moment,
            or_(cls.superseded_at.is_(None), cls.superseded_at > moment),
        )

    @classmethod
    def stood_in_force(cls, moment: datetime, on: date) -> ColumnElement[bool]:
        """What the record said at that moment held on that day."""
        return and_(
            cls.stood_at(moment),
            or_(cls.from_on.is_(None), cls.from_on <= on),
            or_(cls.to_on.is_(None), cls.to_on > on),
        )


FactType = TypeVar("FactType", bound=Fact)


def supersede(fact: FactType, replacement: FactType | None, at: datetime) -> None:
    """Put `replacement` in the place of `fact`; FactChangedMeanwhile when it is gone already."""
    if fact.superseded_at is not None or not _is_superseded_by_us(fact, at):
        raise FactChangedMeanwhile(fact, replacement)
    set_committed_value(fact, "superseded_at", at)
    if replacement is not None:
        db.session.add(replacement)
    db.session.flush()


def _is_superseded_by_us(fact: Fact, at: datetime) -> bool:
    """One statement asks and writes, so that of two writers at once only one succeeds."""
    db.session.flush()
    kind = type(fact)
    done = db.session.execute(
        update(kind)
        .where(kind.id == fact.id, kind.superseded_at.is_(None))
        .values(superseded_at=at)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", done).rowcount == 1
