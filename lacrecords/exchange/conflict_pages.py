"""Conflicts as the pages show them: what the record says, by whom, and what the file says.

A record that is closed to whoever asks is left out, as if it were not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import func, select

from lacrecords.children import queries as children
from lacrecords.children.bulk import model_of
from lacrecords.children.queries import CandidateCard
from lacrecords.children.versions import Version, version_of
from lacrecords.database import db
from lacrecords.exchange.conflicts import Settlement, from_json
from lacrecords.exchange.models import ImportConflict, ImportRun
from lacrecords.exchange.run_pages import Paged
from lacrecords.exchange.settling import record_changed
from lacrecords.exchange.undone import RUNS_UNDONE
from lacrecords.history import Fact
from lacrecords.staff import queries as staff

CONFLICTS_A_PAGE = 25
KIND_WORDS = {
    "identifier": "A number",
    "name": "Name",
    "birth": "Date of birth",
    "characteristics": "Sex and ethnicity",
    "address": "Address",
    "case": "Case",
    "plan": "Child protection plan",
    "lead": "Lead social worker",
    "death": "Death",
    "legal_status": "Legal status",
    "review": "Review of a plan",
    "other_authority": "Another authority",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """One conflict in a list."""

    conflict_id: int
    child_name: str
    what: str
    run_id: int
    settlement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """One conflict: both sides in words, and how it was settled where it was."""

    conflict_id: int
    child_id: int
    child: CandidateCard
    what: str
    run: ImportRun
    record: Version | None
    file: Version | None
    changed: bool
    settlement: str
    settled_by: str
    reason: str


def conflicts(page_number: int, account_id: int | None, on: date, run_id: int | None) -> Paged:
    """Conflicts that nobody has settled, or all of one run; child by child."""
    wanted = _open() if run_id is None else (ImportConflict.import_run_id == run_id,)
    found = db.session.scalars(
        select(ImportConflict)
        .where(*wanted, ImportConflict.child_id.not_in(_closed(wanted, account_id, on)))
        .order_by(ImportConflict.child_id, ImportConflict.id)
        .offset((page_number - 1) * CONFLICTS_A_PAGE)
        .limit(CONFLICTS_A_PAGE + 1)
    ).all()
    names = children.names_of({row.child_id for row in found}, account_id, on)
    rows = tuple(_row(row, names) for row in found[:CONFLICTS_A_PAGE])
    return Paged(rows, page_number, len(found) > CONFLICTS_A_PAGE)


def count_open(account_id: int | None, on: date, run_id: int | None = None) -> int:
    """How many conflicts, of one run or of all, wait to be settled by whoever asks."""
    wanted = _open() if run_id is None else (*_open(), ImportConflict.import_run_id == run_id)
    closed = _closed(wanted, account_id, on)
    counted = select(func.count(ImportConflict.id)).where(
        *wanted, ImportConflict.child_id.not_in(closed)
    )
    return db.session.scalar(counted) or 0


def conflict_page(conflict_id: int, account_id: int | None, on: date) -> ConflictPage | None:
    """One conflict; None: there is none, or the record is closed to whoever asks."""
    conflict = db.session.get(ImportConflict, conflict_id)
    if conflict is None:
        return None
    cards = children.candidate_cards((conflict.child_id,), account_id, on)
    if conflict.child_id not in cards:
        return None
    by = conflict.settled_by or ""
    return ConflictPage(
        conflict_id=conflict.id,
        child_id=conflict.child_id,
        child=cards[conflict.child_id],
        what=_what(conflict),
        run=db.session.get_one(ImportRun, conflict.import_run_id),
        record=version_of(_held(conflict)),
        file=version_of(_said(conflict)),
        changed=conflict.settled_at is None and record_changed(conflict),
        settlement=conflict.settlement or "",
        settled_by=staff.names_for({by})[by] if by else "",
        reason=conflict.settlement_reason or "",
    )


def _open() -> tuple[Any, ...]:
    return (
        ImportConflict.settled_at.is_(None),
        ImportConflict.import_run_id.not_in(RUNS_UNDONE),
    )


def _closed(wanted: tuple[Any, ...], account_id: int | None, on: date) -> Sequence[int]:
    everybody = db.session.scalars(select(ImportConflict.child_id).where(*wanted).distinct())
    return sorted(children.closed_ids(everybody, account_id, on))


def _row(conflict: ImportConflict, names: dict[int, str]) -> ConflictRow:
    words = {
        Settlement.RECORD_STANDS: "The record stands",
        Settlement.FILE_TAKEN: "Taken from the file",
    }
    settled = conflict.settlement
    return ConflictRow(
        conflict_id=conflict.id,
        child_name=names[conflict.child_id],
        what=_what(conflict),
        run_id=conflict.import_run_id,
        settlement=words[Settlement(settled)] if settled else "To settle",
    )


def _what(conflict: ImportConflict) -> str:
    return KIND_WORDS.get(conflict.fact_kind.value, conflict.fact_kind.value)


def _held(conflict: ImportConflict) -> Fact | None:
    if conflict.fact_id is None:
        return None
    model = cast("type[Fact]", model_of(conflict.fact_kind))
    return db.session.get(model, conflict.fact_id)


def _said(conflict: ImportConflict) -> Fact | None:
    """What the file says as a fact that is in no database, so that it reads like the other."""
    said = from_json(conflict.fact_kind, conflict.says)
    if said is None:
        return None
    kept: dict[str, Any] = {
        **said.values,
        "child_id": conflict.child_id,
        "from_on": said.from_on,
        "to_on": said.to_on,
        "recorded_at": conflict.raised_at,
        "recorded_by": "file",
        "reason": "",
        "source": "",
    }
    return cast("Fact", model_of(conflict.fact_kind)(**kept))
