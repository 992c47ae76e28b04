"""Reads one row of a list of children as somebody wrote it: the best honest reading, or why not.

Pure. A cell that cannot be read is left out and named; a row of which nothing can be searched,
or that has slipped, gets an error and never stops the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from lacrecords.enquiries.asked import DescribedChild
from lacrecords.exchange.register_cells import cannot_be_kept, tidy
from lacrecords.exchange.register_file import FileRow
from lacrecords.matching.dates import (
    OLDEST_BIRTH_YEAR,
    GivenDate,
    parse_given_date,
    years_of_age,
)
from lacrecords.matching.forms import AddressForm, Described, NameForm
from lacrecords.terms import DatePrecision, Sex

COLUMNS = (
    *("enquiry_id", "date", "forename", "middle", "surname", "dob", "age"),
    *("sex", "nhs", "upn", "address", "postcode"),
)
"""The columns that a list must have; others are left out."""

MOST_CHARACTERS = {"forename": 200, "middle": 200, "surname": 200, "address": 300}
MOST_IN_OTHERS = 64
OLDEST_AGE = 30
_SEARCHED = ("forename", "surname", "dob", "age", "nhs", "upn", "address", "postcode")
_SHOWN = ("dob", "age", "address", "postcode")
_FAR_AHEAD = timedelta(days=300)
_SEXES = {
    **dict.fromkeys(("f", "female", "girl", "2"), Sex.FEMALE),
    **dict.fromkeys(("m", "male", "boy", "1"), Sex.MALE),
    **dict.fromkeys(("", "u", "unknown", "n/k", "0", "9"), Sex.NOT_RECORDED),
}
_PART_OF_A_DATE = re.compile(r"[0-9]{1,2}|[0-9]{5,}")


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row: what is searched for, and what could not be read; or why it cannot stand."""

    number: int
    id: str
    described: Described | None = None
    said: DescribedChild | None = None
    unread: tuple[str, ...] = ()
    error: str = ""
    words: str = ""
    """What the row says, on one line, for the page."""


def read_row(columns: tuple[str, ...], row: FileRow, on: date) -> ListedRow:
    """The row as it is searched for; `on` is the day of a row that gives none."""
    if row.broken:
        return ListedRow(row.number, f"row {row.number}", error=row.broken)
    cells = {name: tidy(cell) for name, cell in zip(columns, row.cells, strict=False)}
    number = cells.get("enquiry_id", "")[:MOST_IN_OTHERS]
    if not number or cannot_be_kept(number, MOST_IN_OTHERS):
        number = f"row {row.number}"
    error = _why_not(columns, row, cells)
    if error:
        return ListedRow(row.number, number, error=error)
    return _read(row.number, number, cells, on)


def _why_not(columns: tuple[str, ...], row: FileRow, cells: dict[str, str]) -> str:
    if len(row.cells) != len(columns):
        return f"The row has {len(row.cells)} cells instead of {len(columns)}."
    for name in COLUMNS:
        reason = cannot_be_kept(cells[name], MOST_CHARACTERS.get(name, MOST_IN_OTHERS))
        if reason:
            return f"{name}: {reason}"
    if not any(cells[name] for name in _SEARCHED):
        return "The row gives nothing to search by."
    return ""


def _read(number: int, row_id: str, cells: dict[str, str], on: date) -> ListedRow:
    unread = []
    asked_on = _day(cells["date"])
    if cells["date"] and asked_on is None:
        unread.append("date")
    as_of = asked_on or on
    born, expected = _birth(cells["dob"], as_of)
    if cells["dob"] and born is None and expected is None:
        unread.append("dob")
    age = years_of_age(cells["age"], OLDEST_AGE)
    if cells["age"] and age is None:
        unread.append("age")
    sex = _SEXES.get(cells["sex"].lower())
    if sex is None:
        unread.append("sex")
    if all(name in unread for name in _SEARCHED if cells[name]):
        words = ", ".join(unread)
        return ListedRow(number, row_id, error=f"The row cannot be read: {words}.")
    return ListedRow(
        number,
        row_id,
        _described(cells, as_of, born, expected, age, sex or Sex.NOT_RECORDED),
        _said(cells, born, expected, age, sex or Sex.NOT_RECORDED),
        tuple(unread),
        words=", ".join(filter(None, (_name(cells), *(cells[name] for name in _SHOWN)))),
    )


def _name(cells: dict[str, str]) -> str:
    return " ".join(filter(None, (cells["forename"], cells["middle"], cells["surname"])))


def _described(
    cells: dict[str, str],
    as_of: date,
    born: GivenDate | None,
    expected: date | None,
    age: int | None,
    sex: Sex,
) -> Described:
    named = NameForm(cells["forename"], cells["middle"], cells["surname"])
    placed = AddressForm(line1=cells["address"], postcode=cells["postcode"])
    return Described(
        names=(named,) if named.forename or named.surname else (),
        born_on=born.on if born else None,
        born_precision=born.precision if born else DatePrecision.EXACT,
        expected_on=expected,
        age_years=age,
        as_of=as_of,
        sex=sex,
        nhs_number=cells["nhs"],
        upn=cells["upn"],
        addresses=(placed,) if placed.line1 or placed.postcode else (),
    )


def _said(
    cells: dict[str, str],
    born: GivenDate | None,
    expected: date | None,
    age: int | None,
    sex: Sex,
) -> DescribedChild:
    """The row as an enquired child; a day of which only a part is known is kept in words too."""
    whole = born is not None and born.precision is DatePrecision.EXACT
    return DescribedChild(
        forename=cells["forename"],
        middle=cells["middle"],
        surname=cells["surname"],
        born_on=born.on if born else None,
        born_precision=born.precision if born else DatePrecision.EXACT,
        expected_on=expected,
        age_years=age,
        sex=sex,
        nhs_number=cells["nhs"],
        upn=cells["upn"],
        line1=cells["address"],
        postcode=cells["postcode"],
        notes="" if whole or not cells["dob"] else f"Date of birth as given: {cells['dob']}",
    )


def _birth(text: str, as_of: date) -> tuple[GivenDate | None, date | None]:
    """The date of birth, or the date on which an unborn child is expected."""
    # A lone day of the month, or a spreadsheet's number for a day, says no year.
    given = None if _PART_OF_A_DATE.fullmatch(text) else parse_given_date(text)
    if given is None or given.on > as_of + _FAR_AHEAD:
        return None, None
    if given.on <= as_of:
        return given, None
    exact = given.precision is DatePrecision.EXACT
    return (None, given.on) if exact else (given, None)


def _day(text: str) -> date | None:
    given = parse_given_date(text) if text else None
    whole = given is not None and given.precision is DatePrecision.EXACT
    return given.on if given and whole and given.on.year >= OLDEST_BIRTH_YEAR else None
