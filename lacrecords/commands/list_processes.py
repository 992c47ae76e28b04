"""Processes that look up rows of a list beside each other, each with connections of its own.

They read; only the process that began them writes. At most two lots a process wait at a time,
so a list of any length takes the same memory, and answers come in the order of the list.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

from lacrecords.foundation import lay_foundation
from lacrecords.lists.looking import FoundRow, Looker, look
from lacrecords.lists.row_reading import ListedRow

LOTS_A_PROCESS = 2


def many_processes(workers: int, on: date) -> Looker:
    """The looker of so many processes; `on` is the day of rows that give none."""

    def looked(lots: Iterator[list[ListedRow]]) -> Iterator[list[FoundRow]]:
        waiting: deque[Future[list[FoundRow]]] = deque()
        # A fresh process each, never a copy of this one: a copied connection serves two masters.
        fresh = get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=fresh, initializer=_open) as pool:
            try:
                for lot in lots:
                    waiting.append(pool.submit(_look, lot, on))
                    if len(waiting) > LOTS_A_PROCESS * workers:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                pool.shutdown(cancel_futures=True)

    return looked


def _open() -> None:
    """Open the program for as long as this process lives, by the settings of its surroundings."""
    lay_foundation().app_context().push()


def _look(rows: Sequence[ListedRow], on: date) -> list[FoundRow]:
    return look(rows, on)
