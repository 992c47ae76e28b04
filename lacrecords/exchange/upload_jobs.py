"""What the worker does with uploaded files: checks them, loads them, removes them in time.

Done again after a worker died, each goes on from what is written already. Everything is
done in the name of whoever asked for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.database import db, now_utc, transaction
from lacrecords.exchange import loading, upload_folder
from lacrecords.exchange.dataset_source import DatasetSource
from lacrecords.exchange.long_work import Progress, acting_for
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.source import FileRefused, Source
from lacrecords.exchange.sources import open_source
from lacrecords.exchange.upload_models import ImportUpload
from lacrecords.queue.work import ClaimedJob, Record, nothing_to_record
from lacrecords.staff.queries import council_day

CHECK_REJECTS, LOAD_REJECTS = "check.rejects.csv", "load.rejects.csv"
COUNTED = ("read", "added", "changed", "unchanged", "rejected", "warnings", "conflicts")


def check_upload(claimed: ClaimedJob, now: datetime) -> Record:
    """Count what loading the files would do; writes no record of a child."""
    upload = _upload(claimed)
    if upload is None or upload.checked_at or upload.thrown_away_at:
        return nothing_to_record
    upload_id, rejects = upload.id, upload_folder.path_of(upload.folder) / CHECK_REJECTS
    actor = acting_for(upload.uploaded_by)
    try:
        source = _open(upload, now)
        summary = loading.check(source, rejects, actor, now, _progress(claimed, upload_id, source))
    except FileRefused as refused:
        return _noting(upload_id, checked_at=now_utc(), refused_because=str(refused))
    left_out, missing = _not_read(source)
    found = {name: getattr(summary, name) for name in (*COUNTED, "not_in_file")}
    return _noting(
        upload_id,
        checked_at=now_utc(),
        found={**found, "missing": list(missing)},
        left_out=[*upload.left_out, *left_out],
        digest=source.digest,
        rows_expected=source.children_expected,
        rows_done=summary.read,
    )


def _not_read(source: Source) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of files that are not read, and of tables for which there is no file."""
    if not isinstance(source, DatasetSource):
        return (), ()
    return source.folder.left_out, source.folder.missing


def load_upload(claimed: ClaimedJob, now: datetime) -> Record:
    """Load the files; one that was begun before is gone on with, under the same run."""
    upload = _upload(claimed)
    if upload is None or upload.loaded_at or upload.stopped_at or upload.import_run_id is None:
        return nothing_to_record
    run = db.session.get_one(ImportRun, upload.import_run_id)
    upload_id, run_id, began = upload.id, run.id, run.started_at
    rejects = upload_folder.path_of(upload.folder) / LOAD_REJECTS
    actor = acting_for(run.started_by)
    source = _open(upload, began)
    show = _progress(claimed, upload_id, source)
    # One moment for the whole run, however often it is taken up again: its facts are known by it.
    summary = loading.load(source, rejects, actor, began, show, run_id=run_id)
    with transaction():
        _count_each_once(run_id)
    return _noting(upload_id, loaded_at=now_utc(), rows_done=summary.read)


def remove_old_files(now: datetime) -> int:
    """Remove the files of uploads after their time, and what killed requests left behind."""
    before = now - timedelta(days=upload_folder.settings().import_keep_days)
    old = _kept_since(before)
    for upload_id, folder in old:
        with transaction():
            _note(upload_id, files_removed_at=now)
            audit.record(WORKER, "import_files_removed", "import_upload", upload_id)
        upload_folder.remove(folder)
    left = upload_folder.forgotten(set(db.session.scalars(_KEPT)))
    for folder in left:
        upload_folder.remove(folder)
    return len(old) + len(left)


_KEPT = select(ImportUpload.folder).where(ImportUpload.files_removed_at.is_(None))


def _kept_since(before: datetime) -> list[tuple[int, str]]:
    """Files of uploads that came before then, unless the worker is at them."""
    rows = db.session.execute(
        select(ImportUpload.id, ImportUpload.folder).where(
            ImportUpload.uploaded_at < before,
            ImportUpload.files_removed_at.is_(None),
            (ImportUpload.asked_at.is_(None))
            | (ImportUpload.loaded_at < before)
            | (ImportUpload.stopped_at < before),
        )
    )
    return [(upload_id, folder) for upload_id, folder in rows]


def _upload(claimed: ClaimedJob) -> ImportUpload | None:
    return db.session.get(ImportUpload, claimed.payload["upload"], populate_existing=True)


def _open(upload: ImportUpload, at: datetime) -> Source:
    path = upload_folder.path_of(upload.folder) / upload.path
    return open_source(path, council_day(at), upload.delta)


def _progress(claimed: ClaimedJob, upload_id: int, source: Source) -> Progress:
    expected = source.children_expected

    def note(done: int, now: datetime) -> None:
        _note(upload_id, rows_done=done, rows_expected=expected, progress_at=now)

    return Progress(claimed, note)


def _noting(upload_id: int, **values: Any) -> Record:
    def record(_now: datetime) -> None:
        _note(upload_id, **values)

    return record


def _note(upload_id: int, **values: Any) -> None:
    db.session.execute(update(ImportUpload).where(ImportUpload.id == upload_id).values(**values))


def _count_each_once(run_id: int) -> None:
    """A run that was taken up again met children as unchanged whom it had added itself."""
    run = db.session.get_one(ImportRun, run_id, populate_existing=True)
    seen = run.rows_added + run.rows_changed + run.rows_rejected
    run.rows_unchanged = max(0, run.rows_read - seen)
