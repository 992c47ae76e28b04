"""Two tables of one total, crossed: which hidden numbers a reader could work out of them.

Each cell is a part of its row and of its column, so the sums hang together in rings and cannot
be turned over one by one. A hidden number could be another one if it can be moved by one and the
sums put right again: down its column, along another row, and so on until the round is closed.
That is exact: two tables of whole numbers with the same sums differ by such rounds and nothing
else. Pure. Source: product, C5; the cell suppression of official statistics.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lacrecords.terms import Mark

Steps = Mapping[str, list[tuple[str, str]]]
"""From a line to the lines that a round can go on to, and over which number."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A total that is divided by rows and by columns, and every cell, row by row."""

    total: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]

    def numbers(self) -> tuple[str, ...]:
        """Every number but the total of all."""
        return (*self.rows, *self.columns, *(one for row in self.cells for one in row))

    def sums(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The sum of each row and of each column, with its cells."""
        yield from zip(self.rows, self.cells, strict=True)
        yield from zip(self.columns, zip(*self.cells, strict=True), strict=True)

    def places(self) -> dict[tuple[int, int], str]:
        """Every number by its line and column; the sums stand behind the last of each."""
        inner = {
            (down, across): name
            for down, row in enumerate(self.cells)
            for across, name in enumerate(row)
        }
        ends = {(down, len(self.columns)): name for down, name in enumerate(self.rows)}
        feet = {(len(self.rows), across): name for across, name in enumerate(self.columns)}
        return inner | ends | feet


def worked_out(
    cross: CrossTable,
    counts: Mapping[str, int],
    found: Mapping[str, Mark],
    known: Mapping[str, tuple[float, float]],
) -> str | None:
    """A hidden number that a reader can work out, where the total is shown; None: there is none."""
    steps = _steps(cross, counts, known)
    hidden = (name for name in cross.numbers() if found[name] is not Mark.SHOWN)
    return next((name for name in hidden if not _could_be_another(name, steps)), None)


def _steps(
    cross: CrossTable, counts: Mapping[str, int], known: Mapping[str, tuple[float, float]]
) -> Steps:
    """A round goes from a row to a column where a cell becomes more, back where one becomes less.

    A sum at the end of its line becomes less where a cell would become more.
    """
    sums = {*cross.rows, *cross.columns}
    steps: dict[str, list[tuple[str, str]]] = {}
    for (down, across), name in cross.places().items():
        least, most = known[name]
        more, less = counts[name] < most, counts[name] > least
        if name in sums:
            more, less = less, more
        row, column = f"row {down}", f"column {across}"
        if more:
            steps.setdefault(row, []).append((column, name))
        if less:
            steps.setdefault(column, []).append((row, name))
    return steps


def _could_be_another(name: str, steps: Steps) -> bool:
    own = [(start, end) for start, ends in steps.items() for end, over in ends if over == name]
    return any(_leads_back(end, start, name, steps) for start, end in own)


def _leads_back(start: str, end: str, without: str, steps: Steps) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for line, over in steps.get(waiting.pop(), ()):
            if over != without and line not in seen:
                seen.add(line)
                waiting.append(line)
    return end in seen


def hide_more_around(
    name: str,
    cross: CrossTable,
    counts: Mapping[str, int],
    found: dict[str, Mark],
    smallest: int,
) -> None:
    """Hold back the least numbers that make a round of four with it.

    Where there are none, its line is not broken down; else the whole table; else its total.
    """
    rounds = list(_rounds(name, cross, counts, found, smallest))
    if rounds:
        least = min(rounds, key=lambda one: sum(counts[number] for number in one))
        found.update(dict.fromkeys(least, Mark.WITHHELD))
        return
    lines = [cells for total, cells in cross.sums() if name in (total, *cells)]
    for numbers in (*lines, cross.numbers(), (cross.total,)):
        if any(found[one] is not Mark.TOO_FEW for one in numbers):
            found.update(dict.fromkeys(numbers, Mark.TOO_FEW))
            return


def _rounds(
    name: str,
    cross: CrossTable,
    counts: Mapping[str, int],
    found: Mapping[str, Mark],
    smallest: int,
) -> Iterator[tuple[str, ...]]:
    """The numbers to be held back for each round of four: none of them small, at least one."""
    places = cross.places()
    down, across = next(place for place, one in places.items() if one == name)
    for (other, beside), opposite in places.items():
        along, below = places.get((down, beside)), places.get((other, across))
        if other == down or beside == across or along is None or below is None:
            continue
        shown = tuple(one for one in (along, below, opposite) if found[one] is Mark.SHOWN)
        if shown and all(counts[one] >= smallest for one in shown):
            yield shown
