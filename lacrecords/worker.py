"""The worker: does what waits after a commit, and looks after what comes due.

It reads first, writes only to claim and to record, and sends with nothing
locked. It survives a database that is away. It decides nothing: handlers and
duties belong to their slices, and are composed here.
"""

from __future__ import annotations

import os
import socket
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.check_requests.warning import warn, warnings_due
from lacrecords.children.adulthood import newly_adult, tell_of_birthday
from lacrecords.children.duplicate_finding import compare_waiting
from lacrecords.children.emergencies import reviews_waiting, tell_of_overdue_review
from lacrecords.clocks import working_days_later
from lacrecords.currency.duties import (
    look_at_changes,
    look_at_everything,
    tell_what_is_late,
)
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.services.awaiting import enter_settled, weigh_waiting
from lacrecords.enquiries.services.late_matching import match_changed_children
from lacrecords.enquiries.services.unattended import (
    enquiries_left_unchecked,
    settle_left_unchecked,
)
from lacrecords.exchange.undoing import UNDO, undo_run
from lacrecords.exchange.upload_jobs import check_upload, load_upload, remove_old_files
from lacrecords.exchange.uploading import CHECK, LOAD
from lacrecords.lists.jobs import LOOK_UP, look_up, remove_old_lists
from lacrecords.movements.missing_late import tell_of_late_standing_down
from lacrecords.movements.next_steps import look_after_all
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.delivery import deliver
from lacrecords.people.indexing import index_waiting_people
from lacrecords.procedure import Procedure
from lacrecords.queue import services as queue
from lacrecords.queue.work import ClaimedJob, Duty, Handler, Record, TryAgainLater, stopping
from lacrecords.risk_notifications.comparing import compare_changed
from lacrecords.risk_notifications.course import look_after_reviews
from lacrecords.settings import Settings

log = structlog.get_logger("lacrecords.worker")

HANDLERS: Mapping[str, Handler] = {"deliver": deliver}
"""Which handler does which kind of job; a slice that queues work adds its line."""

LONG_HANDLERS: Mapping[str, Handler] = {
    CHECK: check_upload,
    LOAD: load_upload,
    UNDO: undo_run,
    LOOK_UP: look_up,
}
"""Handlers that may work for minutes: they have a thread of their own, so that nothing urgent
waits for them."""


def _forget_done_jobs(now: datetime) -> int:
    if not queue.anything_to_forget(now):
        return 0
    with transaction():
        return queue.forget_done(now)


def _settle_unchecked(now: datetime) -> int:
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    settled = 0
    for enquiry_id in enquiries_left_unchecked(procedure, now):
        try:
            with transaction():
                settled += settle_left_unchecked(WORKER, enquiry_id, procedure, now)
        except SQLAlchemyError as failure:
            # One that cannot be settled must not hold up the others; it is tried again.
            log.warning("unchecked", kind=type(failure).__name__)
    return settled


def _tell_of_birthdays(now: datetime) -> int:
    told = newly_adult(now)
    for child_id in told:
        with transaction():
            tell_of_birthday(WORKER, child_id, now)
    return len(told)


def _tell_of_overdue_reviews(now: datetime) -> int:
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    days = procedure.emergency_review_working_days
    overdue = [
        opening_id
        for opening_id, closed_at in reviews_waiting()
        if working_days_later(procedure, closed_at, days) < now
    ]
    for opening_id in overdue:
        with transaction():
            tell_of_overdue_review(WORKER, opening_id, now)
    return len(overdue)


def _weigh_enquiries(now: datetime) -> int:
    return weigh_waiting(WORKER, current_app.extensions["lacrecords_procedure"], now)


def _enter_settled(_now: datetime) -> int:
    return enter_settled(WORKER, current_app.extensions["lacrecords_procedure"])


def _warn_of_checks(now: datetime) -> int:
    warned = 0
    for request_id in warnings_due(now):
        with transaction():
            warned += warn(WORKER, request_id, now)
    return warned


def _match_changed_children(now: datetime) -> int:
    return match_changed_children(current_app.extensions["lacrecords_procedure"], now)


def _compare_people(now: datetime) -> int:
    return compare_changed(current_app.extensions["lacrecords_procedure"], now)


def _risk_reviews(now: datetime) -> int:
    return look_after_reviews(current_app.extensions["lacrecords_procedure"], now)


def _index_people(_now: datetime) -> int:
    return index_waiting_people()


DUTIES: tuple[Duty, ...] = (
    Duty("climb", timedelta(seconds=30), climb_overdue),
    Duty("settle_unchecked", timedelta(minutes=1), _settle_unchecked),
    Duty("eighteenth_birthdays", timedelta(hours=1), _tell_of_birthdays),
    Duty("overdue_reviews", timedelta(minutes=10), _tell_of_overdue_reviews),
    Duty("enter_settled", timedelta(hours=1), _enter_settled),
    Duty("weigh_enquiries", timedelta(seconds=5), _weigh_enquiries),
    Duty("risk_reviews", timedelta(minutes=10), _risk_reviews),
    Duty("index_people", timedelta(minutes=1), _index_people),
    Duty("suitability_checks", timedelta(minutes=5), _warn_of_checks),
    Duty("compare_records", timedelta(seconds=20), compare_waiting),
    Duty("forget_done_jobs", timedelta(hours=1), _forget_done_jobs),
    Duty("remove_uploaded_files", timedelta(hours=1), remove_old_files),
    Duty("remove_lists", timedelta(hours=1), remove_old_lists),
    Duty("movements", timedelta(minutes=10), look_after_all),
    Duty("late_standing_down", timedelta(minutes=10), tell_of_late_standing_down),
    Duty("records_late", timedelta(minutes=10), tell_what_is_late),
)
"""What is looked after again and again; a slice with something that comes due adds its line."""

LONG_DUTIES: tuple[Duty, ...] = (
    Duty("late_hits", timedelta(seconds=2), _match_changed_children),
    Duty("risk_hits", timedelta(seconds=5), _compare_people),
)
"""Duties that may work for minutes after a load: they have a thread of their own as well."""

RECORD_DUTIES: tuple[Duty, ...] = (
    Duty("records_changed", timedelta(seconds=3), look_at_changes),
    Duty("every_record", timedelta(minutes=10), look_at_everything),
)
"""Looking over what the records say: a thread of its own, so that late hits do not wait for it."""

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
