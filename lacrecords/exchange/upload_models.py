"""Uploaded files on their way into the register, runs that were undone, names that were settled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described

_ABOUT = {"class": "internal", "retention": "with the register"}


class ImportUpload(Base):
    """Files that somebody sent: checked without writing, then loaded or thrown away."""

    __tablename__ = "import_uploads"
    __table_args__ = ({"info": {"meaning": "files sent to be loaded", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    uploaded_at: Mapped[datetime] = described("moment they were sent")
    uploaded_by: Mapped[str] = described("who sent them")
    file_name: Mapped[str] = described("name as the browser gave it, without its folder")
    folder: Mapped[str] = described("random name of the folder in which they are kept")
    path: Mapped[str] = described("what to read in that folder: a file, or a folder of tables")
    delta: Mapped[bool] = described("only what has changed, not the whole register")
    left_out: Mapped[list[Any]] = described("names of files in the archive that are not read")
    digest: Mapped[str] = described("SHA-256 of what they hold; empty until checked", default="")
    rows_expected: Mapped[int] = described("rows there may be; nought: not known", default=0)
    rows_done: Mapped[int] = described("rows checked or loaded so far", default=0)
    progress_at: Mapped[datetime | None] = described("moment of the latest progress")
    checked_at: Mapped[datetime | None] = described("moment the check without writing ended")
    refused_because: Mapped[str] = described("why they cannot be read; empty: they can", default="")
    found: Mapped[dict[str, Any] | None] = described("what the check counted")
    import_run_id: Mapped[int | None] = described(
        "the run that loads them", ForeignKey("import_runs.id"), unique=True
    )
    asked_at: Mapped[datetime | None] = described("moment somebody asked to load them")
    asked_by: Mapped[str | None] = described("who asked to load them")
    tries: Mapped[int] = described("how often the work was asked for", default=1)
    loaded_at: Mapped[datetime | None] = described("moment they were loaded to the end")
    stopped_at: Mapped[datetime | None] = described("moment a load given up was left half done")
    thrown_away_at: Mapped[datetime | None] = described("moment they were thrown away")
    thrown_away_by: Mapped[str | None] = described("who threw them away")
    files_removed_at: Mapped[datetime | None] = described("moment the files were removed")


class ImportUndo(Base):
    """A run is to be undone as a whole; refused where something was built on it."""

    __tablename__ = "import_undos"
    __table_args__ = ({"info": {"meaning": "runs undone, and why", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    import_run_id: Mapped[int] = described(
        "the run to undo", ForeignKey("import_runs.id"), index=True
    )
    asked_at: Mapped[datetime] = described("moment it was asked for")
    asked_by: Mapped[str] = described("who asked")
    reason: Mapped[str] = described("why, in their words")
    own_run_id: Mapped[int | None] = described(
        "the run under which what stood before stands again",
        ForeignKey("import_runs.id"),
        unique=True,
    )
    children_expected: Mapped[int] = described("children the run touched", default=0)
    last_child_id: Mapped[int] = described("the last child put back; they go in order", default=0)
    children_done: Mapped[int] = described("children put back so far", default=0)
    children_left: Mapped[int] = described("children changed meanwhile, left as is", default=0)
    progress_at: Mapped[datetime | None] = described("moment of the latest progress")
    refused_at: Mapped[datetime | None] = described("moment it was refused")
    built_on: Mapped[dict[str, Any] | None] = described("what was built on the run, in numbers")
    finished_at: Mapped[datetime | None] = described("moment it ended")


class LeadNameSettled(Base):
    """A name in the files for a lead social worker that is not on the staff list: who it is."""

    __tablename__ = "lead_names_settled"
    __table_args__ = (
        UniqueConstraint("name_as_given", "settled_at"),
        {"info": {"meaning": "names of lead social workers, and whose they are", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    name_as_given: Mapped[str] = described("name or address in the files", sensitivity="staff")
    account_id: Mapped[int] = described("who it is", ForeignKey("accounts.id"))
    settled_at: Mapped[datetime] = described("moment")
    settled_by: Mapped[str] = described("who said so")
    reason: Mapped[str] = described("how they know, in their words")
