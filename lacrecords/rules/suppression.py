"""Small numbers in a statement that is passed on: hidden so that nobody can work them out.

A number hidden in one table can be worked out from its total, from the other parts, or from
another table with the same total. So more is hidden until every hidden number could be at
least two different ones. Pure: the numbers and the setting are handed in. Two tables may be
crossed: see `cross_tables`.
Source: product, C5; the authority's own figure in config/procedure.toml.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lacrecords.rules.cross_tables import CrossTable, hide_more_around, worked_out
from lacrecords.terms import Mark

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is the sum of others, as whoever reads the table knows it."""

    total: str
    parts: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


class SharedNumbers(ValueError):
    """Two tables share more than one number, or a number is a part twice; they cannot be judged."""


def is_small(count: int, smallest: int, zero_is_shown: bool) -> bool:
    """A count below the smallest that is shown; nought is small where the setting says so."""
    return count < smallest and (count > 0 or not zero_is_shown)


def marks(
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    smallest: int,
    zero_is_shown: bool,
    crossed: Sequence[CrossTable] = (),
) -> dict[str, Mark]:
    """How each number is to stand, so that none that is hidden can be worked out.

    ValueError: a total is not the sum of its parts. SharedNumbers: the tables hang together
    in a ring other than that of a table that is said to be crossed.
    """
    _refuse_wrong_sums(counts, (*sums, *_sums_inside(crossed)))
    refuse_rings(sums)
    _refuse_shared(sums, crossed)
    found = {
        name: Mark.FEWER if is_small(count, smallest, zero_is_shown) else Mark.SHOWN
        for name, count in counts.items()
    }
    while True:
        _hide_cells_without_total(counts, found, crossed)
        if given_away := _given_away(counts, found, sums, smallest, zero_is_shown):
            _hide_more(given_away[0], counts, found, sums, smallest)
        elif crossing := _given_away_by_crossing(counts, found, crossed, smallest, zero_is_shown):
            name, cross = crossing
            hide_more_around(name, cross, counts, found, smallest)
        else:
            return found


def _hide_cells_without_total(
    counts: Mapping[str, int], found: dict[str, Mark], crossed: Iterable[CrossTable]
) -> None:
    """A total that is hidden is not crossed: whatever its rows and columns are, cells can be found.

    Where a row or a column is shown as nought, its cells are known to be.
    """
    for cross in crossed:
        if found[cross.total] is Mark.SHOWN:
            continue
        none = {
            cell
            for total, cells in cross.sums()
            if found[total] is Mark.SHOWN and not counts[total]
            for cell in cells
        }
        cells = (cell for line in cross.cells for cell in line if cell not in none)
        found.update(dict.fromkeys(cells, Mark.TOO_FEW))


def _given_away_by_crossing(
    counts: Mapping[str, int],
    found: Mapping[str, Mark],
    crossed: Iterable[CrossTable],
    smallest: int,
    zero_is_shown: bool,
) -> tuple[str, CrossTable] | None:
    known = what_a_reader_knows(counts, found, smallest, zero_is_shown)
    for cross in crossed:
        if found[cross.total] is Mark.SHOWN:
            name = worked_out(cross, counts, found, known)
            if name is not None:
                return name, cross
    return None


def what_a_reader_knows(
    counts: Mapping[str, int], found: Mapping[str, Mark], smallest: int, zero_is_shown: bool
) -> dict[str, Range]:
    """From each number alone, as it stands: the least and the greatest that it can be.

    A number held back to hide another is not small itself, and a reader may know that.
    """
    least = {Mark.FEWER: 1 if zero_is_shown else 0, Mark.WITHHELD: smallest, Mark.TOO_FEW: 0}
    return {
        name: (counts[name], counts[name])
        if mark is Mark.SHOWN
        else (least[mark], smallest - 1 if mark is Mark.FEWER else math.inf)
        for name, mark in found.items()
    }


def narrowed(known: Mapping[str, Range], sums: Iterable[Sum]) -> dict[str, Range]:
    """What a reader can work out from all the sums together: the range of each number.

    Exact where the tables hang together in no ring: each sum is turned over until nothing
    narrows any more.
    """
    ranges = dict(known)
    every = tuple(sums)
    moved = True
    while moved:
        moved = False
        for one in every:
            for name in one.cells():
                range_ = _by_the_sum(one, name, ranges)
                if range_ != ranges[name]:
                    ranges[name] = range_
                    moved = True
    return ranges


def _by_the_sum(one: Sum, name: str, ranges: Mapping[str, Range]) -> Range:
    least, most = ranges[name]
    others = [ranges[part] for part in one.parts if part != name]
    of_others = (sum(low for low, _ in others), sum(high for _, high in others))
    if name == one.total:
        return max(least, of_others[0]), min(most, of_others[1])
    total = ranges[one.total]
    return max(least, total[0] - of_others[1]), min(most, total[1] - of_others[0])


def _given_away(
    counts: Mapping[str, int],
    found: Mapping[str, Mark],
    sums: Sequence[Sum],
    smallest: int,
    zero_is_shown: bool,
) -> list[str]:
    known = what_a_reader_knows(counts, found, smallest, zero_is_shown)
    ranges = narrowed(known, sums)
    hidden = [name for name, mark in found.items() if mark is not Mark.SHOWN]
    return [name for name in hidden if ranges[name][0] == ranges[name][1]]


def _hide_more(
    name: str,
    counts: Mapping[str, int],
    found: dict[str, Mark],
    sums: Sequence[Sum],
    smallest: int,
) -> None:
    """Hold back the least other part that is not small; else the whole table; else its total."""
    about = sorted(
        (one for one in sums if name in one.cells()), key=lambda one: name not in one.parts
    )
    for one in about:
        free = [
            part for part in one.parts if found[part] is Mark.SHOWN and counts[part] >= smallest
        ]
        if free:
            found[min(free, key=lambda part: counts[part])] = Mark.WITHHELD
            return
    for one in about:
        for cells in (one.parts, one.cells()):
            if any(found[cell] is not Mark.TOO_FEW for cell in cells):
                found.update(dict.fromkeys(cells, Mark.TOO_FEW))
                return
    found[name] = Mark.TOO_FEW


def _refuse_wrong_sums(counts: Mapping[str, int], sums: Iterable[Sum]) -> None:
    for one in sums:
        if counts[one.total] != sum(counts[part] for part in one.parts):
            raise ValueError(f"{one.total} is not the sum of its parts.")


def refuse_rings(sums: Iterable[Sum]) -> None:
    """SharedNumbers unless the tables hang together like the branches of a tree."""
    joined: dict[str, str] = {}

    def root(name: str) -> str:
        while joined.setdefault(name, name) != name:
            name = joined[name]
        return name

    for one in sums:
        roots = [root(name) for name in one.cells()]
        if len(set(roots)) != len(roots) or not one.parts:
            raise SharedNumbers(f"{one.total} and its parts stand together already.")
        first, *others = roots
        joined |= dict.fromkeys(others, first)


def _sums_inside(crossed: Iterable[CrossTable]) -> tuple[Sum, ...]:
    return tuple(Sum(total, cells) for cross in crossed for total, cells in cross.sums())


def _refuse_shared(sums: Sequence[Sum], crossed: Iterable[CrossTable]) -> None:
    """What is crossed are two tables of the sums, and none of their numbers stands elsewhere."""
    taken: set[str] = set()
    for cross in crossed:
        both = (Sum(cross.total, cross.rows), Sum(cross.total, cross.columns))
        inside = set(cross.numbers())
        elsewhere = {name for one in sums if one not in both for name in one.cells()}
        if inside & (elsewhere | taken) or len(inside) != len(cross.numbers()):
            raise SharedNumbers(f"The cells of {cross.total} stand in another table too.")
        if not set(both) <= set(sums):
            raise SharedNumbers(f"{cross.total} is crossed, and its two tables are not there.")
        taken |= inside
