"""Searches of the register outside an enquiry, and the records that each showed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.children.models import ABOUT, child_column
from lacrecords.database import Base, described


class ChildSearch(Base):
    """A search of the register outside an enquiry, with its purpose; the page is its reference."""

    __tablename__ = "child_searches"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "searches of the register", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference", unique=True)
    searched_by: Mapped[str] = described("who searched")
    searched_at: Mapped[datetime] = described("moment")
    purpose: Mapped[str] = described("why, in their words")
    forename: Mapped[str] = described("given name searched")
    surname: Mapped[str] = described("family name searched")
    born_on: Mapped[date | None] = described("date of birth searched")
    postcode: Mapped[str] = described("postcode searched")
    address: Mapped[str] = described("first line of the address searched")
    identifier: Mapped[str] = described("number searched")


class ChildSearchShown(Base):
    """A search of the register outside an enquiry showed this record."""

    __tablename__ = "child_searches_shown"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("child_search_id", "child_id"),
        {"info": {"meaning": "records that a search showed", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    child_search_id: Mapped[int] = described("the search", ForeignKey("child_searches.id"))
    child_id: Mapped[int] = child_column()
    shown_at: Mapped[datetime] = described("moment it was first shown")
