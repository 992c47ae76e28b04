"""What a piece of background work is: a claimed job, its handler, and a periodic duty.

Slices declare handlers and duties with these words; the worker composes them.
Nothing here runs anything.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

Record: TypeAlias = Callable[[datetime], None]
"""Writes down what a handler did, in the transaction that finishes (or fails) its job."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """One job that this worker holds until its lease ends."""

    id: int
    kind: str
    payload: dict[str, Any]
    idempotency_key: str
    attempts: int
    lease: str


Handler: TypeAlias = Callable[[ClaimedJob, datetime], Record]
"""Does one job outside any transaction and gives back how to write it down."""


def nothing_to_record(_now: datetime) -> None:
    """The record of a job that leaves nothing behind."""


def _never() -> bool:
    return False


stopping: ContextVar[Callable[[], bool]] = ContextVar("stopping", default=_never)
"""Whether the worker was told to stop: a long job asks, and puts its work down when it was."""


class TryAgainLater(Exception):
    """The job could not be done this time; `kind` goes into the log, so it names nobody."""

    def __init__(self, kind: str, record: Record = nothing_to_record) -> None:
        super().__init__(kind)
        self.kind = kind
        self.record = record


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the worker looks after again and again.

    `run` reads first, opens `transaction()` only when there is something to do,
    and says how many things it did. Two workers may run it at the same moment.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], int]
