"""What is to be put right in the demonstration: found week by week, told, and one let stand.

An address that nobody confirmed for more than a year comes from a record made by hand then.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from lacrecords.children import services as children
from lacrecords.children.services import Birth, NewAddress, NewCase, NewChild, NewLead, NewName
from lacrecords.clocks import local_date, working_hours
from lacrecords.currency.climbing import tell_what_is_late
from lacrecords.currency.counting import count_the_day
from lacrecords.currency.looking_over import look_over_all
from lacrecords.currency.queries import open_findings
from lacrecords.currency.services import Accept, accept
from lacrecords.database import transaction
from lacrecords.demo.places import house
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import CurrencyRule, DatePrecision

RECORDS_MADE = 1
WEEKS, WEEKS_OF_MANY, MANY_CHILDREN = 4, 1, 5_000
LONG_AGO = timedelta(days=390)
BY_HAND = "written down by hand for the demonstration"


def make_record_long_ago(actor: Actor, lead: Actor, then: datetime) -> int:
    """A child whose address was written down more than a year ago; the number of the record."""
    long_ago = then - LONG_AGO
    day, home = local_date(long_ago), house(3, 21, 44)
    child = NewChild(
        names=(NewName(forename="Ambrose", surname="Tindall"),),
        birth=Birth(day - timedelta(days=2_400), None, DatePrecision.EXACT),
        addresses=(
            NewAddress(line1=home.line1, town=home.town, postcode=home.postcode, uprn=home.uprn),
        ),
        cases=(NewCase(from_on=day),),
        leads=(
            NewLead(
                account_id=lead.account_id,
                team_id=next(iter(lead.team_ids), None),
                from_on=day,
            ),
        ),
        reason=BY_HAND,
    )
    return children.create_child(actor, child, long_ago)


def look_week_by_week(
    chief: Actor, procedure: Procedure, children_made: int, now: datetime
) -> None:
    """Look over every record as the worker would have, tell what is late, let one stand."""
    weeks = WEEKS if children_made <= MANY_CHILDREN else WEEKS_OF_MANY
    for week in range(weeks, 0, -1):
        moment = _morning(procedure, now - timedelta(weeks=week))
        look_over_all(procedure, moment, _no_rest)
        count_the_day(moment)
        tell_what_is_late(moment)
    moment = _morning(procedure, now - timedelta(days=2))
    chosen = next(iter(open_findings(CurrencyRule.NHS_NUMBER_MISSING, 1)), None)
    if chosen is not None:
        until = local_date(now) + timedelta(days=20)
        with transaction():
            accept(chief, chosen, Accept("The practice was asked in writing.", until), moment)


def _morning(procedure: Procedure, moment: datetime) -> datetime:
    hours, day = working_hours(procedure), local_date(moment)
    while not hours.is_working_day(day):
        day -= timedelta(days=1)
    return hours.in_utc(day, time(10))


def _no_rest(_seconds: float) -> None:
    """Nobody works on a database that is being built."""
