"""When a notification must be acknowledged: the authority's figures put into the rules' clocks.

Urgent ones run day and night, routine ones in office hours only. Nothing here
reads the time: the moment is handed in.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from flask import current_app

from lacrecords.notifications.routing import Recipient, reachable
from lacrecords.procedure import Procedure, bank_holidays
from lacrecords.rules.deadlines import WorkingHours
from lacrecords.terms import Urgency

YEARS_AHEAD = 2


def working_hours(procedure: Procedure, now: datetime) -> WorkingHours:
    """The office hours of this authority, with the holidays around this moment."""
    return _working_hours(procedure, now.year)


@lru_cache(maxsize=8)
def _working_hours(procedure: Procedure, year: int) -> WorkingHours:
    last = year + YEARS_AHEAD
    return WorkingHours(
        opens=procedure.office_opens,
        closes=procedure.office_closes,
        holidays=bank_holidays(year - 1, last),
        holidays_known_until=date(last, 12, 31),
    )


def local_day(procedure: Procedure, now: datetime) -> date:
    """The day on the office wall at this moment."""
    return working_hours(procedure, now).wall_clock(now).date()


def is_out_of_hours(procedure: Procedure, now: datetime) -> bool:
    """Whether the office is shut at this moment."""
    return working_hours(procedure, now).is_out_of_hours(now)


def acknowledge_by(urgency: Urgency, procedure: Procedure, now: datetime) -> datetime:
    """The moment after which an unacknowledged notification climbs."""
    if urgency is Urgency.URGENT:
        return now + timedelta(minutes=procedure.acknowledge_urgent_minutes)
    days = procedure.acknowledge_routine_working_days
    return working_hours(procedure, now).add_working_days(now, days)


def may_climb(urgency: Urgency, procedure: Procedure, now: datetime) -> bool:
    """Whether one of this urgency climbs at this moment: routine ones wait for office hours."""
    return urgency is Urgency.URGENT or not is_out_of_hours(procedure, now)


def this_procedure() -> Procedure:
    """The figures of this authority, as the application was started with them."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    return procedure


def someone_active(recipient: Recipient, now: datetime) -> Recipient:
    """The recipient if an active person stands behind it at this moment, else the stand-in."""
    procedure = this_procedure()
    return reachable(recipient, local_day(procedure, now), is_out_of_hours(procedure, now))
