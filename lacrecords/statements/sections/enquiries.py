"""Enquiries: how many, who asked and what came of it, by which way, and when."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from lacrecords.clocks import LOCAL, working_hours
from lacrecords.enquiries.queries import figures as enquiries
from lacrecords.enquiries.queries import outcome_figures as outcomes
from lacrecords.figures.sections import (
    Breakdown,
    ChartKind,
    Crossing,
    Figure,
    Period,
    Section,
    cells_of,
    parts_of,
)
from lacrecords.terms import AgencyType, Channel, EnquirerKind
from lacrecords.wording import words

KEY = "enquiries"
NO_AGENCY = "agency_not_given"
OUTCOMES = {
    outcomes.TOLD: "Told who leads, or another fact about a child",
    outcomes.RING_BACK: "To be rung back",
    outcomes.NOT_DECIDED: "Not decided yet",
    outcomes.ADVICE: "Advice only",
    outcomes.NOT_KNOWN: "Child not known: advice and a contact record",
    outcomes.ON_A_LIST: "Stood in a list that was looked up for the manager",
}
HOURS = {"in_hours": "In office hours", "out_of_hours": "Out of office hours"}


def enquiries_section(period: Period) -> Section:
    """Every enquiry asked in the period, counted from each side."""
    found = enquiries.asked(period.span)
    total = Figure(KEY, "Enquiries", len(found.asked_at))
    crossing = _crossing(period, total)
    children = outcomes.children_asked_about(period.span)
    return Section(
        key=KEY,
        title="Enquiries",
        about="Each enquiry counts once, on the day it was asked. One about several children counts"
        " by the first of these that came of one of them: told, to be rung back, not decided yet,"
        " advice only, not known.",
        figures=(Figure("enquired_children", "Children asked about", children),),
        breakdowns=(
            crossing.rows,
            crossing.columns,
            _by_way(found, total),
            *_by_time(period, found, total),
        ),
        crossings=(crossing,),
    )


def _crossing(period: Period, total: Figure) -> Crossing:
    """Who asked and what came of it, each for itself and both together."""
    counted = Counter[tuple[str, str]]()
    for (asking, outcome), number in outcomes.by_enquirer_and_outcome(period.span).items():
        counted[f"asked_by.{_who(*asking)}", f"outcome.{outcome}"] += number
    rows = Breakdown(
        title="Who asked",
        heading="Agency or person",
        total=total,
        parts=_parts("asked_by", _enquirers(), counted, 0),
        leaves_out_none=True,
    )
    columns = Breakdown(
        title="What came of each enquiry",
        heading="Outcome",
        total=total,
        parts=_parts("outcome", OUTCOMES, counted, 1),
    )
    return Crossing(
        title="Who asked, and what came of it",
        heading="Agency or person",
        rows=rows,
        columns=columns,
        cells=cells_of(rows, columns, counted),
    )


def _parts(
    key: str, labels: dict[str, str], counted: Counter[tuple[str, str]], side: int
) -> tuple[Figure, ...]:
    of_side = Counter[str]()
    for keys, number in counted.items():
        of_side[keys[side].removeprefix(f"{key}.")] += number
    return parts_of(key, labels, of_side)


def _by_way(found: enquiries.AskedFigures, total: Figure) -> Breakdown:
    channels = Counter({one.value: count for one, count in found.by_channel.items()})
    return Breakdown(
        title="How they reached us",
        heading="Way",
        total=total,
        parts=parts_of("channel", {one.value: words(one) for one in Channel}, channels),
    )


def _by_time(
    period: Period, found: enquiries.AskedFigures, total: Figure
) -> tuple[Breakdown, Breakdown]:
    return (
        Breakdown(
            title="In and out of office hours",
            heading="When",
            total=total,
            parts=parts_of("hours", HOURS, in_and_out(period, found.asked_at)),
        ),
        Breakdown(
            title="Hour of the day",
            heading="Hour on the office clock",
            total=total,
            parts=_by_hour(found.asked_at),
            chart=ChartKind.COLUMNS,
        ),
    )


def _who(kind: EnquirerKind, agency_type: AgencyType | None) -> str:
    if kind is not EnquirerKind.PROFESSIONAL:
        return f"person_{kind.value}"
    return agency_type.value if agency_type else NO_AGENCY


def _enquirers() -> dict[str, str]:
    labels: dict[str, str] = {one.value: words(one) for one in AgencyType}
    labels[NO_AGENCY] = "A professional whose agency was not given"
    people = [one for one in EnquirerKind if one is not EnquirerKind.PROFESSIONAL]
    return labels | {f"person_{one.value}": words(one) for one in people}


def in_and_out(period: Period, asked_at: Iterable[datetime]) -> Counter[str]:
    """How many of these moments were in office hours, and how many were not."""
    hours = working_hours(period.procedure)
    # Opening and closing by turns: after an odd number of them the office is open.
    turns: list[datetime] = []
    day = period.from_on
    while day <= period.to_on:
        if hours.is_working_day(day):
            turns += [hours.in_utc(day, hours.opens), hours.in_utc(day, hours.closes)]
        day += timedelta(days=1)
    opened = sum(bisect_right(turns, moment) % 2 for moment in asked_at)
    every = sum(1 for _ in asked_at)
    return Counter({"in_hours": opened, "out_of_hours": every - opened})


def _by_hour(asked_at: Iterable[datetime]) -> tuple[Figure, ...]:
    # An hour of UTC is an hour of the office: its clock never differs by part of one.
    of_utc = Counter(moment.replace(minute=0, second=0, microsecond=0) for moment in asked_at)
    counted: Counter[str] = Counter()
    for hour, number in of_utc.items():
        counted[f"{hour.astimezone(LOCAL).hour:02d}"] += number
    labels = {f"{hour:02d}": f"{hour:02d}:00 to {hour:02d}:59" for hour in range(24)}
    return parts_of("hour", labels, counted)
