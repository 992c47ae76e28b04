"""`kill -9` at random moments: nothing acknowledged is lost, nothing stands half.

The short form runs with all tests; LACRECORDS_FAULTS=long (`make faults`) gives
2,000 submissions, or any number. A kill leaves the page cache alone:
this shows that nothing waits in our process, not that a power cut is survived.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

_ASKED = os.environ.get("LACRECORDS_FAULTS", "80")
SUBMISSIONS = 2000 if _ASKED == "long" else int(_ASKED)
ROUNDS = max(2, SUBMISSIONS // 100)
PROCESSES = 2
BELONGING = {
    "enquirers": "enquiry_id",
    "enquired_children": "enquiry_id",
    "audit_entries": "subject_id",
    "tasks": "enquiry_id",
    "verifications": "enquiry_id",
    "match_decisions": "enquiry_id",
    "outcomes": "enquiry_id",
}
"""Where every enquiry that is kept has a row, and the column that names it."""
UNTOLD = (
    "SELECT id FROM considerations c WHERE NOT EXISTS"
    " (SELECT 1 FROM notifications n WHERE n.consideration_id = c.id)"
)
"""Considerations of which nobody was told."""


class Submitter:
    """A process that submits until it is done or killed, and the references it printed."""

    def __init__(
        self, word: str, count: int, environment: dict[str, str], kill_after: int = 0
    ) -> None:
        """Start it; `kill -9` comes once it has acknowledged `kill_after`, if that is given."""
        self.acknowledged: list[str] = []
        self._kill_after = kill_after
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.submissions", str(count), word],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            # A line without its end was cut off by the kill: nobody was told.
            if line.endswith("\n"):
                self.acknowledged.append(line.strip())
            if len(self.acknowledged) == self._kill_after:
                self._process.kill()

    def wait(self) -> int:
        """Its exit code (-9: killed), once it has ended and all it printed is read."""
        code = self._process.wait(timeout=300)
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A way to read what was kept, that is not the program's."""
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


def rows(engine: Engine, query: str) -> list[str]:
    """The first column of a query."""
    with engine.connect() as connection:
        return [str(value) for (value,) in connection.execute(text(query))]


def test_nothing_acknowledged_is_lost_when_processes_are_killed(
    environment: dict[str, str], engine: Engine
) -> None:
    chance = random.Random(20261110)  # noqa: S311 - only to choose when to kill
    acknowledged: list[str] = []
    each = SUBMISSIONS // PROCESSES
    for _ in range(ROUNDS):
        parts = [
            Submitter(f"part{part}", each, environment, chance.randint(1, each // (ROUNDS + 1)))
            for part in range(PROCESSES)
        ]
        assert [part.wait() for part in parts] == [-signal.SIGKILL] * PROCESSES
        acknowledged += [reference for part in parts for reference in part.acknowledged]
    last = [Submitter(f"part{part}", each, environment) for part in range(PROCESSES)]
    assert [part.wait() for part in last] == [0] * PROCESSES
    acknowledged += [reference for part in last for reference in part.acknowledged]

    kept = rows(engine, "SELECT reference FROM enquiries")
    assert len(kept) == each * PROCESSES
    assert set(acknowledged) <= set(kept)
    assert len(acknowledged) == len(set(acknowledged))
    # What was kept and not acknowledged was killed between the commit and the printing.
    assert len(kept) - len(acknowledged) <= ROUNDS * PROCESSES
    for table, column in BELONGING.items():
        assert _enquiries_without(engine, table, column) == [], table
    assert rows(engine, UNTOLD) == []
    assert rows(engine, "SELECT id FROM considerations") != []


def _enquiries_without(engine: Engine, table: str, column: str) -> list[str]:
    return rows(
        engine,
        f"SELECT reference FROM enquiries e WHERE NOT EXISTS"
        f" (SELECT 1 FROM {table} t WHERE t.{column} = e.id)",
    )
