"""The statement as it is shown and kept: every number in words, small ones hidden or not.

What is passed on is hidden for good: the exact numbers behind it are not kept with it. The
designated manager's own working page shows every number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Any

from lacrecords.figures.frozen import plain, read_again
from lacrecords.figures.sections import (
    Breakdown,
    ChartKind,
    Crossing,
    Duty,
    Figure,
    Measure,
    Section,
)
from lacrecords.rules.cross_tables import CrossTable
from lacrecords.rules.suppression import Sum, marks
from lacrecords.terms import Mark

WITHHELD = "not shown"
TOO_FEW = "too few to show"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in words; `exact` is empty where it is hidden or no count."""

    words: str
    exact: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line: this period, and the one before."""

    label: str
    now: Number
    before: Number


@dataclass(frozen=True, slots=True)
class Table:
    """A total and its parts, drawn as a chart or not."""

    title: str
    heading: str
    rows: tuple[Row, ...]
    total: Row
    chart: str


@dataclass(frozen=True, slots=True)
class WideRow:
    """One line of several numbers: of this period, and of the one before."""

    label: str
    now: tuple[Number, ...]
    before: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class CrossedTable:
    """Two tables of one total, crossed; the first number of a line is its sum."""

    title: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[WideRow, ...]
    total: WideRow


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One part of the statement."""

    title: str
    about: str
    figures: tuple[Row, ...]
    duties: tuple[WideRow, ...]
    tables: tuple[Table, ...]
    crossed: tuple[CrossedTable, ...] = ()
    """What was issued before tables were crossed has none."""


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """The whole of it."""

    sections: tuple[ShownSection, ...]
    hides: bool
    smallest: int

    def as_json(self) -> dict[str, Any]:
        """What is frozen when the statement is issued."""
        found: dict[str, Any] = plain(self)
        return found

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ShownStatement:
        """The statement again from what was frozen."""
        found: ShownStatement = read_again(cls, kept)
        return found


@dataclass(frozen=True, slots=True)
class Hiding:
    """From which number on counts are shown, and whether nought is."""

    smallest: int
    zero_is_shown: bool


def shown(
    now: tuple[Section, ...], before: tuple[Section, ...], hiding: Hiding | None
) -> ShownStatement:
    """Both periods side by side; every number as it is where nothing is to be hidden."""
    sides = (_Side(now, hiding), _Side(before, hiding))
    return ShownStatement(
        sections=tuple(_section(one, sides) for one in now),
        hides=hiding is not None,
        smallest=hiding.smallest if hiding else 0,
    )


class _Side:
    """One period: its numbers in words, hidden together."""

    def __init__(self, sections: Iterable[Section], hiding: Hiding | None) -> None:
        found = tuple(sections)
        self._hiding = hiding
        figures = tuple(one for section in found for one in _figures(section))
        self._counts = {one.key: one.count for one in figures if one.of_people}
        self._measures = {one.key: one for section in found for one in section.measures}
        self._plain = {one.key: one.count for one in figures if not one.of_people}
        sums = tuple(each for section in found for each in sums_of(section))
        crossed = [crossed_of(one) for section in found for one in section.crossings]
        self._marks: dict[str, Mark] = (
            marks(self._counts, sums, hiding.smallest, hiding.zero_is_shown, crossed)
            if hiding
            else {}
        )

    def number(self, key: str) -> Number:
        """The number with this key."""
        if key in self._plain:
            return _exact(self._plain[key])
        mark = self._marks.get(key, Mark.SHOWN)
        if mark is Mark.FEWER and self._hiding:
            return Number(f"fewer than {self._hiding.smallest}")
        if mark is not Mark.SHOWN:
            return Number(WITHHELD if mark is Mark.WITHHELD else TOO_FEW)
        return _exact(self._counts[key])

    def measure(self, key: str) -> Number:
        """The measure with this key; hidden where it rests on few."""
        found = self._measures[key]
        few = self._hiding is not None and 0 < found.rests_on < self._hiding.smallest
        return Number(TOO_FEW if few else found.words)


_Sides = tuple[_Side, _Side]


def sums_of(section: Section) -> tuple[Sum, ...]:
    """What a reader knows to add up in this section."""
    tables = [
        Sum(one.total.key, tuple(part.key for part in one.parts)) for one in section.breakdowns
    ]
    return (*tables, *(each for one in section.duties for each in _sums_of_duty(one)))


def crossed_of(crossing: Crossing) -> CrossTable:
    """The keys of two breakdowns that are crossed."""
    return CrossTable(
        total=crossing.rows.total.key,
        rows=tuple(one.key for one in crossing.rows.parts),
        columns=tuple(one.key for one in crossing.columns.parts),
        cells=tuple(tuple(one.key for one in line) for line in crossing.cells),
    )


def _sums_of_duty(duty: Duty) -> tuple[Sum, ...]:
    keys = tuple(one.key for one in duty.by_timeliness)
    if duty.done is None:
        return (Sum(duty.total.key, keys),)
    return (Sum(duty.total.key, (duty.done.key, *keys[2:])), Sum(duty.done.key, keys[:2]))


def _figures(section: Section) -> Iterable[Figure]:
    yield from section.figures
    for duty in section.duties:
        yield duty.total
        yield from duty.by_timeliness
        if duty.done is not None:
            yield duty.done
    for table in section.breakdowns:
        yield table.total
        yield from table.parts
    for crossing in section.crossings:
        for line in crossing.cells:
            yield from line


def _section(section: Section, sides: _Sides) -> ShownSection:
    duties = [_duty(one, sides) for one in section.duties]
    return ShownSection(
        title=section.title,
        about=section.about,
        figures=(
            *(_row(one, sides) for one in section.figures),
            *(_measured(one, sides) for one in section.measures),
        ),
        # Of many kinds of task most have none.
        duties=tuple(one for one in duties if len(duties) < 4 or not _is_none(one)),
        tables=tuple(_table(one, sides) for one in section.breakdowns),
        crossed=tuple(_crossed(one, sides) for one in section.crossings),
    )


def _row(figure: Figure, sides: _Sides) -> Row:
    return Row(figure.label, sides[0].number(figure.key), sides[1].number(figure.key))


def _measured(measure: Measure, sides: _Sides) -> Row:
    return Row(measure.label, sides[0].measure(measure.key), sides[1].measure(measure.key))


def _duty(duty: Duty, sides: _Sides) -> WideRow:
    return _wide_row(duty.total.label, (duty.total, *duty.by_timeliness), sides)


def _wide_row(label: str, figures: Iterable[Figure], sides: _Sides) -> WideRow:
    keys = [one.key for one in figures]
    now, before = (tuple(side.number(key) for key in keys) for side in sides)
    return WideRow(label, now, before)


def _is_none(row: WideRow) -> bool:
    return row.now[0].exact == 0 and row.before[0].exact == 0


def _table(table: Breakdown, sides: _Sides) -> Table:
    rows = [_row(one, sides) for one in table.parts]
    total = _row(table.total, sides)
    if total.now.exact == total.before.exact == 0 or all(_says_nothing(row) for row in rows):
        rows = []
    if table.leaves_out_none and table.chart is not ChartKind.COLUMNS:
        rows = [one for one in rows if one.now.exact != 0 or one.before.exact != 0]
    return Table(table.title, table.heading, tuple(rows), total, table.chart)


def _crossed(crossing: Crossing, sides: _Sides) -> CrossedTable:
    """Lines and columns of which there were none in either period are left out."""
    total, parts = crossing.rows.total, crossing.columns.parts
    foot = _wide_row(total.label, (total, *parts), sides)
    rows = [
        _wide_row(one.label, (one, *cells), sides)
        for one, cells in zip(crossing.rows.parts, crossing.cells, strict=True)
    ]
    if not any(side.number(total.key).exact for side in sides):
        rows = []
    some = [
        one.exact != 0 or other.exact != 0 for one, other in zip(foot.now, foot.before, strict=True)
    ]
    some[0] = True
    return CrossedTable(
        title=crossing.title,
        heading=crossing.heading,
        columns=tuple(compress((total.label, *(one.label for one in parts)), some)),
        rows=tuple(_chosen(one, some) for one in rows if not _is_none(one)),
        total=_chosen(foot, some),
    )


def _chosen(row: WideRow, some: list[bool]) -> WideRow:
    return WideRow(row.label, tuple(compress(row.now, some)), tuple(compress(row.before, some)))


def _says_nothing(row: Row) -> bool:
    """Too few to break down, and in the period before too few as well, or none."""
    return row.now.words == TOO_FEW and (row.before.words == TOO_FEW or row.before.exact == 0)


def _exact(count: int) -> Number:
    return Number(f"{count:,}", count)
