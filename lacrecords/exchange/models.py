"""Runs of the register import, and what each row of the file last said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described

_ABOUT = {"class": "internal", "retention": "with the register"}


class ImportRun(Base):
    """One run of the register import; its counters are written as it goes."""

    __tablename__ = "import_runs"
    __table_args__ = ({"info": {"meaning": "runs of the register import", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    started_at: Mapped[datetime] = described("moment it began")
    started_by: Mapped[str] = described("who began it")
    file_name: Mapped[str] = described("name of the file, without its folder")
    file_digest: Mapped[str] = described("SHA-256 of the file")
    finished_at: Mapped[datetime | None] = described("moment it ended; empty: running or killed")
    rows_read: Mapped[int] = described("rows read", default=0)
    rows_added: Mapped[int] = described("children added", default=0)
    rows_changed: Mapped[int] = described("children changed", default=0)
    rows_unchanged: Mapped[int] = described("children the file says nothing new about", default=0)
    rows_rejected: Mapped[int] = described("rows refused", default=0)


class ImportedRow(Base):
    """What the file last said of one child, as a digest: a row that says nothing new is skipped."""

    __tablename__ = "imported_rows"
    __table_args__ = ({"info": {"meaning": "digest of each imported row", **_ABOUT}},)

    authority_number: Mapped[str] = described("the authority's own number", primary_key=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), unique=True)
    digest: Mapped[str] = described("SHA-256 of the row as imported")
    import_run_id: Mapped[int] = described("the run", ForeignKey("import_runs.id"))
