"""The table of jobs. A job row is made in the transaction that causes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described


class Job(Base):
    """One piece of work for the worker."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_waiting", "done_at", "run_at"),
        {
            "info": {
                "meaning": "work waiting for the worker",
                "class": "internal",
                "retention": "30 days after it is done",
            }
        },
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    kind: Mapped[str] = described("which handler does it")
    payload: Mapped[dict[str, Any]] = described("ids the handler needs; never a name")
    idempotency_key: Mapped[str] = described("the same work is never queued twice", unique=True)
    run_at: Mapped[datetime] = described("not before this moment")
    attempts: Mapped[int] = described("how often it was tried", default=0)
    leased_until: Mapped[datetime | None] = described("a worker has it until then")
    leased_by: Mapped[str | None] = described("which worker has it")
    done_at: Mapped[datetime | None] = described("moment it was done")
    gave_up_at: Mapped[datetime | None] = described("moment it was given up and shown to a person")
    last_error: Mapped[str | None] = described("kind of the last failure; no details of people")
