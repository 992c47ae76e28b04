"""The clocks: when something must be done, and how long a check stays good.

Pure: the moment, the holidays and every figure are handed in, in UTC, and come
back in UTC. Working days and office hours are counted on the wall clock of the
authority, so that a change of the clocks moves no deadline. This module knows
no holiday and no figure of its own, and never asks what time it is.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lacrecords.terms import ClockUnit, VerificationMethod

MONDAY_TO_FRIDAY = frozenset(range(5))
ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)
TELEPHONE_OR_FACE_TO_FACE = frozenset(
    {
        VerificationMethod.RING_BACK,
        VerificationMethod.KNOWN_VOICE,
        VerificationMethod.IDENTITY_DOCUMENT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """The authority's office hours: the clock on which working days are counted."""

    opens: time
    closes: time
    holidays: frozenset[date]
    # The last day for which the holidays are known; after it only weekends are left out.
    holidays_known_until: date
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY  # Monday is 0
    timezone_name: str = "Europe/London"

    def __post_init__(self) -> None:
        """Refuse hours in which no deadline could ever fall."""
        if not self.opens < self.closes:
            raise ValueError("The office must open before it closes, on the same day.")
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("Working weekdays are numbers from 0 (Monday) to 6; one at least.")
        ZoneInfo(self.timezone_name)  # an unknown zone is an error now, not at night

    def is_working_day(self, day: date) -> bool:
        """Say whether the office works on this day."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def is_out_of_hours(self, moment: datetime) -> bool:
        """Say whether the office is shut at this moment, and the out-of-hours team is on."""
        here = self.wall_clock(moment)
        open_now = self.opens <= here.time() < self.closes
        return not (open_now and self.is_working_day(here.date()))

    def add_working_days(self, moment: datetime, days: int) -> datetime:
        """Add whole working days, at least one.

        A moment in office hours falls due at the same time on the last of the days.
        A moment outside them counts as the close of the office before it, so that what
        comes in at night or at a weekend is due by the close of the working day.
        """
        if days < 1:
            raise ValueError("A deadline in working days is at least one working day away.")
        start = self._in_office_hours(self.wall_clock(moment))
        day = start.date()
        for _ in range(days):
            day = self.next_working_day(day)
        return self.in_utc(day, start.time())

    def end_of_next_working_day(self, moment: datetime) -> datetime:
        """Give the close of the office on the first working day after today's date here."""
        return self.in_utc(self.next_working_day(self.wall_clock(moment).date()), self.closes)

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Count the whole minutes of office hours between two moments; none where end is first."""
        begin, stop = self.wall_clock(start), self.wall_clock(end)
        day, passed = begin.date(), timedelta()
        while day <= stop.date():
            if self.is_working_day(day):
                opens = max(start, self.in_utc(day, self.opens))
                closes = min(end, self.in_utc(day, self.closes))
                passed += max(closes - opens, timedelta())
            day += ONE_DAY
        return passed // ONE_MINUTE

    def holiday_data_runs_out(self, moment: datetime, notice_days: int = 0) -> bool:
        """Say whether holidays are unknown at this moment, or will be within the notice."""
        last_day_needed = self.wall_clock(moment).date() + notice_days * ONE_DAY
        return last_day_needed > self.holidays_known_until

    def next_working_day(self, day: date) -> date:
        """Give the first working day after this one."""
        following = day + ONE_DAY
        while not self.is_working_day(following):
            following += ONE_DAY
        return following

    def wall_clock(self, moment: datetime) -> datetime:
        """Give the moment as the clock on the office wall shows it."""
        if moment.tzinfo is None:
            raise ValueError("A moment needs its time zone; moments are kept in UTC.")
        return moment.astimezone(ZoneInfo(self.timezone_name))

    def in_utc(self, day: date, at: time) -> datetime:
        """Give the UTC moment at which the wall clock shows this time on this day."""
        here = datetime.combine(day, at, tzinfo=ZoneInfo(self.timezone_name))
        return here.astimezone(UTC)

    def end_of_day(self, day: date) -> datetime:
        """Give the UTC moment at which this day ends on the wall clock."""
        return self.in_utc(day + ONE_DAY, time(0))

    def _in_office_hours(self, here: datetime) -> datetime:
        day = here.date()
        if self.is_working_day(day) and here.time() >= self.opens:
            return datetime.combine(day, min(here.time(), self.closes))
        day -= ONE_DAY
        while not self.is_working_day(day):
            day -= ONE_DAY
        return datetime.combine(day, self.closes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One clock with its reason: what started it, when it ends and under which setting."""

    began_at: datetime
    began_because: str  # completes "from when ...", for example "the second enquiry was settled"
    figure: int
    unit: ClockUnit
    setting: str  # the name of the figure among the procedure's figures
    due_at: datetime

    def is_late(self, now: datetime) -> bool:
        """Say whether the time is over; at the very moment it is not."""
        return now > self.due_at

    def is_past(self, share: float, now: datetime) -> bool:
        """Say whether this share of the time, from 0 to 1, has gone."""
        return now - self.began_at >= (self.due_at - self.began_at) * share


def start_clock(
    working_hours: WorkingHours,
    began_at: datetime,
    began_because: str,
    figure: int,
    unit: ClockUnit,
    setting: str,
) -> Clock:
    """Start a clock of so many units, at least one.

    Minutes and hours pass as they pass. Working days end at an office hour. Days and months
    end with their last day on the wall clock; a month that lacks the day ends with its last.
    """
    if figure < 1:
        raise ValueError("A clock runs for at least one of its units.")
    return Clock(
        began_at=began_at,
        began_because=began_because,
        figure=figure,
        unit=unit,
        setting=setting,
        due_at=_end(working_hours, began_at, figure, unit),
    )


def _end(hours: WorkingHours, began_at: datetime, figure: int, unit: ClockUnit) -> datetime:
    if unit is ClockUnit.MINUTES:
        return add_hours(began_at, figure / 60)
    if unit is ClockUnit.HOURS:
        return add_hours(began_at, figure)
    if unit is ClockUnit.WORKING_DAYS:
        return hours.add_working_days(began_at, figure)
    day = hours.wall_clock(began_at).date()
    if unit is ClockUnit.DAYS:
        return hours.end_of_day(day + figure * ONE_DAY)
    return hours.end_of_day(months_later(day, figure))


def months_later(day: date, months: int) -> date:
    """Give the same day of the month so many months later; the month's last where it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def anniversary(born_on: date, years: int) -> date:
    """Give the day on which somebody born on that day attains so many years.

    Born on 29 February: on 1 March of a year without that day. Source: Family Law Reform
    Act 1969, section 9.
    """
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def add_hours(moment: datetime, hours: float) -> datetime:
    """Add hours as they pass, day and night, whatever the clocks on the wall do."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone; moments are kept in UTC.")
    return moment.astimezone(UTC) + timedelta(hours=hours)


def verification_valid_until(
    method: VerificationMethod,
    checked_at: datetime,
    *,
    working_hours: WorkingHours,
    telephone_minutes: int,
    written_working_days: int,
    replied_at: datetime | None = None,
) -> datetime | None:
    """Give the moment at which a confirmed check stops being good; None if it never was.

    By telephone or face to face: so many minutes. In writing: so many working days at
    most, and no longer than until the reply has gone. Source: product, A2.
    """
    if method in TELEPHONE_OR_FACE_TO_FACE:
        return add_hours(checked_at, telephone_minutes / 60)
    if method is VerificationMethod.DIRECTORY_EMAIL:
        at_most = working_hours.add_working_days(checked_at, written_working_days)
        return at_most if replied_at is None else min(at_most, replied_at)
    return None
