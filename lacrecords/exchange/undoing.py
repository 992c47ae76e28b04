"""Undoing a run as a whole, where nothing has been built on it.

Somebody asks, with a reason; the worker looks what was built on the run, and either
refuses in numbers or puts child after child back. What stood before stands again under
a run of its own, so that a file can be loaded anew and meets the same children.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, select, update

from lacrecords.audit import services as audit
from lacrecords.children import bulk, taking_back
from lacrecords.children.taking_back import Brought, Taking, Touched
from lacrecords.database import db, is_postgresql, now_utc, transaction
from lacrecords.exchange.built_on import RESTS_ON_NOTHING, built_on
from lacrecords.exchange.loading import Pace
from lacrecords.exchange.long_work import acting_for, put_down_when_told
from lacrecords.exchange.models import ImportedRow, ImportRun
from lacrecords.exchange.upload_models import ImportUndo, ImportUpload
from lacrecords.exchange.uploading import NotNow, job_key, refuse_while_another_works
from lacrecords.queue import queries as queued
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob, Record, nothing_to_record
from lacrecords.rules.authorisation import Actor

UNDO = "import_undo"
FEWEST_CHILDREN, MOST_CHILDREN = 100, 200
"""In one transaction. Every table that speaks of children is asked, for one child or a hundred."""
MOST_FORGOTTEN = 500


def ask_to_undo(actor: Actor, run_id: int, reason: str, now: datetime) -> int:
    """Have a run undone; NotNow where it cannot be. Gives the number of the undoing."""
    run = db.session.get(ImportRun, run_id)
    if run is None:
        raise NotNow("There is no such run")
    refuse_while_another_works()
    refuse_unless_undoable(run)
    undo = ImportUndo(import_run_id=run_id, asked_at=now, asked_by=actor.key, reason=reason)
    db.session.add(undo)
    db.session.flush()
    queue.enqueue(UNDO, {"undo": undo.id}, job_key(UNDO, undo.id, 1), now)
    audit.record(actor, "import_undo_asked", "import_run", run_id)
    return undo.id


def go_on(actor: Actor, run_id: int, now: datetime) -> None:
    """Have the worker take up an undoing that it gave up; NotNow when it has not given up."""
    undo = db.session.scalar(
        select(ImportUndo)
        .where(
            ImportUndo.import_run_id == run_id,
            ImportUndo.finished_at.is_(None),
            ImportUndo.refused_at.is_(None),
        )
        .with_for_update()
    )
    tries = tries_given_up(undo.id, now) if undo else 0
    if undo is None or not tries:
        raise NotNow("The work has not been given up. It goes on by itself")
    queue.enqueue(UNDO, {"undo": undo.id}, job_key(UNDO, undo.id, tries + 1), now)
    audit.record(actor, "import_undo_tried_again", "import_run", run_id)


def tries_given_up(undo_id: int, now: datetime) -> int:
    """How often the worker gave an undoing up; nought: it has not, or is at it again."""
    tries = 0
    while job := queued.state_of(job_key(UNDO, undo_id, tries + 1), now):
        if not job.gave_up:
            return 0
        tries += 1
    return tries


def refuse_unless_undoable(run: ImportRun) -> None:
    """NotNow for a run that is not at its end, was undone, or is an undoing itself."""
    undos = db.session.scalars(
        select(ImportUndo).where(
            (ImportUndo.import_run_id == run.id) | (ImportUndo.own_run_id == run.id)
        )
    ).all()
    if any(undo.own_run_id == run.id for undo in undos):
        raise NotNow("This run undid another. Load the file again instead")
    if any(undo.own_run_id for undo in undos):
        raise NotNow("This run has been undone already")
    stopped = select(ImportUpload.stopped_at).where(ImportUpload.import_run_id == run.id)
    if run.finished_at is None and not (db.session.scalar(stopped) or _was_finished_by(run)):
        raise NotNow("This run has not ended. Load its file again to finish it, then undo it")


def _was_finished_by(run: ImportRun) -> int | None:
    """The later run of a command that loaded the same file to its end, after this one was killed.

    A run of an upload is gone on with under its own number; that of a command is not.
    """
    own = select(ImportUndo.own_run_id).where(ImportUndo.own_run_id.is_not(None))
    uploaded = select(ImportUpload.id).where(ImportUpload.import_run_id == run.id)
    later = select(ImportRun.id).where(
        ImportRun.id > run.id,
        ImportRun.file_digest == run.file_digest,
        ImportRun.finished_at.is_not(None),
        ImportRun.id.not_in(own),
        ~uploaded.exists(),
    )
    return db.session.scalar(later.limit(1))


def undo_run(claimed: ClaimedJob, _now: datetime) -> Record:
    """Undo a run child by child; it writes a refusal where something was built on the run."""
    undo = db.session.get(ImportUndo, claimed.payload["undo"], populate_existing=True)
    if undo is None or undo.finished_at or undo.refused_at:
        return nothing_to_record
    run = db.session.get_one(ImportRun, undo.import_run_id)
    work = _Undoing(claimed, undo.id, acting_for(undo.asked_by), Brought(run.id, run.started_at))
    touched = taking_back.touched(work.brought)
    if undo.own_run_id is None:
        found = built_on(touched.child_ids, work.brought)
        if found:
            return work.refusal(found)
        with transaction():
            work.begin(len(touched.child_ids))
    work.put_back(touched)
    return work.ended


@dataclass(frozen=True, slots=True)
class _Undoing:
    claimed: ClaimedJob
    undo_id: int
    actor: Actor
    brought: Brought

    def refusal(self, found: Counter[str]) -> Record:
        """Write down on what the run is built, in counts, and that it stands."""

        def record(now: datetime) -> None:
            _note(self.undo_id, refused_at=now, built_on=dict(found))
            audit.record(self.actor, "import_undo_refused", "import_run", self.brought.run_id)

        return record

    def begin(self, children: int) -> None:
        """Make the run under which what stood before stands again."""
        undone = db.session.get_one(ImportRun, self.brought.run_id)
        own = ImportRun(
            started_at=now_utc(),
            started_by=self.actor.key,
            file_name=undone.file_name,
            file_digest=undone.file_digest,
            whole=undone.whole,
        )
        db.session.add(own)
        db.session.flush()
        _note(self.undo_id, own_run_id=own.id, children_expected=children)
        audit.record(self.actor, "import_undo_begin", "import_run", self.brought.run_id)

    def put_back(self, touched: Touched) -> None:
        """Child after child, in transactions as short as those of the loading."""
        pace = Pace(rests=not is_postgresql(db.session()))
        undo = db.session.get_one(ImportUndo, self.undo_id, populate_existing=True)
        left = [child_id for child_id in touched.child_ids if child_id > undo.last_child_id]
        while left:
            put_down_when_told()
            pace.rest()
            some = left[: max(FEWEST_CHILDREN, min(pace.children, MOST_CHILDREN))]
            began = time.monotonic()
            with transaction():
                self._put_back_some(some, touched.tables)
            pace.learn(len(some), time.monotonic() - began)
            left = left[len(some) :]
        self._forget_the_rest(undo.own_run_id or 0)

    def _forget_the_rest(self, own_run_id: int) -> None:
        """Children of whom the run said something and changed nothing: a conflict is one."""
        said = select(ImportedRow.child_id).where(ImportedRow.import_run_id == self.brought.run_id)
        while some := db.session.scalars(said.limit(MOST_FORGOTTEN)).all():
            put_down_when_told()
            with transaction():
                queue.renew(self.claimed, now_utc())
                _forget_what_the_file_said(some, own_run_id)

    def _put_back_some(self, child_ids: Sequence[int], tables: Sequence[Table]) -> None:
        now = now_utc()
        queue.renew(self.claimed, now)
        undo = db.session.get_one(ImportUndo, self.undo_id, populate_existing=True)
        own = db.session.get_one(ImportRun, undo.own_run_id)
        taking = Taking(own.id, own.started_at, self.actor.key, undo.reason)
        bulk.lock_children(child_ids)
        # Somebody may have changed a child since the run was looked at: hers stays as it is.
        built = taking_back.changed_since(child_ids, self.brought).everybody()
        added = taking_back.added(child_ids, self.brought)
        built |= set(taking_back.spoken_of(added, self.brought, RESTS_ON_NOTHING))
        free = [child_id for child_id in child_ids if child_id not in built]
        if free:
            taking_back.take_back(free, tables, self.brought, taking)
            _forget_what_the_file_said(free, own.id)
            audit.record(self.actor, "import_undo_batch", "import_run", self.brought.run_id)
        undo.last_child_id = child_ids[-1]
        undo.children_done += len(free)
        undo.children_left += len(child_ids) - len(free)
        undo.progress_at = now

    def ended(self, now: datetime) -> None:
        """Write down that the run is undone."""
        undo = db.session.get_one(ImportUndo, self.undo_id, populate_existing=True)
        undo.finished_at = now
        counted = {"finished_at": now, "rows_read": undo.children_expected}
        counted |= {"rows_changed": undo.children_done, "rows_unchanged": undo.children_left}
        db.session.execute(
            update(ImportRun).where(ImportRun.id == undo.own_run_id).values(**counted)
        )
        audit.record(self.actor, "import_undo_end", "import_run", self.brought.run_id)


def _note(undo_id: int, **values: object) -> None:
    db.session.execute(update(ImportUndo).where(ImportUndo.id == undo_id).values(**values))


def _forget_what_the_file_said(child_ids: Sequence[int], own_run_id: int) -> None:
    """The same file says something new again, and meets the same children."""
    db.session.execute(
        update(ImportedRow)
        .where(ImportedRow.child_id.in_(child_ids))
        .values(digest="", import_run_id=own_run_id)
    )
