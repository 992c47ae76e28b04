"""The procedure's clocks with this authority's own hours, figures and bank holidays.

The counting is done in `rules.deadlines`; this module only hands it the figures.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from lacrecords.procedure import Procedure, bank_holidays, bank_holidays_known_until
from lacrecords.rules import deadlines
from lacrecords.rules.deadlines import Clock, WorkingHours, start_clock
from lacrecords.terms import ClockUnit, Urgency, VerificationMethod

HOLIDAYS_FROM = 2015
HOLIDAYS_UNTIL = 2046
LOCAL = ZoneInfo("Europe/London")


@lru_cache(maxsize=8)
def working_hours(procedure: Procedure) -> WorkingHours:
    """The office hours of this authority, with England's bank holidays."""
    return WorkingHours(
        opens=procedure.office_opens,
        closes=procedure.office_closes,
        holidays=bank_holidays(HOLIDAYS_FROM, HOLIDAYS_UNTIL),
        holidays_known_until=min(date(HOLIDAYS_UNTIL, 12, 31), bank_holidays_known_until()),
    )


def is_out_of_hours(procedure: Procedure, moment: datetime) -> bool:
    """Whether the office is shut and the out-of-hours team is on."""
    return working_hours(procedure).is_out_of_hours(moment)


def local_date(moment: datetime) -> date:
    """The day at this moment on the office wall."""
    return moment.astimezone(LOCAL).date()


def working_days_later(procedure: Procedure, moment: datetime, days: int) -> datetime:
    """The moment this many working days later."""
    return working_hours(procedure).add_working_days(moment, days)


_UNITS = {f"_{unit.value}": unit for unit in ClockUnit}


def clock_of(procedure: Procedure, setting: str, began_at: datetime, because: str) -> Clock:
    """The clock under this figure of the procedure, whose unit its name ends with.

    ValueError: the name ends with no unit of time.
    """
    unit = unit_of(setting)
    figure: int = getattr(procedure, setting)
    return start_clock(working_hours(procedure), began_at, because, figure, unit, setting)


def unit_of(setting: str) -> ClockUnit:
    """In what a figure of the procedure counts time; ValueError: its name ends with no unit."""
    ends = [end for end in _UNITS if setting.endswith(end)]
    if not ends:
        raise ValueError(f"{setting} is no figure of time.")
    return _UNITS[max(ends, key=len)]


def holidays_known_until(procedure: Procedure) -> date:
    """The last day for which bank holidays are known; a clock past it counts weekends only."""
    return working_hours(procedure).holidays_known_until


def acknowledge_by(procedure: Procedure, urgency: Urgency, moment: datetime) -> datetime:
    """When a notification climbs: urgent by the hour, routine in working days."""
    if urgency is Urgency.URGENT:
        return moment + timedelta(minutes=procedure.acknowledge_urgent_minutes)
    return working_days_later(procedure, moment, procedure.acknowledge_routine_working_days)


def verification_valid_until(
    procedure: Procedure, method: VerificationMethod, checked_at: datetime
) -> datetime:
    """When a check stops being good for telling; at once where nothing was checked."""
    until = deadlines.verification_valid_until(
        method,
        checked_at,
        working_hours=working_hours(procedure),
        telephone_minutes=procedure.verification_telephone_minutes,
        written_working_days=procedure.verification_written_working_days,
    )
    return until or checked_at
