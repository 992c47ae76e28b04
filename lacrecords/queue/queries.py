"""What people see of the queue: work that was given up, and how long work has waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.queue.models import Job


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A job that was tried too often; a person must look after it."""

    id: int
    kind: str
    gave_up_at: datetime
    attempts: int
    last_error: str


def given_up(most: int = 100) -> tuple[GivenUp, ...]:
    """Jobs that were given up, the latest first."""
    rows = db.session.scalars(
        select(Job).where(Job.gave_up_at.is_not(None)).order_by(Job.id.desc()).limit(most)
    )
    return tuple(
        GivenUp(row.id, row.kind, row.gave_up_at, row.attempts, row.last_error or "")
        for row in rows
        if row.gave_up_at
    )


@dataclass(frozen=True, slots=True)
class JobState:
    """How one job stands, for the page that waits for it."""

    asked_at: datetime
    attempts: int
    held: bool
    done: bool
    gave_up: bool
    last_error: str


def state_of(idempotency_key: str, now: datetime) -> JobState | None:
    """The job that was queued under this key; None: none was, or it was done long ago."""
    job = db.session.scalar(select(Job).where(Job.idempotency_key == idempotency_key))
    if job is None:
        return None
    return JobState(
        asked_at=job.run_at,
        attempts=job.attempts,
        held=job.leased_until is not None and job.leased_until > now,
        done=job.done_at is not None,
        gave_up=job.gave_up_at is not None,
        last_error=job.last_error or "",
    )


def waiting_since(now: datetime) -> datetime | None:
    """Since when the oldest job that is due has waited; None: nothing waits."""
    moment: datetime | None = db.session.scalar(
        select(func.min(Job.run_at)).where(
            Job.done_at.is_(None), Job.gave_up_at.is_(None), Job.run_at <= now
        )
    )
    return moment
