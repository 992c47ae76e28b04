"""Requests to export as one reader sees them: their own, and those they may decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select, true

from lacrecords.database import db
from lacrecords.exports.kinds import export_kind
from lacrecords.exports.models import ExportRequest
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.staff import queries as staff

MOST_SHOWN = 100


class ExportState(StrEnum):
    """Where a request is on its way."""

    WAITS = "waits"
    CAN_BE_FETCHED = "can_be_fetched"
    REFUSED = "refused"
    FETCHED = "fetched"
    RAN_OUT = "ran_out"


STATE_WORDS = {
    ExportState.WAITS: ("Waits for an answer", "blue"),
    ExportState.CAN_BE_FETCHED: ("Can be fetched", "green"),
    ExportState.REFUSED: ("Refused", "red"),
    ExportState.FETCHED: ("Fetched", "grey"),
    ExportState.RAN_OUT: ("Ran out", "grey"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportShown:
    """One request."""

    id: int
    reference: str
    kind: str
    title: str
    chosen: dict[str, object]
    chosen_words: str
    purpose: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    decided_because: str
    usable_until_at: datetime | None
    fetched_at: datetime | None
    rows_fetched: int
    state: ExportState
    is_mine: bool
    is_mine_to_decide: bool


def exports_of(actor: Actor, now: datetime) -> tuple[ExportShown, ...]:
    """The requests that this person made, and all of them for those who decide."""
    found = select(ExportRequest).where(_seen(actor)).order_by(ExportRequest.id.desc())
    return _shown(db.session.scalars(found.limit(MOST_SHOWN)).all(), actor, now)


def export_of(actor: Actor, reference: str, now: datetime) -> ExportShown | None:
    """One request; None: no such request for this reader."""
    found = select(ExportRequest).where(ExportRequest.reference == reference, _seen(actor))
    shown = _shown(db.session.scalars(found).all(), actor, now)
    return shown[0] if shown else None


def _seen(actor: Actor) -> ColumnElement[bool]:
    if may(actor.role, Action.EXPORT_DECIDE):
        return true()
    return ExportRequest.asked_by_id == actor.account_id


def _shown(rows: Sequence[ExportRequest], actor: Actor, now: datetime) -> tuple[ExportShown, ...]:
    people = {one for row in rows for one in (row.asked_by_id, row.decided_by_id) if one}
    names = staff.names_for(f"account:{one}" for one in people)
    return tuple(_one(row, actor, now, names) for row in rows)


def _one(row: ExportRequest, actor: Actor, now: datetime, names: dict[str, str]) -> ExportShown:
    kind, state = export_kind(row.kind), _state(row, now)
    is_mine = row.asked_by_id == actor.account_id
    decides = may(actor.role, Action.EXPORT_DECIDE) and not is_mine
    return ExportShown(
        id=row.id,
        reference=row.reference,
        kind=row.kind,
        title=kind.title,
        chosen=row.chosen,
        chosen_words=kind.describe(row.chosen),
        purpose=row.purpose,
        asked_by=names[f"account:{row.asked_by_id}"],
        asked_at=row.asked_at,
        decided_by=names.get(f"account:{row.decided_by_id}", ""),
        decided_at=row.decided_at,
        decided_because=row.decided_because or "",
        usable_until_at=row.usable_until_at,
        fetched_at=row.fetched_at,
        rows_fetched=row.rows_fetched or 0,
        state=state,
        is_mine=is_mine,
        is_mine_to_decide=decides and state is ExportState.WAITS,
    )


def _state(row: ExportRequest, now: datetime) -> ExportState:
    if row.decided_at is None:
        return ExportState.WAITS
    if not row.approved:
        return ExportState.REFUSED
    if row.fetched_at is not None:
        return ExportState.FETCHED
    in_time = row.usable_until_at is not None and now <= row.usable_until_at
    return ExportState.CAN_BE_FETCHED if in_time else ExportState.RAN_OUT
