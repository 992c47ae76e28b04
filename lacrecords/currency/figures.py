"""This authority's figures as the rules of currency take them, and when a finding is late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import current_app

from lacrecords.clocks import local_date, working_hours
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.currency_record import CurrencyFigures
from lacrecords.terms import CurrencySeverity, Role

TEAM_MANAGER, DESIGNATED_MANAGER = 1, 2
"""The steps on which a finding climbs: after its working days, and after as many again."""


def this_procedure() -> Procedure:
    """The figures of the program that runs."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    return procedure


def figures_of(procedure: Procedure) -> CurrencyFigures:
    """The figures that the rules take."""
    return CurrencyFigures(
        first_review_months=procedure.first_review_months,
        later_review_months=procedure.later_review_months,
        review_booked_days=procedure.review_booked_days,
        address_confirmed_months=procedure.address_confirmed_months,
        expected_date_days=procedure.expected_date_days,
        movement_days=procedure.movement_days,
        own_districts=procedure.own_postcode_districts,
    )


def lacks_own_districts(actor: Actor) -> bool:
    """Whether to tell this reader that the rules of the area find nothing: the manager alone."""
    is_manager = actor.role is Role.DESIGNATED_MANAGER
    return is_manager and not this_procedure().own_postcode_districts


def working_days_of(procedure: Procedure) -> Mapping[CurrencySeverity, int]:
    """How many working days a finding may stand before it climbs."""
    return {
        CurrencySeverity.URGENT: procedure.currency_urgent_working_days,
        CurrencySeverity.SOON: procedure.currency_soon_working_days,
        CurrencySeverity.ROUTINE: procedure.currency_routine_working_days,
    }


def late_before(
    procedure: Procedure, now: datetime, step: int = TEAM_MANAGER
) -> Mapping[CurrencySeverity, datetime]:
    """Of each severity, the moment before which a finding was first found if it is late now.

    Whole working days are counted: what is found on one day is late when the office closes
    so many working days later.
    """
    return {
        severity: _working_days_before(procedure, now, step * days)
        for severity, days in working_days_of(procedure).items()
    }


def late_at(procedure: Procedure, found_at: datetime, days: int) -> datetime:
    """The moment from which a finding that was first found then is late."""
    hours, day = working_hours(procedure), local_date(found_at)
    for _ in range(days):
        day += timedelta(days=1)
        while not hours.is_working_day(day):
            day += timedelta(days=1)
    return hours.in_utc(day, procedure.office_closes)


def _working_days_before(procedure: Procedure, now: datetime, days: int) -> datetime:
    """The start of the first day on which a finding would not be late yet."""
    hours = working_hours(procedure)
    day = local_date(now)
    if hours.wall_clock(now).time() >= procedure.office_closes and hours.is_working_day(day):
        day += timedelta(days=1)
    for _ in range(days):
        day -= timedelta(days=1)
        while not hours.is_working_day(day):
            day -= timedelta(days=1)
    return hours.in_utc(day, procedure.office_closes.min)
