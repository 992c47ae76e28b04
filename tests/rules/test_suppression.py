"""No number that a statement hides can be worked out from what it shows.

The oracle reckons by brute force: it tries every table that a reader could still believe in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lacrecords.rules.suppression import (
    SharedNumbers,
    Sum,
    is_small,
    marks,
    narrowed,
    refuse_rings,
    what_a_reader_knows,
)
from lacrecords.terms import Mark

SMALLEST = 5


def table(*parts: int) -> tuple[dict[str, int], list[Sum]]:
    """One table: its parts p0, p1 ... and their total."""
    counts = {f"p{place}": count for place, count in enumerate(parts)}
    return counts | {"total": sum(parts)}, [Sum("total", tuple(counts))]


def believable(
    counts: Mapping[str, int], found: Mapping[str, Mark], sums: list[Sum], smallest: int, zero: bool
) -> Iterator[dict[str, int]]:
    """Every set of numbers, up to a few above the true ones, that agrees with what is shown."""
    known = what_a_reader_knows(counts, found, smallest, zero)
    most = max(counts.values()) + 2
    free = [name for name in counts if name not in {one.total for one in sums}]
    ranges = [range(int(known[name][0]), int(min(known[name][1], most)) + 1) for name in free]
    for values in product(*ranges):
        tried = dict(zip(free, values, strict=True))
        for one in reversed(sums):  # the parts of a part first
            total = sum(tried[part] for part in one.parts)
            if tried.setdefault(one.total, total) != total:
                break
        else:
            if all(known[name][0] <= tried[name] <= known[name][1] for name in counts):
                yield tried


def assert_nothing_is_given_away(
    counts: Mapping[str, int], sums: list[Sum], smallest: int, zero: bool
) -> dict[str, Mark]:
    found = marks(counts, sums, smallest, zero)
    for name, count in counts.items():
        assert found[name] is not Mark.SHOWN or not is_small(count, smallest, zero), name
        assert found[name] is not Mark.FEWER or count < smallest, name
        assert found[name] is not Mark.WITHHELD or count >= smallest, name
    hidden = {name for name, mark in found.items() if mark is not Mark.SHOWN}
    known = what_a_reader_knows(counts, found, smallest, zero)
    assert all(known[name][0] <= counts[name] <= known[name][1] for name in counts)
    alone = set(hidden)
    for other in believable(counts, found, sums, smallest, zero) if hidden else ():
        alone -= {name for name in alone if other[name] != counts[name]}
        if not alone:
            break
    assert not alone, (alone, counts, found)
    return found


@pytest.mark.parametrize("zero", [True, False])
@pytest.mark.parametrize("parts", [2, 3])
def test_no_table_of_two_or_three_parts_gives_a_hidden_number_away(parts: int, zero: bool) -> None:
    for counts in product(range(8), repeat=parts):
        assert_nothing_is_given_away(*table(*counts), 4, zero)


@pytest.mark.parametrize("zero", [True, False])
@pytest.mark.parametrize("smallest", [1, 2, 3, 5])
def test_it_holds_for_every_setting_of_the_smallest_number(smallest: int, zero: bool) -> None:
    if smallest == 1 and not zero:
        return  # "fewer than 1" says nought: see the test below
    for counts in product(range(7), repeat=2):
        assert_nothing_is_given_away(*table(*counts), smallest, zero)


def test_two_tables_of_the_same_total_give_nothing_away_together() -> None:
    for first in product(range(6), repeat=2):
        for one in range(sum(first) + 1):
            counts = {"a": first[0], "b": first[1], "c": one, "d": sum(first) - one}
            counts["total"] = sum(first)
            sums = [Sum("total", ("a", "b")), Sum("total", ("c", "d"))]
            assert_nothing_is_given_away(counts, sums, 4, True)


@given(
    first=st.lists(st.integers(0, 9), min_size=2, max_size=4),
    under=st.integers(0, 9),
    smallest=st.integers(2, 5),
    zero=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_part_that_is_itself_broken_down_gives_nothing_away(
    first: list[int], under: int, smallest: int, zero: bool
) -> None:
    counts, sums = table(*first)
    under = min(under, first[0])
    counts |= {"x": under, "y": first[0] - under}
    assert_nothing_is_given_away(counts, [*sums, Sum("p0", ("x", "y"))], smallest, zero)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30), st.booleans())
def test_large_tables_are_judged_as_well(parts: list[int], zero: bool) -> None:
    counts, sums = table(*parts)
    found = marks(counts, sums, SMALLEST, zero)
    ranges = narrowed(what_a_reader_knows(counts, found, SMALLEST, zero), sums)
    for name, (least, most) in ranges.items():
        assert least <= counts[name] <= most
        assert found[name] is Mark.SHOWN or least < most


def test_one_small_part_takes_the_least_other_part_with_it() -> None:
    counts, sums = table(3, 20, 9, 0)
    assert marks(counts, sums, SMALLEST, True) == {
        "p0": Mark.FEWER,
        "p1": Mark.SHOWN,
        "p2": Mark.WITHHELD,
        "p3": Mark.SHOWN,
        "total": Mark.SHOWN,
    }


def test_a_part_that_just_may_be_shown_is_the_least_that_can_be_held_back() -> None:
    counts, sums = table(3, 9, 5)
    found = marks(counts, sums, SMALLEST, True)
    assert (found["p1"], found["p2"]) == (Mark.SHOWN, Mark.WITHHELD)


def test_another_table_is_left_as_it_is() -> None:
    counts = {"a": 10, "b": 20, "all": 30, "c": 1, "d": 5, "both": 6}
    found = marks(counts, [Sum("all", ("a", "b")), Sum("both", ("c", "d"))], SMALLEST, True)
    assert {name for name in counts if found[name] is not Mark.SHOWN} == {"c", "d"}


def test_what_is_a_part_and_a_total_is_hidden_among_the_parts_beside_it_first() -> None:
    counts, sums = table(6, 0, 1)
    counts |= {"x": 1, "y": 5}
    found = marks(counts, [*sums, Sum("p0", ("x", "y"))], SMALLEST, True)
    assert {found[name] for name in ("p0", "p1", "p2")} == {Mark.TOO_FEW}
    assert (found["x"], found["y"]) == (Mark.FEWER, Mark.WITHHELD)


def test_what_one_table_says_of_a_part_is_carried_into_the_table_above() -> None:
    known = {"total": (10, 10), "p0": (0, 99), "p1": (0, 99), "x": (3, 3), "y": (4, 4)}
    found = narrowed(known, [Sum("total", ("p0", "p1")), Sum("p0", ("x", "y"))])
    assert (found["p0"], found["p1"]) == ((7, 7), (3, 3))


def test_tables_in_a_ring_are_not_marked() -> None:
    counts = {"t": 2, "a": 1, "b": 1, "c": 1}
    with pytest.raises(SharedNumbers):
        marks(counts, [Sum("t", ("a", "b")), Sum("t", ("a", "c"))], SMALLEST, True)


def test_where_nothing_else_helps_the_table_is_not_broken_down() -> None:
    counts, sums = table(1, 5)
    found = marks(counts, sums, SMALLEST, True)
    assert found == {"p0": Mark.TOO_FEW, "p1": Mark.TOO_FEW, "total": Mark.SHOWN}


def test_two_parts_of_one_each_are_not_called_fewer() -> None:
    counts, sums = table(1, 1, 30)
    found = marks(counts, sums, SMALLEST, True)
    assert found["p2"] is Mark.WITHHELD


def test_a_table_with_no_small_number_is_shown_whole() -> None:
    counts, sums = table(5, 0, 17)
    assert set(marks(counts, sums, SMALLEST, True).values()) == {Mark.SHOWN}


def test_a_number_by_itself_is_hidden_by_itself() -> None:
    assert marks({"alone": 4}, [], SMALLEST, True) == {"alone": Mark.FEWER}
    assert marks({"alone": 1}, [], 2, True) == {"alone": Mark.TOO_FEW}
    assert marks({"alone": 0}, [], 1, False) == {"alone": Mark.TOO_FEW}
    assert marks({"alone": 0}, [], SMALLEST, True) == {"alone": Mark.SHOWN}


def test_a_total_that_is_not_the_sum_is_refused() -> None:
    with pytest.raises(ValueError, match="not the sum"):
        marks({"total": 3, "a": 1, "b": 1}, [Sum("total", ("a", "b"))], SMALLEST, True)


@pytest.mark.parametrize(
    "sums",
    [
        [Sum("t", ("a", "b")), Sum("t", ("a", "c"))],
        [Sum("t", ("a", "a"))],
        [Sum("t", ("a", "b")), Sum("a", ("t", "c"))],
        [Sum("t", ("t", "a"))],
        [Sum("t", ())],
    ],
)
def test_tables_that_hang_together_in_a_ring_are_refused(sums: list[Sum]) -> None:
    with pytest.raises(SharedNumbers):
        refuse_rings(sums)
