"""Enquiries: how many, who asked, by which way, when, and what came of each child asked about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from lacrecords.clocks import LOCAL, working_hours
from lacrecords.enquiries.queries import figures as enquiries
from lacrecords.figures.sections import (
    Breakdown,
    ChartKind,
    Figure,
    Period,
    Section,
    parts_of,
)
from lacrecords.terms import AgencyType, Channel, EnquirerKind
from lacrecords.wording import words

KEY = "enquiries"
NO_AGENCY = "agency_not_given"
OUTCOMES = {
    enquiries.TOLD: "Told who leads, or another fact about the child",
    enquiries.ADVICE: "Advice only",
    enquiries.NOT_KNOWN: "Child not known: advice and a contact record",
    enquiries.RING_BACK: "To be rung back",
    enquiries.NOT_DECIDED: "Not decided yet",
    enquiries.ON_A_LIST: "Stood in a list that was looked up for the manager",
}
HOURS = {"in_hours": "In office hours", "out_of_hours": "Out of office hours"}


def enquiries_section(period: Period) -> Section:
    """Every enquiry asked in the period, counted from each side."""
    found = enquiries.asked(period.span)
    total = Figure(KEY, "Enquiries", len(found.asked_at))
    return Section(
        key=KEY,
        title="Enquiries",
        about="Each enquiry counts once, on the day it was asked; a child counts once for each"
        " enquiry in which the child was asked about.",
        breakdowns=(*_by_whom(found, total), *_by_time(period, found, total), _children(period)),
    )


def _by_whom(found: enquiries.AskedFigures, total: Figure) -> tuple[Breakdown, Breakdown]:
    channels = Counter({one.value: count for one, count in found.by_channel.items()})
    return (
        Breakdown(
            title="Who asked",
            heading="Agency or person",
            total=total,
            parts=_enquirers(found),
            leaves_out_none=True,
        ),
        Breakdown(
            title="How they reached us",
            heading="Way",
            total=total,
            parts=parts_of("channel", {one.value: words(one) for one in Channel}, channels),
        ),
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


def _children(period: Period) -> Breakdown:
    counted = enquiries.outcomes(period.span)
    return Breakdown(
        title="What came of it, for each child asked about",
        heading="Outcome",
        total=Figure("enquired_children", "Children asked about", counted.total()),
        parts=parts_of("outcome", OUTCOMES, counted),
    )


def _enquirers(found: enquiries.AskedFigures) -> tuple[Figure, ...]:
    labels: dict[str, str] = {one.value: words(one) for one in AgencyType}
    labels[NO_AGENCY] = "A professional whose agency was not given"
    counted = Counter({one.value: found.by_agency[one] for one in AgencyType})
    counted[NO_AGENCY] = found.by_agency[None]
    people = [one for one in EnquirerKind if one is not EnquirerKind.PROFESSIONAL]
    labels |= {f"person_{one.value}": words(one) for one in people}
    counted.update({f"person_{one.value}": found.by_kind[one] for one in people})
    return parts_of("asked_by", labels, counted)


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
