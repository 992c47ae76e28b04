"""Runs of imports, what each file last said of a child, who was not in it, what to settle."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.children.bulk import FactKind
from lacrecords.database import Base, described

_ABOUT = {"class": "internal", "retention": "with the register"}
_ABOUT_CHILD = {"class": "child", "retention": "the authority's schedule for the child's record"}


class ImportRun(Base):
    """One run of an import; its counters are written as it goes."""

    __tablename__ = "import_runs"
    __table_args__ = ({"info": {"meaning": "runs of the register import", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    started_at: Mapped[datetime] = described("moment it began")
    started_by: Mapped[str] = described("who began it")
    file_name: Mapped[str] = described("name of the file or folder, without where it lies")
    file_digest: Mapped[str] = described("SHA-256 of the file, or of all files of the folder")
    whole: Mapped[bool] = described(
        "the file holds the whole register; no: only what has changed", server_default="1"
    )
    finished_at: Mapped[datetime | None] = described("moment it ended; empty: running or killed")
    rows_read: Mapped[int] = described("children read", default=0)
    rows_added: Mapped[int] = described("children added", default=0)
    rows_changed: Mapped[int] = described("children changed", default=0)
    rows_unchanged: Mapped[int] = described("children the file says nothing new about", default=0)
    rows_rejected: Mapped[int] = described("children refused", default=0)
    warnings: Mapped[int] = described("doubtful things found", server_default="0")
    conflicts: Mapped[int] = described(
        "differences from facts that a person recorded", server_default="0"
    )
    not_in_file: Mapped[int] = described(
        "children of earlier files that this one does not name", server_default="0"
    )


class ImportedRow(Base):
    """What the file last said of one child, as a digest: a row that says nothing new is skipped."""

    __tablename__ = "imported_rows"
    __table_args__ = ({"info": {"meaning": "digest of each imported row", **_ABOUT}},)

    authority_number: Mapped[str] = described("the authority's own number", primary_key=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), unique=True)
    digest: Mapped[str] = described("SHA-256 of the row as imported")
    import_run_id: Mapped[int] = described("the run", ForeignKey("import_runs.id"))


class ImportAbsence(Base):
    """A child of an earlier file whom a whole file does not name; the record stays as it is."""

    __tablename__ = "import_absences"
    __table_args__ = (
        UniqueConstraint("import_run_id", "child_id"),
        {"info": {"meaning": "children whom a whole file did not name", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    import_run_id: Mapped[int] = described("the run", ForeignKey("import_runs.id"))
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)


class ImportConflict(Base):
    """A file says something else than a person recorded; the record stands until it is settled."""

    __tablename__ = "import_conflicts"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "files against facts kept by hand", **_ABOUT_CHILD}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)
    import_run_id: Mapped[int] = described("the run", ForeignKey("import_runs.id"), index=True)
    fact_kind: Mapped[FactKind] = described("kind of fact")
    column_name: Mapped[str] = described("column of the file")
    fact_id: Mapped[int | None] = described(
        "the fact kept by hand; empty: a person took the fact out of the record"
    )
    says: Mapped[dict[str, Any]] = described("what the file says, as columns of a fact")
    raised_at: Mapped[datetime] = described("moment the file was read")
    settled_at: Mapped[datetime | None] = described("moment somebody settled it")
    settled_by: Mapped[str | None] = described("who settled it")
    settlement: Mapped[str | None] = described("record_stands or file_taken")
    settlement_reason: Mapped[str | None] = described("why")
