"""A clock as a page says it: what started it, when it ends, and under which setting.

The end is the one that was worked out when the clock began; the figure beside it is today's, and
where both no longer agree the page says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app

from lacrecords.clocks import clock_of, local_date, working_hours
from lacrecords.procedure import FigureSource, Procedure
from lacrecords.rules.deadlines import Clock
from lacrecords.terms import ClockUnit
from lacrecords.web.words import date_words, figure_words, moment_words

FIGURE_CHANGED = "The end stands as it was worked out then: the figure has been changed since"
WHOLE_DAYS = frozenset({ClockUnit.DAYS, ClockUnit.MONTHS})


@dataclass(frozen=True, slots=True)
class ClockShown:
    """One clock with its reason; `otherwise` says why it ends at another time than the figure."""

    clock: Clock
    due_at: datetime
    source: FigureSource
    otherwise: str

    @property
    def figure_words(self) -> str:
        """How long it runs: 5 working days."""
        return figure_words(self.clock.figure, self.clock.unit)

    @property
    def due_words(self) -> str:
        """When it ends; what is counted in days or months ends with a whole day."""
        if self.clock.unit in WHOLE_DAYS:
            return f"the end of {date_words(local_date(self.due_at - timedelta.resolution))}"
        return moment_words(self.due_at)


def clock_shown(
    setting: str,
    began_at: datetime,
    because: str,
    due: datetime | date,
    otherwise: str = FIGURE_CHANGED,
) -> ClockShown:
    """The clock under this setting, with the end that was kept: a moment, or the last day of it.

    `because` completes "when ..."; `otherwise` is said where the end is not the figure's.
    """
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    sources: Mapping[str, FigureSource] = current_app.extensions["lacrecords_figure_sources"]
    due_at = due if isinstance(due, datetime) else working_hours(procedure).end_of_day(due)
    clock = clock_of(procedure, setting, began_at, because)
    kept = "" if clock.due_at == due_at else otherwise
    return ClockShown(clock, due_at, sources[setting], kept)
