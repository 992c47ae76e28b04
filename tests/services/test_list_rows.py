"""One row of a list: the best honest reading, and a clear word where there is none. Pure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.exchange.register_file import FileRow
from lacrecords.lists.row_reading import COLUMNS, ListedRow, read_row
from lacrecords.terms import DatePrecision, Sex
from tests.factories.lists import listed

TODAY = date(2026, 11, 20)


def read(**cells: str) -> ListedRow:
    return read_row(COLUMNS, FileRow(2, tuple(listed("R1", **cells).values())), TODAY)


@pytest.mark.parametrize(
    ("dob", "born_on", "precision"),
    [
        ("2016-03-04", date(2016, 3, 4), DatePrecision.EXACT),
        ("04/03/2016", date(2016, 3, 4), DatePrecision.EXACT),
        ("4 March 2016", date(2016, 3, 4), DatePrecision.EXACT),
        ("2016-02-31", date(2016, 2, 15), DatePrecision.MONTH),
        ("03/2016", date(2016, 3, 15), DatePrecision.MONTH),
        ("2016", date(2016, 7, 1), DatePrecision.YEAR),
    ],
)
def test_a_date_of_birth_is_read_as_far_as_it_says(
    dob: str, born_on: date, precision: DatePrecision
) -> None:
    row = read(forename="Ivo", dob=dob)
    assert row.described and row.said and not row.unread
    if precision is DatePrecision.MONTH:
        assert (row.described.born_on or TODAY).replace(day=15) == born_on
    else:
        assert row.described.born_on == born_on
    assert row.described.born_precision is precision
    whole = precision is DatePrecision.EXACT
    assert (row.said.born_on, row.said.born_precision) == (born_on, precision)
    assert row.said.notes == ("" if whole else f"Date of birth as given: {dob}")


@pytest.mark.parametrize("dob", ["not known", "43831", "3", "31", "2029-01-01"])
def test_a_date_that_cannot_be_read_is_named_and_the_rest_is_searched(dob: str) -> None:
    row = read(forename="Ivo", surname="Lockyer", dob=dob)
    assert row.described and row.described.born_on is None
    assert (row.unread, row.error) == (("dob",), "")


def test_a_date_soon_to_come_is_that_of_an_unborn_child() -> None:
    row = read(surname="Lockyer", date="2026-09-01", dob="2026-12-24")
    assert row.described and row.described.born_on is None
    assert row.described.expected_on == date(2026, 12, 24)
    assert row.described.as_of == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("age", "years"), [("7", 7), ("about 7", 7), ("7 months", 0), ("11 yrs", 11), ("0", 0)]
)
def test_an_age_is_read_in_whole_years_as_of_the_day_of_the_row(age: str, years: int) -> None:
    row = read(forename="Ivo", age=age)
    assert row.described and (row.described.age_years, row.described.as_of) == (years, TODAY)


@pytest.mark.parametrize(
    ("words", "sex"),
    [("f", Sex.FEMALE), ("Boy", Sex.MALE), ("", Sex.NOT_RECORDED), ("x", Sex.NOT_RECORDED)],
)
def test_a_sex_is_read_or_named_as_not_read(words: str, sex: Sex) -> None:
    row = read(forename="Ivo", sex=words)
    assert row.described and row.described.sex is sex
    assert row.unread == (("sex",) if words == "x" else ())


def test_a_row_that_has_slipped_is_an_error_with_its_number() -> None:
    row = read_row(COLUMNS, FileRow(7, ("R9", "2026-09-01", "Ivo")), TODAY)
    assert (row.id, row.error) == ("R9", "The row has 3 cells instead of 12.")
    assert read_row(COLUMNS, FileRow(8, (), "It breaks."), TODAY).id == "row 8"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"forename": "x" * 10_000}, "forename: The cell has 10000 characters"),
        ({"surname": "Lock\x07yer"}, "surname: The cell holds control characters"),
        ({"sex": "F", "date": "2026-09-01"}, "gives nothing to search by"),
        ({"dob": "perhaps"}, "cannot be read: dob"),
    ],
)
def test_a_row_of_which_nothing_can_be_searched_says_why(cells: dict[str, str], words: str) -> None:
    row = read(**cells)
    assert words in row.error and row.described is None


@given(st.lists(st.text(max_size=40), min_size=12, max_size=12))
def test_whatever_stands_in_the_cells_is_read_or_refused_in_words(cells: list[str]) -> None:
    row = read_row(COLUMNS, FileRow(2, tuple(cells)), TODAY)
    assert bool(row.error) != bool(row.described)
    assert row.id
