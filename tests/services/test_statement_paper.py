"""A statement on paper: long tables go on in pieces, short ones stay together."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from pypdf import PdfReader

from lacrecords.figures.charts import LONGEST_PIECE, pieces_of
from lacrecords.figures.shown import Number, Row, Table
from lacrecords.figures.shown import ShownSection as Section
from lacrecords.figures.shown import ShownStatement as Statement
from lacrecords.statements.document import pdf_of
from lacrecords.statements.issued import Issue


def number(count: int) -> Number:
    return Number(str(count), count)


def table(lines: int, chart: str = "bars") -> Table:
    rows = tuple(
        Row(f"Line {place:02d}", number(place), number(0)) for place in range(1, lines + 1)
    )
    total = Row("All", number(sum(row.now.exact or 0 for row in rows)), number(0))
    return Table("Who asked", "Agency", rows, total, chart)


@pytest.mark.parametrize("lines", [1, LONGEST_PIECE, LONGEST_PIECE + 1, 18, 23])
def test_every_line_stands_in_one_piece_and_the_total_in_the_last(lines: int) -> None:
    whole = table(lines)
    pieces = pieces_of(whole)
    assert tuple(row for one in pieces for row in one.table.rows) == whole.rows
    assert [one.is_last for one in pieces] == [False] * (len(pieces) - 1) + [True]
    assert all(1 <= len(one.table.rows) <= LONGEST_PIECE for one in pieces)
    assert [one.table.title for one in pieces] == [
        "Who asked",
        *["Who asked, continued"] * (len(pieces) - 1),
    ]


def test_the_pieces_of_a_chart_have_one_measure() -> None:
    first, *_, last = pieces_of(table(18))
    assert first.chart and last.chart
    widths = {shape.words: shape.width for one in (first, last) for shape in one.chart.shapes}
    assert widths["18"] == 18 * widths["1"] or abs(widths["18"] / widths["1"] - 18) < 0.2


def test_columns_and_tables_without_a_chart_stay_in_one_piece() -> None:
    assert len(pieces_of(table(24, "columns"))) == 1
    assert len(pieces_of(table(24, "none"))) == 1


def document(*tables: Table) -> list[str]:
    """The text of each page of a statement of these tables."""
    section = Section("Enquiries", "About them.", (), (), tables)
    issue = Issue(
        year=2026,
        number=1,
        from_on=date(2026, 11, 1),
        to_on=date(2026, 11, 30),
        team_name="",
        figures=Statement((section,), hides=True, smallest=5).as_json(),
        figures_at=datetime(2026, 11, 30, 9, tzinfo=UTC),
        comment="Nothing is late.",
        issued_by_name="Rosalind Okafor",
        issued_at=datetime(2026, 11, 30, 9, tzinfo=UTC),
        replaces="",
    )
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(issue))).pages]


def test_a_long_table_is_split_between_its_lines_under_its_head_again(in_app: Flask) -> None:
    hours = replace(table(60, "columns"), heading="Hour on the office clock")
    with in_app.test_request_context():
        pages = document(table(6), hours)
    with_head = [page for page in pages if "Hour on the" in page]
    assert len(with_head) >= 2 and with_head[-1] == pages[-1]
    assert "Line 60" in pages[-1] and "Line 60" not in pages[0]


def test_a_short_table_stays_together(in_app: Flask) -> None:
    with in_app.test_request_context():
        pages = document(*(replace(table(5), title=f"Table {place}") for place in range(9)))
    for place in range(9):
        (page,) = [one for one in pages if f"Table {place}" in one]
        assert "Line 05" in page.split(f"Table {place}")[1].split("Table")[0]
