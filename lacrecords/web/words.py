"""Dates, moments and ages in plain words, as the pages show them.

Moments are kept in UTC and shown in the time of the office. Nothing here
decides whether a date is right.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from lacrecords.terms import ClockUnit

OFFICE_TIME = ZoneInfo("Europe/London")
WEEKS_UNTIL_MONTHS = 12
MONTHS_UNTIL_YEARS = 24
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_words(day: date | None) -> str:
    """A date as people write it: 3 March 2024; nothing for no date."""
    return "" if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def time_words(moment: datetime | None) -> str:
    """The time of day in the office: 2:05pm; nothing for no moment."""
    if moment is None:
        return ""
    local = moment.astimezone(OFFICE_TIME)
    half = "am" if local.hour < 12 else "pm"
    return f"{local.hour % 12 or 12}:{local.minute:02d}{half}"


def moment_words(moment: datetime | None) -> str:
    """A moment as people in the office would say it: 3 March 2024, 2:05pm."""
    if moment is None:
        return ""
    return f"{date_words(moment.astimezone(OFFICE_TIME).date())}, {time_words(moment)}"


def due_words(due: datetime | date, now: datetime) -> str:
    """When something is due, for whoever reads it now: today, 2:05pm; tomorrow; 3 March 2024."""
    moment = due if isinstance(due, datetime) else None
    day = due if moment is None else moment.astimezone(OFFICE_TIME).date()
    ahead = (day - now.astimezone(OFFICE_TIME).date()).days
    near = {0: "today", 1: "tomorrow"}.get(ahead)
    if near is None or moment is None:
        return near or date_words(day)
    return f"{near}, {time_words(moment)}"


def age_words(born_on: date | None, on: date | None = None) -> str:
    """The age on a day (today where none is given): weeks, then months under two, then years."""
    if born_on is None:
        return ""
    today = on or datetime.now(UTC).astimezone(OFFICE_TIME).date()
    if born_on > today:
        return "not yet born"
    months = (today.year - born_on.year) * 12 + today.month - born_on.month
    months -= today.day < born_on.day
    if months >= MONTHS_UNTIL_YEARS:
        return _counted(months // 12, "year")
    days = (today - born_on).days
    if days >= WEEKS_UNTIL_MONTHS * 7:
        return _counted(months, "month")
    return _counted(days // 7, "week") if days >= 7 else _counted(days, "day")


def figure_words(figure: int, unit: ClockUnit) -> str:
    """How long a figure of the procedure gives: 1 working day, 60 minutes."""
    return _counted(figure, unit.value.replace("_", " ")[:-1])


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
