"""Delivery: what leaves the program, crashes, failures, and several workers at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from lacrecords.database import db, transaction
from lacrecords.notifications.channels import CHANNELS, body_of, subject_of
from lacrecords.notifications.models import DeliveryAttempt, Notification
from lacrecords.notifications.services import Recipient, notify
from lacrecords.queue import queries as queue
from lacrecords.queue.services import LEASE, MOST_ATTEMPTS
from lacrecords.queue.work import ClaimedJob, Duty, Record
from lacrecords.terms import Role
from lacrecords.worker import Worker, run_once, run_worker
from tests.factories.notices import HOUR, MONDAY, KeptMessages, make_enquiry, notice
from tests.factories.staff import MAKER, make_account

CANARIES = ("Nightingale", "Bluebell Lane", "BB1 1BB", "Wendell")

PROGRAM = """
import os, sys
from datetime import datetime
from lacrecords.foundation import lay_foundation
from lacrecords.notifications.channels import CHANNELS
from lacrecords.worker import run_once
class Kept:
    name = "kept"
    def send(self, message):
        with open(sys.argv[1], "a") as file:
            file.write(message.identity + chr(10))
        if sys.argv[2] == "crash":
            os._exit(9)
CHANNELS["kept"] = Kept()
app = lay_foundation({"notification_channels": "inbox,kept"})
run_once(app, datetime.fromisoformat(sys.argv[3]))
"""


@pytest.fixture
def kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> KeptMessages:
    """A second channel beside the inbox, which keeps what it is given."""
    channel = KeptMessages()
    monkeypatch.setitem(CHANNELS, "kept", channel)
    settings = app.extensions["lacrecords_settings"]
    app.extensions["lacrecords_settings"] = replace(settings, notification_channels="inbox, kept")
    return channel


def _make(app: Flask, number: int = 1) -> str:
    """So many notifications to one worker, whose address it gives."""
    with app.app_context(), transaction():
        worker = make_account(Role.LEAD_SOCIAL_WORKER, name="Wendell Nightingale")
        for _ in range(number):
            enquiry = make_enquiry()[0]
            why = "Nightingale asked about Bluebell Lane, BB1 1BB"
            told = notice(Recipient(account_id=worker.account_id), enquiry, why=why)
            notify(MAKER, told, MONDAY)
        return f"account:{worker.account_id}"


def _attempts(app: Flask, channel: str = "kept") -> list[str]:
    with app.app_context():
        rows = select(DeliveryAttempt.outcome).where(DeliveryAttempt.channel == channel)
        return list(db.session.scalars(rows.order_by(DeliveryAttempt.id)))


def test_what_leaves_is_the_reference_and_the_link_and_nothing_else(
    app: Flask, kept: KeptMessages
) -> None:
    _make(app)
    with capture_logs() as logged:
        run_once(app, MONDAY)
    (message,) = kept.messages
    with app.app_context():
        row = db.session.scalars(select(Notification)).one()
    link = f"http://127.0.0.1:8000/inbox/{row.reference}"
    assert body_of(message) == f"You have an item to read. Reference {row.reference}\n\n{link}\n"
    written = " ".join([subject_of(message), str(asdict(message)), str(logged), _job_rows(app)])
    assert not [canary for canary in CANARIES if canary in written]
    assert {key for line in logged for key in line} <= {
        "event",
        "log_level",
        "job_id",
        "kind",
        "outcome",
        "count",
    }


def _job_rows(app: Flask) -> str:
    with app.app_context():
        return str(db.session.execute(text("SELECT * FROM jobs")).all())


def test_each_channel_is_tried_on_its_own_and_the_try_is_kept(
    app: Flask, kept: KeptMessages
) -> None:
    kept.failures = 2
    _make(app)
    for hour in range(4):
        run_once(app, MONDAY + hour * HOUR)
    assert _attempts(app) == ["not reached", "not reached", "delivered"]
    assert _attempts(app, "inbox") == ["delivered"]
    assert len(kept.messages) == 1


def test_a_channel_that_never_answers_is_given_up_and_seen_and_the_inbox_still_has_it(
    app: Flask, kept: KeptMessages
) -> None:
    kept.failures = 1000
    _make(app)
    for hour in range(MOST_ATTEMPTS + 2):
        run_once(app, MONDAY + hour * HOUR)
    with app.app_context():
        assert [job.kind for job in queue.given_up()] == ["deliver"]
    assert _attempts(app, "inbox")[0] == "delivered"


def test_a_channel_taken_out_of_the_settings_stops_nobody(
    app: Flask, kept: KeptMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make(app)
    monkeypatch.delitem(CHANNELS, "kept")
    run_once(app, MONDAY)
    assert _attempts(app) == ["no such channel"]
    assert _attempts(app, "inbox") == ["delivered"]


def test_many_threads_deliver_each_notification_once(app: Flask, kept: KeptMessages) -> None:
    _make(app, 12)
    threads = [threading.Thread(target=run_once, args=(app, MONDAY)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    run_once(app, MONDAY + HOUR)  # whatever a busy database put back
    identities = [message.identity for message in kept.messages]
    assert len(identities) == len(set(identities)) == 12
    assert _attempts(app) == ["delivered"] * 12


def _start(environment: dict[str, str], file: Path, how: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", PROGRAM, str(file), how, MONDAY.isoformat()]
    return subprocess.Popen(words, env=environment)


def test_several_processes_deliver_each_notification_once(
    app: Flask, kept: KeptMessages, environment: dict[str, str], tmp_path: Path
) -> None:
    _make(app, 12)
    processes = [_start(environment, tmp_path / "sent", "well") for _ in range(2)]
    assert [process.wait(120) for process in processes] == [0, 0]
    sent = (tmp_path / "sent").read_text().split()
    assert len(sent) == len(set(sent)) == 12
    assert _attempts(app) == ["delivered"] * 12


def test_a_crash_after_sending_sends_once_more_under_the_same_identity(
    app: Flask, kept: KeptMessages, environment: dict[str, str], tmp_path: Path
) -> None:
    _make(app)
    assert _start(environment, tmp_path / "sent", "crash").wait(120) == 9
    run_once(app, MONDAY)
    assert kept.messages == []  # the lease still stands
    run_once(app, MONDAY + LEASE)
    (again,) = kept.messages
    assert (tmp_path / "sent").read_text().split() == [again.identity]
    assert _attempts(app) == ["delivered"]
    assert run_once(app, MONDAY + 2 * LEASE) == 0


def test_a_broken_handler_or_duty_stops_nothing_else(app: Flask, kept: KeptMessages) -> None:
    _make(app)

    def broken(job: ClaimedJob, _now: object) -> Record:
        raise KeyError("Nightingale")

    def broken_duty(_now: object) -> int:
        raise KeyError("Nightingale")

    duties = (Duty("broken", HOUR, broken_duty),)
    worker = Worker(app, handlers={"deliver": broken}, duties=duties)
    with capture_logs() as logged:
        assert worker.run_once(MONDAY) == 2
    assert "Nightingale" not in str(logged)
    assert "KeyError" in str(logged)
    run_once(app, MONDAY + HOUR)
    assert len(kept.messages) == 1


def test_the_worker_survives_a_database_that_is_away_and_stops_when_told(app: Flask) -> None:
    stop, looked = threading.Event(), threading.Event()
    tries: list[int] = []

    def away(_now: object) -> int:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("SELECT", {}, RuntimeError("away"))
        looked.set()
        return 0

    worker = Worker(app, duties=(Duty("away", 0 * HOUR, away),), stop=stop)
    with capture_logs() as logged:
        thread = threading.Thread(target=worker.run, args=(0.01,))
        thread.start()
        assert looked.wait(20)
        stop.set()
        thread.join(20)
    assert not thread.is_alive()
    assert [line["event"] for line in logged].count("worker_waits") == 2


def test_a_worker_told_to_stop_at_once_does_nothing(app: Flask) -> None:
    stop = threading.Event()
    stop.set()
    run_worker(app, stop)
    assert Worker(app, stop=stop).run_once(MONDAY) == 0
