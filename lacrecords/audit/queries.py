"""Reading the trail: who looked at this, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import db


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the trail as a page shows it; `actor` is a key, not a name."""

    at: datetime
    actor: str
    action: str
    outcome: str


def latest_about(
    subject_kind: str, subject_id: int, most: int = 25, refused: bool = True
) -> tuple[Entry, ...]:
    """The latest entries about one thing, newest first, with or without what was refused."""
    found = select(AuditEntry).where(
        AuditEntry.subject_kind == subject_kind, AuditEntry.subject_id == subject_id
    )
    if not refused:
        found = found.where(AuditEntry.outcome != "refused")
    rows = db.session.scalars(found.order_by(AuditEntry.id.desc()).limit(most))
    return tuple(Entry(row.at, row.actor, row.action, row.outcome) for row in rows)


def newest_entry() -> int:
    """The number of the newest entry; nought when there is none."""
    return db.session.scalar(select(func.max(AuditEntry.id))) or 0
