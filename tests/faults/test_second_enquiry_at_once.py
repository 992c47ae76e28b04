"""Many at once ask about one child not known, each spelling her otherwise: one consideration.

The short form runs always. LACRECORDS_FAULTS=long: 100 trials of 16 threads and 100 of 4
processes, on each database.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.calls import Council, council
from tests.support.many_callers import take_at_once, take_in_processes, what_came_of_it

ROOT = Path(__file__).resolve().parents[2]
LONG = os.environ.get("LACRECORDS_FAULTS") == "long"
TRIALS_OF_THREADS, THREADS = (100, 16) if LONG else (4, 8)
TRIALS_OF_PROCESSES, PROCESSES, CALLS_EACH = (100, 4, 4) if LONG else (1, 4, 2)


def test_threads_that_ask_at_once_raise_exactly_one_consideration(database: str) -> None:
    for _ in range(TRIALS_OF_THREADS):
        with council(database) as there:
            take_at_once(there.app, there.town, range(THREADS))
            assert what_came_of_it(there.app) == (THREADS, THREADS, 1, 1)


def test_processes_that_ask_at_once_raise_exactly_one_consideration(database: str) -> None:
    for _ in range(TRIALS_OF_PROCESSES):
        with council(database) as there:
            take_in_processes(_environment(there), PROCESSES, CALLS_EACH)
            calls = PROCESSES * CALLS_EACH
            assert what_came_of_it(there.app) == (calls, calls, 1, 1)


def _environment(there: Council) -> dict[str, str]:
    settings = there.app.extensions["lacrecords_settings"]
    return os.environ | {
        "LACRECORDS_DATABASE_URL": settings.database_url,
        "PYTHONPATH": str(ROOT),
    }
