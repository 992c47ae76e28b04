"""Asking for a list, agreeing to it, and taking it once; each in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference
from lacrecords.exports.kinds import export_kind, register_export
from lacrecords.exports.models import ExportRequest
from lacrecords.notifications.services import Matter, Notice, Recipient, notify
from lacrecords.procedure import Procedure
from lacrecords.refusals import StepRefused
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.terms import MatterKind, NotificationKind, Role, Urgency

__all__ = ["AskExport", "ExportRefused", "ask", "decide", "register_export", "take"]
DECIDES = (Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN)


class ExportRefused(StepRefused):
    """It cannot be done; `field` says where on the form, `words` why."""


@dataclass(frozen=True, slots=True)
class AskExport:
    """Which list, which part of it, and what for."""

    kind: str
    chosen: Mapping[str, Any]
    purpose: str


def ask(actor: Actor, value: AskExport, now: datetime) -> str:
    """Ask for a list and tell those who may agree; gives the request's reference.

    The same asked twice while it waits is one request.
    """
    kind = export_kind(value.kind)
    if actor.account_id is None or not may(actor.role, kind.action):
        raise ExportRefused("purpose", "You may not read this list")
    for waiting in _waiting(actor.account_id, value.kind):
        if (waiting.chosen, waiting.purpose) == (dict(value.chosen), value.purpose):
            return waiting.reference
    row = ExportRequest(
        reference=new_reference(),
        kind=value.kind,
        chosen=dict(value.chosen),
        purpose=value.purpose,
        asked_at=now,
        asked_by_id=actor.account_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "export_asked", "export_request", row.id)
    # Whoever holds the role and asks is not told of it: the other one decides.
    role = DECIDES[1] if actor.role is DECIDES[0] else DECIDES[0]
    why = f"{actor.name} asks to export: {kind.title.lower()}."
    _tell(actor, NotificationKind.EXPORT_ASKED, Recipient(role=role), row, why, now)
    return row.reference


def decide(actor: Actor, export_id: int, approve: bool, because: str, now: datetime) -> None:
    """Agree that the list may be fetched, or not; never by whoever asked."""
    row = _locked(export_id)
    if not may(actor.role, Action.EXPORT_DECIDE) or actor.account_id == row.asked_by_id:
        raise ExportRefused("approve", "Somebody else must decide")
    if row.decided_at is not None:
        raise ExportRefused("approve", "It was decided meanwhile")
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    row.decided_at, row.decided_by_id = now, actor.account_id
    row.approved, row.decided_because = approve, because
    row.usable_until_at = now + timedelta(hours=procedure.export_usable_hours)
    db.session.flush()
    audit.record(actor, "export_agreed" if approve else "export_refused", "export_request", row.id)
    answer = "You can fetch the list you asked for." if approve else "Your export was refused."
    asker = Recipient(account_id=row.asked_by_id)
    _tell(actor, NotificationKind.EXPORT_DECIDED, asker, row, answer, now)


def take(actor: Actor, export_id: int, rows: int, now: datetime) -> None:
    """Write down that the file goes out now, with so many rows; once, and in time."""
    row = _locked(export_id)
    if not can_be_fetched(row, actor, now):
        raise ExportRefused("", "It can be fetched once, in time, by whoever asked")
    row.fetched_at, row.rows_fetched = now, rows
    db.session.flush()
    audit.record(actor, "export_fetched", "export_request", row.id)


def can_be_fetched(row: ExportRequest, actor: Actor, now: datetime) -> bool:
    """Whether this person may fetch it at this moment, and may still read such a list."""
    in_time = row.usable_until_at is not None and now <= row.usable_until_at
    agreed = bool(row.approved) and row.fetched_at is None and in_time
    may_read = may(actor.role, export_kind(row.kind).action)
    return agreed and may_read and actor.account_id == row.asked_by_id


def _waiting(account_id: int, kind: str) -> list[ExportRequest]:
    found = select(ExportRequest).where(
        ExportRequest.asked_by_id == account_id,
        ExportRequest.kind == kind,
        ExportRequest.decided_at.is_(None),
    )
    return list(db.session.scalars(found))


def _locked(export_id: int) -> ExportRequest:
    return db.session.get_one(
        ExportRequest, export_id, with_for_update=True, populate_existing=True
    )


def _tell(
    actor: Actor,
    kind: NotificationKind,
    recipient: Recipient,
    row: ExportRequest,
    why: str,
    now: datetime,
) -> None:
    notice = Notice(
        kind=kind,
        urgency=Urgency.ROUTINE,
        recipient=recipient,
        matter=Matter(MatterKind.EXPORT, row.reference),
        why=why,
    )
    notify(actor, notice, now)
