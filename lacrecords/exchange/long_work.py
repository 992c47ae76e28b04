"""What every long job does while it works: keep its lease, say how far it is, stop when told.

A job that is stopped, or whose worker is killed, is tried again and goes on from what
is written already.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from lacrecords.audit.actors import UnattendedActor
from lacrecords.database import now_utc, transaction
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob, TryAgainLater, stopping
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff

EVERY_SECONDS = 2.0
"""Often enough for a page that somebody watches, and far within the lease."""


def put_down_when_told() -> None:
    """Raise TryAgainLater when the worker was told to stop."""
    if stopping.get()():
        raise TryAgainLater("worker stopped")


@dataclass(slots=True)
class Progress:
    """Told how many rows are done; writes it down now and then, and keeps the lease."""

    claimed: ClaimedJob
    note: Callable[[int, datetime], None]
    _written: float = field(default=0.0)

    def __call__(self, done: int) -> None:
        """LeaseLost when another worker has the job now; TryAgainLater when told to stop."""
        put_down_when_told()
        if time.monotonic() - self._written < EVERY_SECONDS:
            return
        now = now_utc()
        with transaction():
            queue.renew(self.claimed, now)
            self.note(done, now)
        self._written = time.monotonic()


def acting_for(key: str) -> Actor:
    """Whoever asked for the work, as the one in whose name it is done."""
    return UnattendedActor(key, staff.names_for({key})[key])
