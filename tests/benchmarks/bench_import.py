"""How long a register takes to load, and how long people wait meanwhile. For a quiet machine.

Goals: 100,000 children in 150 s and under 1 GB on SQLite, the pauses included. Run with
`make bench`.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles

import pytest
from flask import Flask
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import func, select, text

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.children.models import Child
from lacrecords.database import db, now_utc, transaction
from lacrecords.demo.circumstances import with_circumstances
from lacrecords.demo.families import families
from lacrecords.demo.register import write_register

CHILDREN = 100_000
MOST_SECONDS_A_CHILD = 150 / 100_000
MOST_MEMORY = 1_000_000_000


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register of the demo's people."""
    path, today = tmp_path / "register.csv", now_utc().date()
    made = families(11, CHILDREN, today)
    write_register(path, with_circumstances(made, CHILDREN, 11, today, ()))
    return path


def test_a_large_register_is_loaded_in_time_and_in_little_memory(
    benchmark: BenchmarkFixture, app: Flask, environment: dict[str, str], register: Path
) -> None:
    benchmark.pedantic(_load, (register, environment), rounds=1)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Child)) == CHILDREN
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    benchmark.extra_info["memory_bytes"] = memory
    assert memory < MOST_MEMORY
    assert benchmark.stats["max"] < 15 + CHILDREN * MOST_SECONDS_A_CHILD


def test_people_read_and_write_while_a_register_is_loaded(
    benchmark: BenchmarkFixture, app: Flask, environment: dict[str, str], register: Path
) -> None:
    waits: dict[str, list[float]] = {"read": [], "write": []}

    def work() -> None:
        load = subprocess.Popen(_words(register), env=environment, stderr=subprocess.DEVNULL)
        with app.app_context():
            while load.poll() is None and len(waits["write"]) < 500:
                waits["read"].append(_timed(_read))
                waits["write"].append(_timed(_write))
                time.sleep(0.02)
        load.kill()
        load.wait()

    benchmark.pedantic(work, rounds=1)
    for kind, seconds in waits.items():
        benchmark.extra_info[f"{kind}_p95"] = quantiles(seconds, n=20)[-1]
        benchmark.extra_info[f"{kind}_most"] = max(seconds)
        assert quantiles(seconds, n=20)[-1] < 0.4


def _words(register: Path) -> list[str]:
    return [sys.executable, "-m", "lacrecords.cli", "import", "register", str(register)]


def _load(register: Path, environment: dict[str, str]) -> None:
    subprocess.run(_words(register), env=environment, check=True, stderr=subprocess.DEVNULL)


def _timed(work: object) -> float:
    began = time.monotonic()
    assert callable(work)
    work()
    return time.monotonic() - began


def _read() -> None:
    db.session.rollback()
    db.session.execute(text("SELECT count(*) FROM children")).all()


def _write() -> None:
    with transaction():
        audit.record(command_actor(), "work_meanwhile", "test")
