"""Many who read, think and write at once lose nothing; with the engine as it comes they do.

Eight threads raise one counter a hundred times each, by reading it and writing
one more. PostgreSQL needs the row to be locked while it is thought about.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, select, text
from sqlalchemy.exc import OperationalError

from lacrecords.database import WRITER_WAITS_SECONDS, db, now_utc, transaction
from lacrecords.queue.models import Job

THREADS, TIMES, FEWER_TIMES = 8, 100, 25


def in_threads(work: Callable[[], None]) -> None:
    """Run the same work in every thread, all starting together."""
    start = threading.Barrier(THREADS)

    def begin() -> None:
        start.wait()
        work()

    threads = [threading.Thread(target=begin) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_eight_threads_that_read_then_write_lose_nothing(app: Flask) -> None:
    with app.app_context(), transaction():
        db.session.add(Job(kind="x", payload={}, idempotency_key="one", run_at=now_utc()))

    def raise_counter() -> None:
        with app.app_context():
            for _ in range(TIMES):
                with transaction():
                    counter = db.session.scalars(select(Job).with_for_update()).one()
                    counter.attempts = counter.attempts + 1

    in_threads(raise_counter)
    with app.app_context():
        assert db.session.scalars(select(Job.attempts)).one() == THREADS * TIMES


def test_the_engine_as_it_comes_loses_some(tmp_path: Path) -> None:
    """Why `configure_engine` is there: the same work, without it, on SQLite."""
    engine = create_engine(f"sqlite:///{tmp_path}/naive.sqlite3", connect_args={"timeout": 20})
    event.listen(engine, "connect", lambda opened, _: opened.execute("PRAGMA synchronous=OFF"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (number INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    refused: list[str] = []

    def raise_counter() -> None:
        for _ in range(FEWER_TIMES):
            try:
                with engine.begin() as connection:
                    number = connection.execute(text("SELECT number FROM counter")).scalar_one()
                    connection.execute(text("UPDATE counter SET number = :n"), {"n": number + 1})
            except OperationalError as locked:
                refused.append(str(locked))

    in_threads(raise_counter)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT number FROM counter")).scalar_one()
    engine.dispose()
    assert kept < THREADS * FEWER_TIMES - len(refused), "lost, and nobody was told"


def test_a_reader_never_waits_for_a_writer(app: Flask) -> None:
    with app.app_context():
        with transaction():
            db.session.add(Job(kind="x", payload={}, idempotency_key="one", run_at=now_utc()))
            db.session.flush()
            seen: list[int] = []

            def read() -> None:
                with app.app_context():
                    seen.append(len(db.session.scalars(select(Job.id)).all()))

            reader = threading.Thread(target=read)
            reader.start()
            reader.join(2)
            assert seen == [0], "the reader waited, or saw what was not kept yet"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_writer_waits_for_another_instead_of_failing(app: Flask) -> None:
    done: list[str] = []

    def write(key: str) -> None:
        with app.app_context(), transaction():
            db.session.add(Job(kind="x", payload={}, idempotency_key=key, run_at=now_utc()))
        done.append(key)

    with app.app_context(), transaction():
        other = threading.Thread(target=write, args=("second",))
        other.start()
        other.join(0.3)
        assert done == []
    other.join(5)
    assert done == ["second"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_writer_has_a_turn_among_writers_that_never_rest(app: Flask) -> None:
    """With SQLite's own waiting, one in a hundred of such writers was refused after 5 seconds."""
    stop = threading.Event()
    refused: list[str] = []

    def write_without_rest() -> None:
        while not stop.is_set():
            try:
                with app.app_context(), transaction():
                    stop.wait(0.02)
            except OperationalError as locked:
                refused.append(str(locked))

    threads = [threading.Thread(target=write_without_rest) for _ in range(4)]
    for thread in threads:
        thread.start()
    waits = []
    for _ in range(5):
        began = time.monotonic()
        with app.app_context(), transaction():
            waits.append(time.monotonic() - began)
    stop.set()
    for thread in threads:
        thread.join()
    assert refused == []
    assert max(waits) < WRITER_WAITS_SECONDS / 2
