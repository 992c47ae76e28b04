"""Making a statement: the sections of a period and of the one before, hidden or as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lacrecords.clocks import local_date
from lacrecords.figures.sections import Period
from lacrecords.figures.shown import Hiding, ShownStatement, shown
from lacrecords.notifications.stand_ins import this_procedure
from lacrecords.staff import queries as staff
from lacrecords.staff.stints import span_of_days
from lacrecords.statements.providers import sections_of

LONGEST_DAYS = 366 * 2
FIRST_YEAR = 2000
FEBRUARY, MARCH = 2, 3


@dataclass(frozen=True, slots=True)
class Days:
    """Which days a statement is about, the last one included, and of which team."""

    from_on: date
    to_on: date
    team_id: int | None = None

    @property
    def number(self) -> int:
        """How many days there are."""
        return (self.to_on - self.from_on).days + 1

    def before(self) -> Days:
        """As many days, directly before."""
        to_on = self.from_on - timedelta(days=1)
        return Days(to_on - timedelta(days=self.number - 1), to_on, self.team_id)


def refusal_of(days: Days, now: datetime) -> str:
    """Why there is no statement for these days, as a message; empty where there is."""
    if days.to_on < days.from_on:
        return "The last day must be the same as or after the first day"
    if days.to_on > local_date(now):
        return "The last day must be today or in the past"
    if days.from_on.year < FIRST_YEAR:
        return f"The first day must be in {FIRST_YEAR} or later"
    if days.number > LONGEST_DAYS:
        return "The period must be two years or shorter"
    return ""


def team_name(team_id: int | None) -> str:
    """What the team is called; empty for the whole council."""
    found = staff.team(team_id) if team_id is not None else None
    return found.name if found else ""


def exact_statement(days: Days, now: datetime) -> ShownStatement:
    """Every number as it is: for the designated manager's own work."""
    return _made(days, now, None)


def statement_to_issue(days: Days, now: datetime) -> ShownStatement:
    """Small numbers hidden: what is passed on."""
    figures = this_procedure()
    return _made(days, now, Hiding(figures.statement_smallest_count, figures.statement_shows_zero))


def _made(days: Days, now: datetime, hiding: Hiding | None) -> ShownStatement:
    period = Period(
        from_on=days.from_on,
        to_on=days.to_on,
        span=span_of_days(days.from_on, days.to_on, days.team_id),
        as_of=now,
        procedure=this_procedure(),
    )
    return shown(sections_of(period), sections_of(period.before()), hiding)


def usual_periods(today: date) -> tuple[tuple[str, Days], ...]:
    """The periods that are mostly asked for: the last month, quarter and year that have ended."""
    month_began = today.replace(day=1)
    last_month = month_began - timedelta(days=1)
    quarter_began = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last_quarter = quarter_began - timedelta(days=1)
    april = date(today.year if today.month > MARCH else today.year - 1, 4, 1)
    return (
        ("Last month", Days(last_month.replace(day=1), last_month)),
        (
            "Last quarter",
            Days(date(last_quarter.year, last_quarter.month - FEBRUARY, 1), last_quarter),
        ),
        ("Last year from April to March", Days(date(april.year - 1, 4, 1), april - timedelta(1))),
        ("This year since April", Days(april, today)),
    )
