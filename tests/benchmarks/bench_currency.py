"""How long it takes to look over the records of a whole register, and of one changed child.

Goals for 100,000 children: 30 seconds of the processor or less, no write of more than a tenth
of a second, memory that does not grow with the register; one changed child in a fifth of a
second. LACRECORDS_BENCH_CHILDREN gives another number, and the first goal goes with it.
"""

from __future__ import annotations

import gc
import os
import time
import tracemalloc
from pathlib import Path

from flask import Flask
from rich.console import Console
from sqlalchemy import Connection, delete, event, func, select

from lacrecords.audit.actors import command_actor
from lacrecords.children.bulk_reading import record_ids_after
from lacrecords.clocks import local_date
from lacrecords.currency import looking_over
from lacrecords.currency.counting import count_the_day
from lacrecords.currency.models import CurrencyFinding
from lacrecords.currency.queries import count_for, open_counts
from lacrecords.currency.worklist import Wanted, counts, worklist
from lacrecords.database import db, now_utc, transaction
from lacrecords.demo.circumstances import with_circumstances
from lacrecords.demo.families import families
from lacrecords.demo.register import write_register
from lacrecords.exchange import loading
from lacrecords.exchange.sources import open_source
from lacrecords.matching.changed import mark_for
from lacrecords.matching.models import ChangeJob, MatchChange
from lacrecords.procedure import load_procedure
from lacrecords.terms import Role
from tests.factories.currency import days_later
from tests.factories.staff import make_account

CHILDREN = int(os.environ.get("LACRECORDS_BENCH_CHILDREN", "100000").split(",")[0])
MOST_SECONDS_A_CHILD = 30 / 100_000
MOST_SECONDS_OF_A_WRITE = 0.1
MOST_SECONDS_OF_ONE_CHILD = 0.2
MOST_MEGABYTES = 60
SEED = 31


def test_every_record_is_looked_over_in_time(app: Flask, tmp_path: Path, database: str) -> None:
    with app.app_context():
        with transaction():
            chief = make_account(Role.DESIGNATED_MANAGER)
        _load(tmp_path / "register.csv")
        with transaction():
            db.session.execute(delete(MatchChange))
        writes = _writes()
        now = now_utc()
        first = _timed(lambda: looking_over.look_over_all(load_procedure(), now, _no_rest))
        next_day = days_later(1)
        again = _timed(lambda: looking_over.look_over_all(load_procedure(), next_day, _no_rest))
        db.session.rollback()
        found = db.session.scalar(select(func.count(CurrencyFinding.id)))
        say = Console(width=160).print
        say(f"\n{database}, {CHILDREN:,} children, {found:,} findings")
        say(f"first look {first:.1f} s of processor, the next day {again:.1f} s")
        say(f"longest write {max(writes):.3f} s of {len(writes):,}")
        pages = {
            "worklist": lambda: worklist(chief, Wanted(), 1, next_day),
            "counts": lambda: counts(chief, Wanted(), next_day),
            "open counts": lambda: open_counts(next_day),
            "navigation": lambda: count_for(chief, next_day),
            "count of the day": lambda: count_the_day(next_day),
        }
        say({name: round(_timed(page), 3) for name, page in pages.items()})
        one = _one_changed_child()
        say(f"one changed child {one:.3f} s")
    assert first < 2 + CHILDREN * MOST_SECONDS_A_CHILD
    assert again < 2 + CHILDREN * MOST_SECONDS_A_CHILD
    assert max(writes) < MOST_SECONDS_OF_A_WRITE
    assert one < MOST_SECONDS_OF_ONE_CHILD


def test_memory_does_not_grow_with_the_register(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        _load(tmp_path / "register.csv", 5_000)
        gc.collect()
        tracemalloc.start()
        looking_over.look_over_all(load_procedure(), now_utc(), _no_rest)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    Console().print(f"\nat most {most / 1e6:.0f} MB")
    assert most < MOST_MEGABYTES * 1e6


def _one_changed_child() -> float:
    """From its mark to its findings."""
    child_id = record_ids_after(CHILDREN // 2, 1)[0]
    times = []
    for _ in range(10):
        with transaction():
            mark_for(db.session(), ChangeJob.RECORD, (child_id,))
        began = time.process_time()
        looking_over.look_over_changed(load_procedure(), now_utc(), _no_rest)
        times.append(time.process_time() - began)
    return sorted(times)[len(times) // 2]


def _writes() -> list[float]:
    """How long each transaction from now on is, by the processor: a busy machine says nothing."""
    taken: list[float] = []
    began: list[float] = []

    def begin(connection: Connection) -> None:
        began[:] = [time.process_time()] if connection.get_execution_options().get("writes") else []

    def commit(_connection: Connection) -> None:
        taken.extend(time.process_time() - at for at in began)

    event.listen(db.engine, "begin", begin)
    event.listen(db.engine, "commit", commit)
    return taken


def _no_rest(_seconds: float) -> None:
    """Nobody else is at work here."""


def _timed(work: object) -> float:
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began


def _load(file: Path, children: int = CHILDREN) -> None:
    now = now_utc()
    today = local_date(now)
    write_register(
        file, with_circumstances(families(SEED, children, today), children, SEED, today, ())
    )
    pace = loading.Pace(rests=False)
    loading.load(open_source(file, today), None, command_actor(), now, pace=pace)
