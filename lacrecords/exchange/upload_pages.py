"""How an upload stands, as its page shows it: waiting, checked, loading, loaded, thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.exchange import upload_folder
from lacrecords.exchange.dataset_names import meant_for_us
from lacrecords.exchange.dataset_tables import TABLES
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.undone import RUNS_UNDONE
from lacrecords.exchange.upload_jobs import CHECK_REJECTS
from lacrecords.exchange.upload_models import ImportUpload
from lacrecords.exchange.uploading import CHECK, LOAD, job_key, upload_of
from lacrecords.queue import queries as queued
from lacrecords.queue.queries import JobState
from lacrecords.staff import queries as staff

A_WHILE = timedelta(minutes=1)
"""Longer than a worker that is there takes to begin."""


class UploadState(StrEnum):
    """Where an upload is on its way."""

    CHECKING = "checking"
    REFUSED = "refused"
    CHECKED = "checked"
    LOADING = "loading"
    GAVE_UP = "gave_up"
    LOADED = "loaded"
    LEFT = "left"
    THROWN_AWAY = "thrown_away"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Work:
    """How the worker is getting on with it."""

    asked_at: datetime
    asked_by: str
    begun: bool
    waits_long: bool
    done: int
    expected: int
    failed_before: str


@dataclass(frozen=True, slots=True)
class LoadedBefore:
    """An earlier run of a file that holds the same, letter for letter."""

    run_id: int
    at: datetime
    by: str
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """One upload."""

    reference: str
    state: UploadState
    file_name: str
    uploaded_at: datetime
    uploaded_by: str
    delta: bool
    left_out: Sequence[str]
    meant_for_us: Sequence[str]
    """Of those left out, the ones that look as if they should have been read."""
    missing: Sequence[tuple[str, str]]
    """Tables for which there is no file: what each holds, and its name."""
    refused_because: str
    found: dict[str, Any]
    run_id: int | None
    has_rejects: bool
    work: Work | None
    loaded_before: LoadedBefore | None

    @property
    def works(self) -> bool:
        """Whether the worker is at it, or is to be."""
        return self.state in (UploadState.CHECKING, UploadState.LOADING)


def upload_page(reference: str, now: datetime) -> UploadPage | None:
    """One upload as it stands now; None: there is none with this reference."""
    upload = upload_of(reference)
    return None if upload is None else _page(upload, now)


def uploads_under_way(now: datetime) -> tuple[UploadPage, ...]:
    """Uploads that wait for somebody or for the worker, the newest first."""
    rows = db.session.scalars(
        select(ImportUpload)
        .where(
            ImportUpload.loaded_at.is_(None),
            ImportUpload.stopped_at.is_(None),
            ImportUpload.files_removed_at.is_(None),
        )
        .order_by(ImportUpload.id.desc())
    )
    return tuple(_page(row, now) for row in rows)


def _page(upload: ImportUpload, now: datetime) -> UploadPage:
    kind = LOAD if upload.asked_at else CHECK
    job = queued.state_of(job_key(kind, upload.id, upload.tries), now)
    asked_by = upload.asked_by or upload.uploaded_by
    names = staff.names_for({upload.uploaded_by, asked_by})
    return UploadPage(
        reference=upload.reference,
        state=_state(upload, job),
        file_name=upload.file_name,
        uploaded_at=upload.uploaded_at,
        uploaded_by=names[upload.uploaded_by],
        delta=upload.delta,
        left_out=upload.left_out,
        meant_for_us=meant_for_us(upload.left_out),
        missing=_missing(upload),
        refused_because=upload.refused_because,
        found=upload.found or {},
        run_id=upload.import_run_id,
        has_rejects=_has_file(upload, CHECK_REJECTS),
        work=_work(upload, job, names[asked_by], now),
        loaded_before=_loaded_before(upload),
    )


def _missing(upload: ImportUpload) -> list[tuple[str, str]]:
    names = (upload.found or {}).get("missing", ())
    return [(table.holds, table.name) for table in TABLES if table.name in names]


def _state(upload: ImportUpload, job: JobState | None) -> UploadState:
    said = (
        (upload.loaded_at, UploadState.LOADED),
        (upload.stopped_at, UploadState.LEFT),
        (upload.thrown_away_at, UploadState.THROWN_AWAY),
        (job and job.gave_up, UploadState.GAVE_UP),
        (upload.asked_at, UploadState.LOADING),
        (upload.files_removed_at, UploadState.REMOVED),
        (upload.refused_because, UploadState.REFUSED),
        (upload.checked_at, UploadState.CHECKED),
    )
    return next((state for is_so, state in said if is_so), UploadState.CHECKING)


def _work(upload: ImportUpload, job: JobState | None, by: str, now: datetime) -> Work | None:
    if job is None:
        return None
    asked_at = upload.asked_at or upload.uploaded_at
    waits = not job.held and not job.done
    since = upload.progress_at or asked_at
    return Work(
        asked_at=asked_at,
        asked_by=by,
        begun=job.attempts > 0,
        waits_long=waits and now - since > A_WHILE,
        done=upload.rows_done,
        expected=upload.rows_expected,
        failed_before=job.last_error,
    )


def _loaded_before(upload: ImportUpload) -> LoadedBefore | None:
    if not upload.digest:
        return None
    earlier = select(ImportRun).where(
        ImportRun.file_digest == upload.digest,
        ImportRun.finished_at.is_not(None),
        ImportRun.id != (upload.import_run_id or 0),
    )
    run = db.session.scalars(earlier.order_by(ImportRun.id.desc()).limit(1)).first()
    if run is None:
        return None
    undone = run.id in set(db.session.scalars(RUNS_UNDONE))
    by = staff.names_for({run.started_by})[run.started_by]
    return LoadedBefore(run.id, run.started_at, by, undone)


def _has_file(upload: ImportUpload, name: str) -> bool:
    return (
        upload.files_removed_at is None and (upload_folder.path_of(upload.folder) / name).is_file()
    )
