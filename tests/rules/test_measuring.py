"""Duties with a clock, and percentiles of the times they took."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.measuring import percentile, timeliness
from lacrecords.terms import Timeliness

DUE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MOMENTS = {"before": DUE - timedelta(seconds=1), "at": DUE, "after": DUE + timedelta(seconds=1)}


@pytest.mark.parametrize("as_of", MOMENTS)
@pytest.mark.parametrize("done", [None, *MOMENTS])
def test_every_combination_of_due_done_and_now(done: str | None, as_of: str) -> None:
    found = timeliness(DUE, MOMENTS[done] if done else None, MOMENTS[as_of])
    if done is None:
        assert found is (Timeliness.LATE_AND_OPEN if as_of == "after" else Timeliness.WAITING)
    else:
        assert found is (Timeliness.LATE if done == "after" else Timeliness.IN_TIME)


@given(st.lists(st.integers(-50, 10_000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values_and_enough_do_not_exceed_it(
    values: list[int], hundredths: int
) -> None:
    found = percentile(Counter(values), hundredths)
    assert found is not None and found in values
    assert sum(one <= found for one in values) * 100 >= hundredths * len(values)
    assert sum(one < found for one in values) * 100 < hundredths * len(values)


def test_the_median_of_an_even_number_is_the_lower_of_the_two_in_the_middle() -> None:
    assert percentile(Counter([4, 1, 3, 2]), 50) == 2
    assert percentile({1: 0, 2: 1}, 50) == 2


def test_of_no_values_nothing_is_usual() -> None:
    assert percentile({}, 50) is None
    assert percentile({3: 0}, 50) is None


@pytest.mark.parametrize("wrong", [0, 101, -5])
def test_a_percentile_outside_a_hundred_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 100"):
        percentile({1: 1}, wrong)
