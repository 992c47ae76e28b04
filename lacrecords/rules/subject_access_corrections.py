"""What a correction of a request undoes, and what still counts after one. Pure.

A check was made of whoever asked as they were written down; a search was made by what was said
of the person. Where that was wrong, the check and the search are of somebody else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from lacrecords.rules.subject_access import ClockFigures, RequestDays, first_month_ends_on

OF_THE_ASKER = frozenset({"asks_as", "asker_name", "relationship"})
OF_THE_PERSON = frozenset(
    {"subject_forename", "subject_surname", "subject_other_names", "subject_born_on"}
) | {"subject_address", "subject_postcode"}
OF_WHAT_IS_ASKED = frozenset({"everything", "asked"})
OF_THE_WAY = frozenset({"received_on", "received_how", "asker_contact"})
"""These undo nothing; the clock follows the day by itself."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What is done anew after a correction."""

    shown: bool
    """Who asks, and their right to ask, is shown anew."""
    searched: bool
    """The person is searched for and decided on anew."""
    assembled: bool
    """The pack is assembled anew."""


def undone_by(changed: Collection[str]) -> Undone:
    """What a change of these parts of a request undoes."""
    parts = frozenset(changed)
    return Undone(
        shown=bool(parts & OF_THE_ASKER),
        searched=bool(parts & OF_THE_PERSON),
        assembled=bool(parts & OF_WHAT_IS_ASKED),
    )


def counts(done_at: datetime, corrected_at: datetime | None) -> bool:
    """Whether what was done still counts: it was done after the correction that undoes it."""
    return corrected_at is None or done_at > corrected_at


def latest_receipt(recorded_on: date, done_on: Collection[date]) -> date:
    """The last day on which it can have reached us: nothing was done before it came in."""
    return min(recorded_on, *done_on) if done_on else recorded_on


def with_extension(days: RequestDays, told_on: date | None, figures: ClockFigures) -> RequestDays:
    """The days with the extension, where it was told within the first month as it counts now."""
    ends = first_month_ends_on(days, figures)
    in_time = told_on is not None and (ends is None or told_on <= ends)
    return replace(days, extended=in_time)
