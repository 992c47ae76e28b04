"""Which part of what is held is asked for, and what a pack therefore does not hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.subject_access.models import ABOUT, request_column


class SubjectScope(Base):
    """Somebody says which kinds of record and which days are asked for; the newest counts."""

    __tablename__ = "subject_access_scopes"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("from_on IS NULL OR to_on IS NULL OR from_on <= to_on", name="in_order"),
        CheckConstraint("trim(words) <> ''", name="said_with_reasons"),
        {"info": {"meaning": "which part of what is held is asked for", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    kinds: Mapped[list[Any]] = described("kinds of record that are asked for")
    from_on: Mapped[date | None] = described("first day that is asked for; empty: from the first")
    to_on: Mapped[date | None] = described("last day that is asked for; empty: until today")
    taken_in: Mapped[list[Any]] = described("parts of the records that were taken in as a whole")
    words: Mapped[str] = described("how that is known, in their words")
    decided_by: Mapped[str] = described("who said so")
    decided_at: Mapped[datetime] = described("moment")


class NotAskedFor(Base):
    """Rows of one part of the records that a pack does not hold: they are not asked for."""

    __tablename__ = "subject_access_not_asked_for"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("number >= 1", name="some_rows"),
        {"info": {"meaning": "what packs do not hold because it is not asked for", **ABOUT}},
    )

    pack_id: Mapped[int] = described(
        "the pack", ForeignKey("subject_access_packs.id"), primary_key=True
    )
    source: Mapped[str] = described("the part of the records", primary_key=True)
    heading: Mapped[str] = described("its heading")
    number: Mapped[int] = described("how many rows")
    of_other_days: Mapped[bool] = described("the kind is asked for, but other days; no: the kind")
