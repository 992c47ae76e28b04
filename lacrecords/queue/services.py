"""Queueing work and handing it to workers: at least once, never to two workers at a time.

A job is queued in the transaction that causes it. A worker holds a job for the
length of a lease; when the worker dies the lease ends and another takes over.
Nothing here opens a transaction or does the work.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from lacrecords.database import db, is_postgresql
from lacrecords.queue.models import Job
from lacrecords.queue.work import ClaimedJob

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 16
"""With these pauses a job is tried for about nine hours before a person is shown it."""

KEPT_WHEN_DONE = timedelta(days=30)
FORGOTTEN_AT_ONCE = 500


class LeaseLost(Exception):
    """Another worker has the job now; what this one did must not be written down twice."""


def enqueue(
    kind: str, payload: Mapping[str, Any], idempotency_key: str, run_at: datetime
) -> int | None:
    """Queue one job in the caller's transaction; None when that key was queued before."""
    db.session.flush()
    insert = postgresql.insert if is_postgresql(db.session()) else sqlite.insert
    statement = (
        insert(Job)
        .values(
            kind=kind,
            payload=dict(payload),
            idempotency_key=idempotency_key,
            run_at=run_at,
            attempts=0,
        )
        # Not an error: an error would undo the cause as well.
        .on_conflict_do_nothing(index_elements=["idempotency_key"])
        .returning(Job.id)
    )
    return db.session.scalar(statement)


def anything_waiting(kinds: Collection[str], now: datetime) -> bool:
    """Whether a worker could claim a job of these kinds; reads only."""
    return db.session.scalar(select(Job.id).where(_waiting(kinds, now)).limit(1)) is not None


def claim(
    worker_name: str, kinds: Collection[str], now: datetime, lease: timedelta = LEASE
) -> ClaimedJob | None:
    """Take the job that has waited longest, for the length of the lease; None: there is none."""
    oldest = (
        select(Job)
        .where(_waiting(kinds, now))
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)  # SQLite knows no row locks: its writers queue instead
        .execution_options(populate_existing=True)
    )
    while (job := db.session.scalar(oldest)) is not None:
        if job.attempts >= MOST_ATTEMPTS:  # every worker that took it died
            _give_up(job, "no worker survived it", now)
            continue
        job.attempts += 1
        job.leased_until = now + lease
        job.leased_by = f"{worker_name} {secrets.token_hex(8)}"
        db.session.flush()
        return ClaimedJob(
            job.id, job.kind, dict(job.payload), job.idempotency_key, job.attempts, job.leased_by
        )
    return None


def renew(claimed: ClaimedJob, now: datetime, lease: timedelta = LEASE) -> None:
    """Hold a long job for another lease; LeaseLost when another worker took it meanwhile."""
    _held(claimed).leased_until = now + lease
    db.session.flush()


def finish(claimed: ClaimedJob, now: datetime) -> None:
    """Mark the job as done; LeaseLost when another worker took it meanwhile."""
    job = _held(claimed)
    job.done_at = now
    job.leased_until = job.leased_by = job.last_error = None
    db.session.flush()


def fail(claimed: ClaimedJob, kind: str, now: datetime) -> bool:
    """Let the job wait longer after each failure; True when it is given up for a person to see."""
    job = _held(claimed)
    if claimed.attempts >= MOST_ATTEMPTS:
        _give_up(job, kind, now)
        return True
    job.run_at = now + pause_after(claimed.attempts)
    job.leased_until = job.leased_by = None
    job.last_error = kind
    db.session.flush()
    return False


def pause_after(attempts: int) -> timedelta:
    """How long a job waits after so many failures: twice as long each time, an hour at most."""
    doubled: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def forget_done(now: datetime) -> int:
    """Delete a batch of jobs done longer ago than their retention; jobs given up are kept."""
    old = select(Job.id).where(_forgettable(now)).limit(FORGOTTEN_AT_ONCE)
    gone = db.session.scalars(delete(Job).where(Job.id.in_(old)).returning(Job.id))
    return len(gone.all())


def anything_to_forget(now: datetime) -> bool:
    """Whether jobs stand that were done longer ago than their retention; reads only."""
    return db.session.scalar(select(Job.id).where(_forgettable(now)).limit(1)) is not None


def _forgettable(now: datetime) -> ColumnElement[bool]:
    return Job.done_at < now - KEPT_WHEN_DONE


def _waiting(kinds: Collection[str], now: datetime) -> ColumnElement[bool]:
    return and_(
        Job.done_at.is_(None),
        Job.gave_up_at.is_(None),
        Job.run_at <= now,
        or_(Job.leased_until.is_(None), Job.leased_until <= now),
        Job.kind.in_(sorted(kinds)),
    )


def _held(claimed: ClaimedJob) -> Job:
    job = db.session.scalar(
        select(Job)
        .where(Job.id == claimed.id, Job.leased_by == claimed.lease)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if job is None:
        raise LeaseLost(str(claimed.id))
    return job


def _give_up(job: Job, kind: str, now: datetime) -> None:
    job.gave_up_at = now
    job.leased_until = job.leased_by = None
    job.last_error = kind
    db.session.flush()
