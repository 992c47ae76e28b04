"""Charts as shapes to draw: bars across, or columns along the hours of a day. Pure geometry.

A template turns them into SVG. They can be read without colour: this period is a filled bar,
the one before an outlined one, and a hidden number a dashed stub with no length of its own.
Beside every chart stands the table with all its numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lacrecords.figures.shown import Number, Row, Table

WIDTH = 340
LONGEST = 250
BAR = 11
LINE = 46
LINE_ALONE = 36
STUB = 14
LONGEST_PIECE = 6
COLUMNS_HEIGHT = 170
TALLEST = 130
FOOT = 24


@dataclass(frozen=True, slots=True)
class Shape:
    """One bar: where it stands, how large it is, its number in words."""

    x: float
    y: float
    width: float
    height: float
    is_now: bool
    is_hidden: bool
    words: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its size, its bars, the words at the foot of columns, and what it says in words."""

    kind: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    labels: tuple[tuple[float, float, str], ...]
    says: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a table with their part of the chart, so that a page can end between two."""

    table: Table
    chart: Chart | None
    is_last: bool


def chart_of(table: Table) -> Chart | None:
    """The chart of a table; None where it is not drawn, or has nothing to draw."""
    if table.chart == "none" or not table.rows or not any(_has_some(row) for row in table.rows):
        return None
    return _columns(table) if table.chart == "columns" else _bars(table, _most(table))


def pieces_of(table: Table) -> tuple[Piece, ...]:
    """A table for paper: with its chart as it is, or where it is long in pieces of one measure."""
    chart = chart_of(table)
    if chart is None or chart.kind != "bars" or len(table.rows) <= LONGEST_PIECE:
        return (Piece(table, chart, True),)
    number = -(-len(table.rows) // LONGEST_PIECE)
    size = -(-len(table.rows) // number)
    parts = [
        replace(table, title=f"{table.title}{', continued' if first else ''}", rows=rows)
        for first in range(0, len(table.rows), size)
        if (rows := table.rows[first : first + size])
    ]
    return tuple(Piece(one, _bars(one, _most(table)), one is parts[-1]) for one in parts)


def chart_alone(table: Table) -> Chart | None:
    """The bars of a table that has one period and none before it."""
    if not any(row.now.exact != 0 for row in table.rows):
        return None
    most, shapes, labels = _most(table), [], []
    for place, row in enumerate(table.rows):
        top = place * LINE_ALONE
        labels.append((0.0, top + 14.0, row.label))
        size, hidden = _size(row.now, most, LONGEST), row.now.exact is None
        shapes.append(Shape(1, top + 19, size, BAR, True, hidden, row.now.words))
    height = len(table.rows) * LINE_ALONE
    says = f"{table.title}. {_largest(table)} The table has every number."
    return Chart("bars", WIDTH, height, tuple(shapes), tuple(labels), says)


def _has_some(row: Row) -> bool:
    return row.now.exact != 0 or row.before.exact != 0


def _most(table: Table) -> int:
    return max(
        (number.exact or 0 for row in table.rows for number in (row.now, row.before)), default=0
    )


def _size(number: Number, most: int, longest: int) -> float:
    if number.exact is None:
        return STUB
    return round(longest * number.exact / most, 1) if most else 0


def _bars(table: Table, most: int) -> Chart:
    shapes, labels = [], []
    for place, row in enumerate(table.rows):
        top = place * LINE
        labels.append((0.0, top + 14.0, row.label))
        for number, is_now, y in ((row.now, True, top + 19), (row.before, False, top + 31)):
            size = _size(number, most, LONGEST)
            hidden = number.exact is None
            shapes.append(Shape(1, y, size, BAR, is_now, hidden, number.words))
    height = len(table.rows) * LINE
    return Chart("bars", WIDTH, height, tuple(shapes), tuple(labels), _says(table))


def _columns(table: Table) -> Chart:
    most, step = _most(table), (WIDTH - 4) / len(table.rows)
    ground = COLUMNS_HEIGHT - FOOT
    shapes, labels = [], []
    for place, row in enumerate(table.rows):
        x = 2 + place * step
        for number, is_now in ((row.now, True), (row.before, False)):
            size = _size(number, most, TALLEST)
            left = round(x if is_now else x + step / 2, 1)
            hidden = number.exact is None
            wide = round(step / 2 - 1, 1)
            shapes.append(
                Shape(left, ground - size, wide, size, is_now, hidden, number.words, row.label)
            )
        if place % 3 == 0:
            labels.append((round(x, 1), ground + 18.0, row.label[:2]))
    return Chart("columns", WIDTH, COLUMNS_HEIGHT, tuple(shapes), tuple(labels), _says(table))


def _says(table: Table) -> str:
    """What somebody who cannot see it needs to know of it; the table says the rest."""
    if not any(row.now.exact for row in table.rows):
        return f"{table.title}, this period against the period before. The table has the numbers."
    largest = _largest(table).replace("Largest:", "Largest in this period:")
    return (
        f"{table.title}, this period against the period before. {largest}"
        " The table has every number."
    )


def _largest(table: Table) -> str:
    largest = max(table.rows, key=lambda row: row.now.exact or 0)
    return f"Largest: {largest.label}, {largest.now.words}."
