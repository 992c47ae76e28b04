"""Statements to the Director: drafts that change, and what was issued, kept for good.

What is kept of a statement is what was issued: its numbers as they were shown, the comment,
the PDF itself. The exact numbers behind hidden ones are not kept with it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described

_ABOUT = {"class": "internal", "retention": "the authority's schedule for reports to its Director"}


class StatementDraft(Base):
    """A statement that the designated manager works at; gone when it is issued or thrown away."""

    __tablename__ = "statement_drafts"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", name="ends_after_it_begins"),
        {"info": {"meaning": "drafts of statements to the Director", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference, kept when it is issued", unique=True)
    from_on: Mapped[date] = described("first day, on the office wall")
    to_on: Mapped[date] = described("last day, included")
    team_id: Mapped[int | None] = described(
        "the team; empty: the whole council", ForeignKey("teams.id")
    )
    figures: Mapped[dict[str, Any]] = described("the numbers as they will be issued")
    figures_at: Mapped[datetime] = described("moment they were worked out")
    comment: Mapped[str] = described("what is late, and what is done about it", default="")
    started_by: Mapped[str] = described("who began it")
    started_at: Mapped[datetime] = described("moment it was begun")
    replaces_id: Mapped[int | None] = described(
        "the issued statement it corrects", ForeignKey("issued_statements.id"), unique=True
    )


class IssuedStatement(Base):
    """A statement as it was signed and issued; never changed, never deleted."""

    __tablename__ = "issued_statements"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("to_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
        CheckConstraint("trim(comment) <> ''", name="commented"),
        CheckConstraint("(pdf IS NULL) = (pdf_digest IS NULL)", name="pdf_with_its_digest"),
        {"info": {"meaning": "statements issued to the Director", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    year: Mapped[int] = described("year in which it was issued, on the office wall")
    number: Mapped[int] = described("its number in that year, from 1 without a gap")
    from_on: Mapped[date] = described("first day, on the office wall")
    to_on: Mapped[date] = described("last day, included")
    team_id: Mapped[int | None] = described(
        "the team; empty: the whole council", ForeignKey("teams.id")
    )
    team_name: Mapped[str] = described("what the team was called; empty: the whole council")
    figures: Mapped[dict[str, Any]] = described("the numbers as they were issued")
    figures_at: Mapped[datetime] = described("moment they were worked out")
    figures_digest: Mapped[str] = described("SHA-256 of the numbers, comment and days as issued")
    comment: Mapped[str] = described("what is late, and what is done about it")
    issued_by: Mapped[str] = described("who signed it")
    issued_by_name: Mapped[str] = described("their name as it stands on the statement")
    issued_at: Mapped[datetime] = described("moment it was signed and issued")
    replaces_id: Mapped[int | None] = described(
        "the statement it replaces", ForeignKey("issued_statements.id"), unique=True
    )
    pdf: Mapped[bytes | None] = described(
        "the document as issued; empty: the machine could make none", LargeBinary
    )
    pdf_digest: Mapped[str | None] = described("SHA-256 of that document")


class StatementAcknowledgement(Base):
    """The Director has read a statement."""

    __tablename__ = "statement_acknowledgements"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "statements read by the Director", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    statement_id: Mapped[int] = described(
        "the statement", ForeignKey("issued_statements.id"), unique=True
    )
    acknowledged_by: Mapped[str] = described("who read it")
    acknowledged_at: Mapped[datetime] = described("moment")
