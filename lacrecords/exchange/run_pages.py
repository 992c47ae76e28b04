"""The history of runs, by page and by command alike, and all that is kept of one run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lacrecords.children import bulk
from lacrecords.database import db, now_utc
from lacrecords.exchange import upload_folder
from lacrecords.exchange.models import ImportAbsence, ImportedRow, ImportRun
from lacrecords.exchange.undoing import tries_given_up
from lacrecords.exchange.upload_jobs import LOAD_REJECTS
from lacrecords.exchange.upload_models import ImportUndo, ImportUpload
from lacrecords.staff import queries as staff

RUNS_A_PAGE = 25
NUMBERS_A_PAGE = 100


class RunState(StrEnum):
    """What became of a run."""

    LOADED = "loaded"
    LOADING = "loading"
    UNFINISHED = "unfinished"
    BEING_UNDONE = "being_undone"
    UNDOING_GAVE_UP = "undoing_gave_up"
    UNDONE = "undone"
    UNDOING = "undoing"


@dataclass(frozen=True, slots=True)
class UndoShown:
    """Somebody asked to undo the run: who, when, why, and what became of that."""

    asked_at: datetime
    asked_by: str
    reason: str
    built_on: dict[str, Any]
    refused: bool
    finished: bool
    children_expected: int
    children_done: int
    children_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run in the history."""

    run: ImportRun
    by: str
    state: RunState
    undoes: int | None
    upload_reference: str | None
    undos: Sequence[UndoShown]

    @property
    def may_be_undone(self) -> bool:
        """Whether somebody may ask for it: it is no undoing, and not undone or being undone."""
        return self.state in (RunState.LOADED, RunState.UNFINISHED)


@dataclass(frozen=True, slots=True)
class Paged:
    """Some of many rows: which page this is and whether there are more."""

    rows: Sequence[Any]
    number: int
    more: bool


def runs(page_number: int) -> Paged:
    """The runs, the newest first."""
    found = db.session.scalars(
        select(ImportRun)
        .order_by(ImportRun.id.desc())
        .offset((page_number - 1) * RUNS_A_PAGE)
        .limit(RUNS_A_PAGE + 1)
    ).all()
    return Paged(_rows(found[:RUNS_A_PAGE]), page_number, len(found) > RUNS_A_PAGE)


def run_row(run_id: int) -> RunRow | None:
    """One run; None: there is none with this number."""
    run = db.session.get(ImportRun, run_id)
    return _rows([run])[0] if run else None


def not_in_file(run_id: int, page_number: int) -> Paged:
    """The authority's numbers of children whom a whole file did not name, in order."""
    found = db.session.execute(
        select(ImportedRow.authority_number, ImportedRow.child_id)
        .join(ImportAbsence, ImportAbsence.child_id == ImportedRow.child_id)
        .where(ImportAbsence.import_run_id == run_id)
        .order_by(ImportedRow.authority_number)
        .offset((page_number - 1) * NUMBERS_A_PAGE)
        .limit(NUMBERS_A_PAGE + 1)
    ).all()
    sealed = bulk.sealed_children({child_id for _, child_id in found})  # Perhaps since the run.
    shown = [number for number, child_id in found[:NUMBERS_A_PAGE] if child_id not in sealed]
    return Paged(shown, page_number, len(found) > NUMBERS_A_PAGE)


def rejects_of(run_id: int) -> Path | None:
    """Where the findings of a run are listed; None: nothing was found, or it is not kept here."""
    upload = db.session.scalar(select(ImportUpload).where(ImportUpload.import_run_id == run_id))
    if upload is None or upload.files_removed_at is not None:
        return None
    path = upload_folder.path_of(upload.folder) / LOAD_REJECTS
    return path if path.is_file() else None


def _rows(found: Sequence[ImportRun]) -> tuple[RunRow, ...]:
    ids = [run.id for run in found]
    undos = _undos_about(ids)
    uploads = db.session.scalars(select(ImportUpload).where(ImportUpload.import_run_id.in_(ids)))
    by_run = {upload.import_run_id: upload for upload in uploads}
    keys = {run.started_by for run in found} | {undo.asked_by for undo in undos}
    names = staff.names_for(keys)
    rows = []
    for run in found:
        upload = by_run.get(run.id)
        own = [undo for undo in undos if undo.import_run_id == run.id]
        undoes = next((undo for undo in undos if undo.own_run_id == run.id), None)
        rows.append(
            RunRow(
                run=run,
                by=names[run.started_by],
                state=_state(run, upload, own, undoes),
                undoes=undoes.import_run_id if undoes else None,
                upload_reference=upload.reference if upload else None,
                undos=tuple(_shown(undo, names) for undo in own),
            )
        )
    return tuple(rows)


def _undos_about(run_ids: Iterable[int]) -> Sequence[ImportUndo]:
    wanted = set(run_ids)
    return db.session.scalars(
        select(ImportUndo)
        .where(ImportUndo.import_run_id.in_(wanted) | ImportUndo.own_run_id.in_(wanted))
        .order_by(ImportUndo.id.desc())
    ).all()


def _state(
    run: ImportRun, upload: ImportUpload | None, own: Sequence[ImportUndo], undoes: object
) -> RunState:
    waiting = [undo for undo in own if not undo.refused_at]
    loading = upload is not None and not upload.loaded_at and not upload.stopped_at
    said = (
        (undoes, RunState.UNDOING),
        (any(undo.finished_at for undo in waiting), RunState.UNDONE),
        (any(tries_given_up(undo.id, now_utc()) for undo in waiting), RunState.UNDOING_GAVE_UP),
        (waiting, RunState.BEING_UNDONE),
        (loading, RunState.LOADING),
        (run.finished_at, RunState.LOADED),
    )
    return next((state for is_so, state in said if is_so), RunState.UNFINISHED)


def _shown(undo: ImportUndo, names: dict[str, str]) -> UndoShown:
    return UndoShown(
        asked_at=undo.asked_at,
        asked_by=names[undo.asked_by],
        reason=undo.reason,
        built_on=undo.built_on or {},
        refused=undo.refused_at is not None,
        finished=undo.finished_at is not None,
        children_expected=undo.children_expected,
        children_done=undo.children_done,
        children_left=undo.children_left,
    )
