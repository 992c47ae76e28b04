"""The worker: does what waits after a commit, and looks after what comes due.

It reads first, writes only to claim and to record, and sends with nothing
locked. It survives a database that is away. It decides nothing: handlers and
duties belong to their slices, and are composed in `duties`.
"""

from __future__ import annotations

import os
import socket
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from lacrecords.audit import services as audit
from lacrecords.database import db, now_utc, transaction
from lacrecords.duties import DUTIES, HANDLERS, LONG_DUTIES, LONG_HANDLERS, RECORD_DUTIES
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob, Duty, Handler, Record, TryAgainLater, stopping
from lacrecords.settings import Settings

log = structlog.get_logger("lacrecords.worker")

LONGEST_PAUSE_SECONDS = 60.0
LONG_WORK_IS_PUT_DOWN_SECONDS = 8.0
"""A long job asks after every few hundred rows whether it is to stop."""


@dataclass(slots=True)
class Worker:
    """One worker: its application, its work, and when each duty was last looked after."""

    app: Flask
    handlers: Mapping[str, Handler] = field(default_factory=lambda: {**HANDLERS, **LONG_HANDLERS})
    duties: tuple[Duty, ...] = field(default_factory=lambda: DUTIES + LONG_DUTIES + RECORD_DUTIES)
    stop: threading.Event = field(default_factory=threading.Event)
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    _looked_after: dict[str, float] = field(default_factory=dict)

    def run_once(self, now: datetime | None = None) -> int:
        """Look after every duty that is due and do every waiting job; how many things were done.

        `now` stands for the clock where it is given.
        """
        audit.request_number.set(uuid.uuid4().hex)
        with self.app.app_context():
            done = sum(self._look_after(duty, now) for duty in self.duties if self._is_due(duty))
            while not self.stop.is_set() and self._do_next_job(now):
                done += 1
            return done

    def run(self, interval: float) -> None:
        """Work until `stop` is set, pausing for `interval` seconds when nothing waits."""
        told = stopping.set(self.stop.is_set)
        try:
            self._work_until_told(interval)
        finally:
            # What is done in this thread afterwards was never told to stop.
            stopping.reset(told)

    def _work_until_told(self, interval: float) -> None:
        failures = 0
        while not self.stop.is_set():
            try:
                self.run_once()
                failures = 0
            except SQLAlchemyError as error:
                failures += 1
                log.error("worker_waits", kind=type(error).__name__, outcome="database unavailable")
            self.stop.wait(min(interval * 2 ** min(failures, 10), LONGEST_PAUSE_SECONDS))

    def _is_due(self, duty: Duty) -> bool:
        last = self._looked_after.get(duty.name)
        return last is None or time.monotonic() - last >= duty.every.total_seconds()

    def _look_after(self, duty: Duty, now: datetime | None) -> int:
        self._looked_after[duty.name] = time.monotonic()
        try:
            done = duty.run(now or now_utc())
        except SQLAlchemyError:
            raise
        except Exception as error:  # one broken duty must not stop the others
            log.error("duty", kind=duty.name, outcome=type(error).__name__)
            return 0
        finally:
            db.session.rollback()
        if done:
            log.info("duty", kind=duty.name, outcome="done", count=done)
        return done

    def _do_next_job(self, now: datetime | None) -> bool:
        claimed = self._claim(now or now_utc())
        if claimed is None:
            return False
        outcome = self._do(claimed, now)
        log.info("job", job_id=claimed.id, kind=claimed.kind, outcome=outcome)
        return True

    def _claim(self, now: datetime) -> ClaimedJob | None:
        waiting = queue.anything_waiting(self.handlers, now)
        db.session.rollback()
        if not waiting:
            return None
        with transaction():
            return queue.claim(self.name, self.handlers, now)

    def _do(self, claimed: ClaimedJob, now: datetime | None) -> str:
        try:
            record = self.handlers[claimed.kind](claimed, now or now_utc())
            return _written_down(claimed, record, now or now_utc())
        except queue.LeaseLost:
            return "taken over by another worker"
        except TryAgainLater as failure:
            return _put_back(claimed, failure, now or now_utc())
        except Exception as error:  # a broken job waits its turn again and stops nobody else's
            db.session.rollback()
            return _put_back(claimed, TryAgainLater(type(error).__name__), now or now_utc())


def _written_down(claimed: ClaimedJob, record: Record, now: datetime) -> str:
    with transaction():
        queue.finish(claimed, now)
        record(now)
    return "done"


def _put_back(claimed: ClaimedJob, failure: TryAgainLater, now: datetime) -> str:
    try:
        with transaction():
            gave_up = queue.fail(claimed, failure.kind, now)
            failure.record(now)
    except queue.LeaseLost:
        return "taken over by another worker"
    return "given up" if gave_up else "tried again later"


def run_once(app: Flask, now: datetime | None = None) -> int:
    """Look after every duty and do every waiting job once; how many things were done."""
    return Worker(app).run_once(now)


def run_worker(app: Flask, stop: threading.Event, interval: float | None = None) -> None:
    """Work until `stop` is set, as a command or as a thread beside the server.

    `interval` is the pause in seconds when nothing waits; the setting, where it is not given.
    """
    settings: Settings = app.extensions["lacrecords_settings"]
    pause = interval or settings.worker_interval_seconds
    beside = [
        threading.Thread(target=worker.run, args=(pause,), name=name, daemon=True)
        for name, worker in (
            ("long work", Worker(app, handlers=LONG_HANDLERS, duties=(), stop=stop)),
            ("late hits", Worker(app, handlers={}, duties=LONG_DUTIES, stop=stop)),
            ("records", Worker(app, handlers={}, duties=RECORD_DUTIES, stop=stop)),
        )
    ]
    for thread in beside:
        thread.start()
    Worker(app, handlers=HANDLERS, duties=DUTIES, stop=stop).run(pause)
    for thread in beside:
        thread.join(LONG_WORK_IS_PUT_DOWN_SECONDS)
