"""Which rows belong to the part that is asked for: every order of days, every open side."""

from __future__ import annotations

from datetime import date
from itertools import product

from lacrecords.rules.subject_access_scope import (
    AskedPart,
    Period,
    RowDays,
    is_asked_for,
    is_in_period,
)
from lacrecords.rules.subject_access_words import cover_words, part_words

DAYS = tuple(date(2026, 11, number) for number in range(1, 6))
OPEN = (None, *DAYS)
ALWAYS = Period(None, None)


def _between(day: date, first: date | None, last: date | None) -> bool:
    return (first or date.min) <= day <= (last or date.max)


def test_a_row_that_lasts_is_asked_for_where_one_of_its_days_is() -> None:
    """Every beginning and end of a row against every beginning and end of a period."""
    tried = 0
    for begins, ends, first, last in product(OPEN, repeat=4):
        if (begins and ends and ends < begins) or (first and last and last < first):
            continue
        every = [date(2026, 10, 31), *DAYS, date(2026, 11, 6)]
        expected = any(_between(d, begins, ends) and _between(d, first, last) for d in every)
        row = RowDays(lasts=True, from_on=begins, to_on=ends)
        assert is_in_period(row, Period(first, last)) is expected, (begins, ends, first, last)
        tried += 1
    assert tried == 26 * 26


def test_a_row_that_was_done_on_days_is_asked_for_where_one_of_them_is() -> None:
    for one, other, first, last in product(DAYS, DAYS, OPEN, OPEN):
        expected = _between(one, first, last) or _between(other, first, last)
        assert is_in_period(RowDays(others=(one, other)), Period(first, last)) is expected


def test_a_row_without_a_day_is_asked_for() -> None:
    assert all(is_in_period(RowDays(), Period(*sides)) for sides in product(OPEN, repeat=2))


def test_what_lasted_on_other_days_but_was_written_down_in_the_period_is_asked_for() -> None:
    row = RowDays(lasts=True, from_on=DAYS[0], to_on=DAYS[0], others=(DAYS[4],))
    assert is_in_period(row, Period(DAYS[3], None))
    assert not is_in_period(row, Period(DAYS[1], DAYS[3]))


def test_kind_period_and_what_was_taken_in_decide_together() -> None:
    for of_kind, in_period, taken_in in product((False, True), repeat=3):
        asked = AskedPart(
            kinds={"enquiries"} if of_kind else {"checks"},
            period=Period(DAYS[0] if in_period else DAYS[2], None),
            taken_in={"outcomes"} if taken_in else {"enquirers"},
        )
        found = is_asked_for("enquiries", "outcomes", RowDays(others=(DAYS[1],)), asked)
        assert found is (taken_in or (of_kind and in_period))
        assert is_asked_for("enquiries", "outcomes", RowDays(others=(DAYS[1],)), None)
    nothing = AskedPart(kinds=(), period=ALWAYS, taken_in=())
    assert not is_asked_for("enquiries", "outcomes", RowDays(), nothing)


def test_the_letter_says_which_part_was_asked_for_and_that_the_rest_can_be() -> None:
    part = part_words(["Enquiries", "Suitability checks"], "3 May 2025", "")
    letter = cover_words("you", 2, ["Names"], set(), part)
    assert "this part of the information that we hold about you from 3 May 2025" in letter[0]
    assert "enquiries; suitability checks" in letter[0]
    assert "ask for the rest at any time" in letter[0]
    assert "until 4 May 2026" in part_words(["Enquiries"], "", "4 May 2026")
    assert "rest" not in cover_words("you", 2, ["Names"], set())[0]
