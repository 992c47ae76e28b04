"""The trail's table. It is added to and never changed; a guard in the database sees to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described


class AuditEntry(Base):
    """One thing done, seen or refused."""

    __tablename__ = "audit_entries"
    __trail__ = True
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject_kind", "subject_id"),
        {"info": {"meaning": "the trail", "class": "trail", "retention": "kept with the register"}},
    )

    id: Mapped[int] = described("number of the entry, in order", primary_key=True)
    at: Mapped[datetime] = described("moment in UTC")
    actor: Mapped[str] = described("who: an account, a command or a job", index=True)
    action: Mapped[str] = described("what was done")
    subject_kind: Mapped[str] = described("what kind of thing it was done to")
    subject_id: Mapped[int | None] = described("number of that thing; empty: none or many")
    outcome: Mapped[str] = described("allowed, refused or failed")
    request: Mapped[str] = described("number of the request or run, to tie entries together")
