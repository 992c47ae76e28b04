"""The years in which decisions are looked back at: from April to March, as councils report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lacrecords.staff.stints import Span, span_of_days

APRIL = 4
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Year:
    """One year, named by the one in which it begins."""

    number: int

    @property
    def from_on(self) -> date:
        """Its first day."""
        return date(self.number, APRIL, 1)

    @property
    def to_on(self) -> date:
        """Its last day."""
        return date(self.number + 1, APRIL, 1) - timedelta(days=1)

    @property
    def span(self) -> Span:
        """From its first moment until just after its last."""
        return span_of_days(self.from_on, self.to_on)

    @property
    def title(self) -> str:
        """As people write it: 2026 to 2027."""
        return f"{self.number} to {self.number + 1}"

    def before(self) -> Year:
        """The year before."""
        return Year(self.number - 1)


def year_began(day: date) -> date:
    """The first of April with which the year of this day began."""
    return date(day.year if day.month >= APRIL else day.year - 1, APRIL, 1)


def year_of(day: date) -> Year:
    """The year in which this day lies."""
    return Year(year_began(day).year)
