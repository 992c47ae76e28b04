"""An issued statement as a CSV file: one line a number, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from lacrecords.exchange.rejects_file import quoted
from lacrecords.figures.shown import CrossedTable, Row, ShownSection, ShownStatement, WideRow
from lacrecords.figures.words import TIMELINESS_COLUMNS

COLUMNS = ("section", "table", "row", "this_period", "period_before")
BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes the file for another alphabet."""


def csv_bytes(statement: ShownStatement, about: tuple[tuple[str, str], ...]) -> bytes:
    """The file; `about` are lines with what the statement is, and its comment."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for label, value in about:
        writer.writerow(_quoted(("statement", "", label, value, "")))
    for section in statement.sections:
        for line in _lines(section):
            writer.writerow(_quoted(line))
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _quoted(cells: tuple[str, ...]) -> tuple[str, ...]:
    # Blanks before a sign do not keep every spreadsheet from working it out.
    return tuple(f"'{cell}" if quoted(cell.lstrip()) != cell.lstrip() else cell for cell in cells)


def _lines(section: ShownSection) -> Iterator[tuple[str, ...]]:
    for row in section.figures:
        yield _line(section.title, "", row)
    for duty in section.duties:
        yield from _of_duty(section.title, duty)
    for table in section.tables:
        for row in (*table.rows, table.total):
            yield _line(section.title, table.title, row)
    for crossed in section.crossed:
        yield from _of_crossed(section.title, crossed)


def _line(section: str, table: str, row: Row) -> tuple[str, ...]:
    return (section, table, row.label, row.now.words, row.before.words)


def _of_duty(section: str, duty: WideRow) -> Iterator[tuple[str, ...]]:
    for label, now, before in zip(TIMELINESS_COLUMNS, duty.now, duty.before, strict=True):
        yield (section, duty.label, label, now.words, before.words)


def _of_crossed(section: str, crossed: CrossedTable) -> Iterator[tuple[str, ...]]:
    for row in (*crossed.rows, crossed.total):
        for label, now, before in zip(crossed.columns, row.now, row.before, strict=True):
            yield (section, crossed.title, f"{row.label}: {label}", now.words, before.words)
