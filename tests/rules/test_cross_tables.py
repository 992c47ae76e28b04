"""No number of two crossed tables that is hidden can be worked out from what is shown.

The oracle reckons by brute force: it tries every table that a reader could still believe in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lacrecords.rules.cross_tables import CrossTable
from lacrecords.rules.suppression import (
    SharedNumbers,
    Sum,
    is_small,
    marks,
    what_a_reader_knows,
)
from lacrecords.terms import Mark

Cells = tuple[tuple[int, ...], ...]


def crossed(cells: Cells) -> tuple[dict[str, int], list[Sum], CrossTable]:
    """Rows r0, r1 ..., columns c0, c1 ..., cells such as r0c1, and their total."""
    rows = tuple(f"r{down}" for down in range(len(cells)))
    columns = tuple(f"c{across}" for across in range(len(cells[0])))
    names = tuple(tuple(f"{row}{column}" for column in columns) for row in rows)
    cross = CrossTable("total", rows, columns, names)
    return numbers(cross, cells), [Sum("total", rows), Sum("total", columns)], cross


def numbers(cross: CrossTable, cells: Cells) -> dict[str, int]:
    counts = {
        name: count
        for row, line in zip(cross.cells, cells, strict=True)
        for name, count in zip(row, line, strict=True)
    }
    sums = {total: sum(counts[one] for one in parts) for total, parts in cross.sums()}
    return counts | sums | {cross.total: sum(map(sum, cells))}


def believable(
    cross: CrossTable, counts: Mapping[str, int], found: Mapping[str, Mark], *setting: int
) -> Iterator[dict[str, int]]:
    """Every set of numbers, up to a few above the true ones, that agrees with what is shown."""
    known = what_a_reader_knows(counts, found, setting[0], bool(setting[1]))
    names = [name for row in cross.cells for name in row]
    most = max(counts[name] for name in names) + 2
    ranges = [range(int(known[name][0]), int(min(known[name][1], most)) + 1) for name in names]
    wide = len(cross.columns)
    for values in product(*ranges):
        lines = tuple(values[place : place + wide] for place in range(0, len(values), wide))
        tried = numbers(cross, lines)
        if all(known[name][0] <= tried[name] <= known[name][1] for name in counts):
            yield tried


def assert_nothing_is_given_away(cells: Cells, smallest: int, zero: bool) -> dict[str, Mark]:
    counts, sums, cross = crossed(cells)
    found = marks(counts, sums, smallest, zero, [cross])
    for name, count in counts.items():
        assert found[name] is not Mark.SHOWN or not is_small(count, smallest, zero), name
        assert found[name] is not Mark.FEWER or count < smallest, name
        assert found[name] is not Mark.WITHHELD or count >= smallest, name
    alone = {name for name, mark in found.items() if mark is not Mark.SHOWN}
    for other in believable(cross, counts, found, smallest, zero) if alone else ():
        alone -= {name for name in alone if other[name] != counts[name]}
        if not alone:
            break
    assert not alone, (alone, counts, found)
    return found


@pytest.mark.parametrize("zero", [True, False])
def test_no_table_of_two_by_two_gives_a_hidden_number_away(zero: bool) -> None:
    for values in product(range(5), repeat=4):
        assert_nothing_is_given_away((values[:2], values[2:]), 3, zero)


@given(
    st.sampled_from([(2, 3), (3, 2)]).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, 5), min_size=size[1], max_size=size[1]).map(tuple),
            min_size=size[0],
            max_size=size[0],
        ).map(tuple)
    ),
    st.integers(2, 4),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_no_larger_table_gives_a_hidden_number_away(
    cells: Cells, smallest: int, zero: bool
) -> None:
    assert_nothing_is_given_away(cells, smallest, zero)


@given(
    st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 4, 5, 9, 40]), min_size=6, max_size=6).map(tuple),
        min_size=12,
        max_size=12,
    ).map(tuple),
    st.booleans(),
)
@settings(max_examples=15, deadline=None)
def test_a_table_as_large_as_the_statements_is_judged_as_well(cells: Cells, zero: bool) -> None:
    counts, sums, cross = crossed(cells)
    found = marks(counts, sums, 5, zero, [cross])
    small = [name for name, count in counts.items() if is_small(count, 5, zero)]
    assert all(found[name] is not Mark.SHOWN for name in small)


def test_one_small_cell_takes_the_least_round_of_four_with_it() -> None:
    counts, sums, cross = crossed(((2, 20, 30), (11, 12, 13), (14, 15, 16)))
    found = marks(counts, sums, 5, True, [cross])
    hidden = {name: mark for name, mark in found.items() if mark is not Mark.SHOWN}
    assert hidden == {
        "r0c0": Mark.FEWER,
        "r0c1": Mark.WITHHELD,
        "r1c0": Mark.WITHHELD,
        "r1c1": Mark.WITHHELD,
    }


def test_a_cell_that_just_may_be_shown_can_be_held_back() -> None:
    counts, sums, cross = crossed(((2, 5), (5, 9)))
    found = marks(counts, sums, 5, True, [cross])
    assert {found[name] for name in ("r0c1", "r1c0", "r1c1")} == {Mark.WITHHELD}
    assert found["r0"] is found["c0"] is Mark.SHOWN


def test_small_cells_that_make_a_round_hide_one_another() -> None:
    counts, sums, cross = crossed(((2, 3, 40), (3, 2, 50), (30, 31, 0)))
    found = marks(counts, sums, 5, True, [cross])
    hidden = {name for name, mark in found.items() if mark is not Mark.SHOWN}
    assert hidden == {"r0c0", "r0c1", "r1c0", "r1c1"}


def test_the_round_is_found_wherever_the_small_cell_stands() -> None:
    counts, sums, cross = crossed(((16, 15, 14), (13, 12, 11), (30, 20, 2)))
    found = marks(counts, sums, 5, True, [cross])
    hidden = {name for name, mark in found.items() if mark is not Mark.SHOWN}
    assert hidden == {"r2c2", "r2c1", "r1c2", "r1c1"}


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (((0, 5, 5), (0, 5, 0), (5, 5, 2)), {"r1c0", "r1c1", "r1c2"}),
        (((5, 0, 0), (0, 0, 6), (9, 2, 0)), {"r0c2", "r1c2", "r2c2"}),
    ],
)
def test_a_line_without_a_round_is_not_broken_down(cells: Cells, line: set[str]) -> None:
    found = assert_nothing_is_given_away(cells, 5, True)
    assert {name for name, mark in found.items() if mark is Mark.TOO_FEW} == line


@pytest.mark.parametrize(
    ("rows", "columns", "cells"),
    [
        (("r0",), ("c0", "c1"), (("r0c0", "r0c1"), ("r1c0", "r1c1"))),
        (("r0", "r1"), ("c0",), (("r0c0", "r0c1"), ("r1c0", "r1c1"))),
        (("r0", "r1"), ("c0",), (("r0c0", "r0c1"), ("r1c0",))),
    ],
)
def test_a_table_whose_lines_do_not_fit_is_refused(
    rows: tuple[str, ...], columns: tuple[str, ...], cells: tuple[tuple[str, ...], ...]
) -> None:
    counts, sums, _ = crossed(((5, 6), (7, 8)))
    with pytest.raises(ValueError, match="zip"):
        marks(counts, sums, 5, True, [CrossTable("total", rows, columns, cells)])


def test_a_table_without_a_small_number_is_shown_whole() -> None:
    counts, sums, cross = crossed(((5, 0, 6), (7, 8, 9)))
    assert set(marks(counts, sums, 5, True, [cross]).values()) == {Mark.SHOWN}


def test_where_the_total_is_hidden_nothing_of_it_is_broken_down() -> None:
    counts, sums, cross = crossed(((1, 0, 0), (2, 1, 0), (0, 0, 0)))
    found = marks(counts, sums, 5, True, [cross])
    assert found["total"] is Mark.FEWER
    cells = {name for row in cross.cells for name in row}
    hidden = {name for name in cells if found[name] is not Mark.SHOWN}
    assert hidden == {"r0c0", "r0c1", "r1c0", "r1c1"}
    assert {found[name] for name in hidden} == {Mark.TOO_FEW}
    assert found["r2"] is found["c2"] is Mark.SHOWN
    known = marks(counts, sums, 5, False, [cross])
    assert {known[name] for name in cells} == {Mark.TOO_FEW}


def test_where_another_table_hides_the_total_no_line_is_broken_down() -> None:
    counts, sums, cross = crossed(((5, 1), (4, 1), (1, 1)))
    counts |= {"all": 15, "x": 2}
    found = marks(counts, [*sums, Sum("all", ("total", "x"))], 5, True, [cross])
    assert found["total"] is Mark.WITHHELD and found["r0"] is Mark.SHOWN
    assert {found[name] for row in cross.cells for name in row} == {Mark.TOO_FEW}


def test_another_table_of_the_same_total_stands_beside_it() -> None:
    counts, sums, cross = crossed(((2, 20), (11, 12)))
    counts |= {"x": 44, "y": 1}
    found = marks(counts, [*sums, Sum("total", ("x", "y"))], 5, True, [cross])
    assert found["x"] is not Mark.SHOWN and found["y"] is not Mark.SHOWN
    assert found["r0c0"] is Mark.FEWER


def test_cells_that_are_not_the_sum_are_refused() -> None:
    counts, sums, cross = crossed(((5, 6), (7, 8)))
    with pytest.raises(ValueError, match="not the sum"):
        marks(counts | {"r0c0": 6}, sums, 5, True, [cross])


@pytest.mark.parametrize(
    ("other", "more"),
    [
        (Sum("r0c0", ("x", "y")), {"x": 2, "y": 3}),
        (Sum("x", ("r0c0", "y")), {"x": 8, "y": 3}),
        (Sum("r0", ("x", "y")), {"x": 2, "y": 9}),
        (Sum("c0", ("x", "y")), {"x": 2, "y": 10}),
    ],
)
def test_numbers_that_stand_in_another_table_are_refused(other: Sum, more: dict[str, int]) -> None:
    counts, sums, cross = crossed(((5, 6), (7, 8)))
    with pytest.raises(SharedNumbers, match="another table"):
        marks(counts | more, [*sums, other], 5, True, [cross])


def test_a_cell_that_stands_twice_is_refused() -> None:
    counts, sums, cross = crossed(((5, 5), (7, 8)))
    twice = CrossTable("total", cross.rows, cross.columns, (("r0c0", "r0c0"), cross.cells[1]))
    with pytest.raises(SharedNumbers, match="another table"):
        marks(counts, sums, 5, True, [twice])


def test_two_crossings_of_the_same_numbers_are_refused() -> None:
    counts, sums, cross = crossed(((5, 6), (7, 8)))
    with pytest.raises(SharedNumbers, match="another table"):
        marks(counts, sums, 5, True, [cross, cross])


def test_a_crossing_without_its_two_tables_is_refused() -> None:
    counts, sums, cross = crossed(((5, 6), (7, 8)))
    for one in sums:
        with pytest.raises(SharedNumbers, match="two tables are not there"):
            marks(counts, [one], 5, True, [cross])
