"""What a section of figures is made of, before anything is hidden. Exact numbers.

The statement to the Director and the year's report on sharing are made of them. The same keys
must come for every period, and no key may be a part of two sums: the hiding of small numbers
rests on that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from lacrecords.procedure import Procedure
from lacrecords.rules.measuring import percentile, timeliness
from lacrecords.staff.stints import Span, span_of_days
from lacrecords.terms import Timeliness


class ChartKind(StrEnum):
    """How a table is drawn beside its numbers."""

    NONE = "none"
    BARS = "bars"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole days on the office wall, of one team or of all; and the moment it is looked at."""

    from_on: date
    to_on: date
    span: Span
    as_of: datetime
    procedure: Procedure

    @property
    def team_id(self) -> int | None:
        """The team whose work is meant; None: the whole council's."""
        return self.span.team_id

    def before(self) -> Period:
        """As many days, directly before."""
        to_on = self.from_on - timedelta(days=1)
        from_on = to_on - (self.to_on - self.from_on)
        return replace(
            self, from_on=from_on, to_on=to_on, span=span_of_days(from_on, to_on, self.team_id)
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One count. What is no count of people or of what concerns one is never hidden."""

    key: str
    label: str
    count: int
    of_people: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A total and its parts."""

    title: str
    heading: str
    total: Figure
    parts: tuple[Figure, ...]
    chart: ChartKind = ChartKind.BARS
    leaves_out_none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Two breakdowns of one total, crossed; a line of cells for each part of the first."""

    title: str
    heading: str
    rows: Breakdown
    columns: Breakdown
    cells: tuple[tuple[Figure, ...], ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty with a clock: how many there were, and how each stands.

    `done` where another table breaks down those that are done: both in time and late.
    """

    total: Figure
    by_timeliness: tuple[Figure, ...]
    done: Figure | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is no count, in words, and the number of cases it rests on."""

    key: str
    label: str
    words: str
    rests_on: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the statement."""

    key: str
    title: str
    about: str
    figures: tuple[Figure, ...] = ()
    measures: tuple[Measure, ...] = ()
    duties: tuple[Duty, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    crossings: tuple[Crossing, ...] = ()


class Provider(Protocol):
    """From a period to a section; None where a team has no such duty."""

    def __call__(self, period: Period, /) -> Section | None:
        """The section."""
        ...


class HasClock(Protocol):
    """Something that is due at a moment, and done at one or not yet."""

    @property
    def due_at(self) -> datetime:
        """The moment it is due."""
        ...

    @property
    def done_at(self) -> datetime | None:
        """The moment it was done."""
        ...


def duty(key: str, label: str, found: Iterable[HasClock], as_of: datetime) -> Duty:
    """The duty with each of its cases counted once."""
    return duty_counted(
        key, label, Counter(timeliness(one.due_at, one.done_at, as_of) for one in found)
    )


def duty_counted(key: str, label: str, counted: Counter[Timeliness]) -> Duty:
    """The duty whose cases were counted already."""
    states = tuple(Figure(f"{key}.{one}", one.value, counted[one]) for one in Timeliness)
    return Duty(Figure(key, label, counted.total()), states)


def with_done(made: Duty, label: str) -> tuple[Duty, Figure]:
    """The duty with a figure of what is done, and that figure for a table of its own."""
    ended = (Timeliness.IN_TIME, Timeliness.LATE)
    keys = {f"{made.total.key}.{one}" for one in ended}
    number = sum(one.count for one in made.by_timeliness if one.key in keys)
    done = Figure(f"{made.total.key}.done", label, number)
    return replace(made, done=done), done


def parts_of(key: str, labels: dict[str, str], counted: Counter[str]) -> tuple[Figure, ...]:
    """One part for every label, also where there is none of it."""
    return tuple(Figure(f"{key}.{one}", label, counted[one]) for one, label in labels.items())


def cells_of(
    rows: Breakdown, columns: Breakdown, counted: Counter[tuple[str, str]]
) -> tuple[tuple[Figure, ...], ...]:
    """A cell for each part of both, also where there is none; counted by both their keys."""
    return tuple(
        tuple(
            Figure(f"{row.key}/{column.key}", column.label, counted[row.key, column.key])
            for column in columns.parts
        )
        for row in rows.parts
    )


def usual_times(key: str, label: str, minutes: Counter[int]) -> tuple[Measure, Measure]:
    """The median and the 90th percentile of these times, counted by their minutes."""
    median, ninetieth = (time_taken(percentile(minutes, one)) for one in (50, 90))
    number = minutes.total()
    return (
        Measure(f"{key}.median", f"{label}: median", median, number),
        Measure(f"{key}.ninetieth", f"{label}: 90th percentile", ninetieth, number),
    )


def time_taken(minutes: int | None) -> str:
    """A time in words: "35 minutes", "5 hours 10 minutes", "3 days 4 hours"."""
    if minutes is None:
        return "none"
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    said = [(days, "day"), (hours, "hour"), (rest, "minute")]
    first = next((place for place, (number, _) in enumerate(said) if number), 2)
    return " ".join(
        f"{number} {unit}{'' if number == 1 else 's'}"
        for number, unit in said[first : first + 2]
        if number or unit == said[first][1]
    )
