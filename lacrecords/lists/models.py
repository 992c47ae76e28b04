"""Lists that were looked up: who asked, why or under which enquiry, which file, how far."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described

_ABOUT = {"class": "enquiry", "retention": "the authority's schedule for enquiries"}


class ListLookup(Base):
    """One list of children that was looked up as a whole, by page or by command."""

    __tablename__ = "list_lookups"
    __table_args__ = (
        CheckConstraint("(enquiry_id IS NULL) <> (purpose = '')", name="purpose_or_enquiry"),
        {"info": {"meaning": "lists of children that were looked up", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    asked_at: Mapped[datetime] = described("moment it was asked for")
    asked_by: Mapped[str] = described("who asked")
    purpose: Mapped[str] = described("why, for a list of our own; empty: under an enquiry")
    enquiry_id: Mapped[int | None] = described(
        "the checked enquiry under which another agency sent it",
        ForeignKey("enquiries.id"),
        index=True,
    )
    file_name: Mapped[str] = described("name of the file, without its folder")
    digest: Mapped[str] = described("SHA-256 of the file")
    rows_are_enquiries: Mapped[bool] = described("later rows were to find earlier ones")
    folder: Mapped[str] = described("random name of the folder it is kept in; empty: a command")
    rows_expected: Mapped[int] = described("rows there may be", default=0)
    rows_done: Mapped[int] = described("rows answered", default=0)
    progress_at: Mapped[datetime | None] = described("moment of the latest progress")
    tries: Mapped[int] = described("how often the work was asked for", default=1)
    answers: Mapped[dict[str, Any] | None] = described("how many rows got which answer")
    finished_at: Mapped[datetime | None] = described("moment every row was answered")
    files_removed_at: Mapped[datetime | None] = described("moment its files were removed")


class ListedChild(Base):
    """Which enquired child a row of a list became, so that no row becomes two."""

    __tablename__ = "listed_children"
    __table_args__ = (
        UniqueConstraint("list_lookup_id", "row"),
        {"info": {"meaning": "rows of lists that became enquired children", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    list_lookup_id: Mapped[int] = described("the list", ForeignKey("list_lookups.id"))
    row: Mapped[int] = described("its row; the first, with the names of the columns, is 1")
    enquired_child_id: Mapped[int] = described(
        "the enquired child", ForeignKey("enquired_children.id"), unique=True
    )
