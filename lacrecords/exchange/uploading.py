"""What people do with uploaded files: send, load, try again, throw away.

Each writes one step and queues what the worker is to do. Nothing is loaded here, and no
file is touched: files are made before, and removed after, the step is kept.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference, take_turn
from lacrecords.exchange.dataset_names import meant_for_us
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.receiving import Received
from lacrecords.exchange.upload_models import ImportUndo, ImportUpload
from lacrecords.queue import queries as queued
from lacrecords.queue import services as queue
from lacrecords.rules.authorisation import Actor

CHECK, LOAD = "import_check", "import_load"
MOST_WAITING = 20
"""Uploads that are neither loaded nor thrown away; their files fill the disk."""

IMPORT_LOCK = 7_201_103
"""The number of an advisory lock; on SQLite the write lock itself serves."""


class NotNow(Exception):
    """The step cannot be taken as things stand; the message says why."""


def job_key(kind: str, number: int, tries: int) -> str:
    """Under which key the work on one upload is queued, so that it is queued once."""
    return f"{kind}:{number}:{tries}"


def upload_of(reference: str, to_change: bool = False) -> ImportUpload | None:
    """The upload with this reference; locked until the end where it is to be changed."""
    question = select(ImportUpload).where(ImportUpload.reference == reference)
    if to_change:
        question = question.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(question)


def take_in(actor: Actor, received: Received, folder: str, delta: bool, now: datetime) -> str:
    """Write down what was sent and have it checked; gives its reference."""
    refuse_when_too_many_wait()
    upload = ImportUpload(
        reference=new_reference(),
        uploaded_at=now,
        uploaded_by=actor.key,
        file_name=received.file_name,
        folder=folder,
        path=received.path,
        delta=delta,
        left_out=received.left_out,
        tries=1,
    )
    db.session.add(upload)
    db.session.flush()
    audit.record(actor, "import_uploaded", "import_upload", upload.id)
    _queue(CHECK, upload, now)
    return upload.reference


def refuse_when_too_many_wait() -> None:
    """NotNow when so many uploads wait that their files would fill the disk."""
    waiting = select(func.count(ImportUpload.id)).where(
        ImportUpload.asked_at.is_(None), ImportUpload.files_removed_at.is_(None)
    )
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise NotNow(f"{MOST_WAITING} uploads wait to be loaded. Throw some of them away first")


def ask_to_load(
    actor: Actor, reference: str, now: datetime, knows_what_is_left_out: bool = False
) -> int:
    """Have checked files loaded; asking again changes nothing. Gives the number of the run.

    Where a file that was meant for us is not read, whoever asks must say that they know.
    """
    upload = _to_change(reference)
    if upload.import_run_id is not None:
        return upload.import_run_id
    if upload.thrown_away_at or upload.files_removed_at:
        raise NotNow("The files have been thrown away. Upload them again")
    if upload.checked_at is None or upload.refused_because:
        raise NotNow("The files are not checked yet. Wait until they are")
    meant = meant_for_us(upload.left_out)
    if meant and not knows_what_is_left_out:
        raise NotNow(f"Say first that you know what is not read: {', '.join(meant[:5])}")
    refuse_while_another_works()
    run = ImportRun(
        started_at=now,
        started_by=actor.key,
        file_name=upload.file_name,
        file_digest=upload.digest,
        whole=not upload.delta,
    )
    db.session.add(run)
    db.session.flush()
    upload.import_run_id = run.id
    upload.asked_at, upload.asked_by = now, actor.key
    upload.rows_done, upload.progress_at, upload.tries = 0, None, 1
    _queue(LOAD, upload, now)
    audit.record(actor, "import_register_begin", "import_run", run.id)
    if meant:
        audit.record(actor, "import_left_out_known", "import_run", run.id)
    return run.id


def refuse_while_another_works() -> None:
    """NotNow while another file is loaded, or a run undone: each would build on the other."""
    # Of two people who ask at once, the second sees what the first one wrote.
    take_turn(IMPORT_LOCK)
    loading = select(ImportUpload.id).where(
        ImportUpload.asked_at.is_not(None),
        ImportUpload.loaded_at.is_(None),
        ImportUpload.stopped_at.is_(None),
    )
    undoing = select(ImportUndo.id).where(
        ImportUndo.finished_at.is_(None), ImportUndo.refused_at.is_(None)
    )
    if db.session.scalar(loading.limit(1)) or db.session.scalar(undoing.limit(1)):
        raise NotNow("Another file is being loaded or undone. Wait until that has ended")


def try_again(actor: Actor, reference: str, now: datetime) -> None:
    """Have the worker take up work that it gave up; NotNow when it has not given up."""
    upload = _given_up(reference, now)
    upload.tries += 1
    _queue(LOAD if upload.asked_at else CHECK, upload, now)
    audit.record(actor, "import_tried_again", "import_upload", upload.id)


def leave_as_it_is(actor: Actor, reference: str, now: datetime) -> None:
    """Go on no more with a load that the worker gave up; what it wrote stands, and can be undone.

    NotNow when the worker has not given it up.
    """
    upload = _given_up(reference, now)
    if upload.asked_at is None:
        raise NotNow("The files were not being loaded. Throw them away instead")
    upload.stopped_at = now
    audit.record(actor, "import_left_half_loaded", "import_upload", upload.id)


def throw_away(actor: Actor, reference: str, now: datetime) -> str:
    """Give up files that nobody asked to load; gives the folder, to be removed after this."""
    upload = _to_change(reference)
    if upload.asked_at:
        raise NotNow("The files are being loaded, or have been. They cannot be thrown away")
    if upload.thrown_away_at is None:
        upload.thrown_away_at, upload.thrown_away_by = now, actor.key
        upload.files_removed_at = now
        audit.record(actor, "import_thrown_away", "import_upload", upload.id)
    return upload.folder


def _given_up(reference: str, now: datetime) -> ImportUpload:
    upload = _to_change(reference)
    kind = LOAD if upload.asked_at else CHECK
    job = queued.state_of(job_key(kind, upload.id, upload.tries), now)
    if job is None or not job.gave_up or upload.stopped_at:
        raise NotNow("The work has not been given up. It goes on by itself")
    return upload


def _to_change(reference: str) -> ImportUpload:
    upload = upload_of(reference, to_change=True)
    if upload is None:
        raise NotNow("There is no such upload")
    return upload


def _queue(kind: str, upload: ImportUpload, now: datetime) -> None:
    queue.enqueue(kind, {"upload": upload.id}, job_key(kind, upload.id, upload.tries), now)
