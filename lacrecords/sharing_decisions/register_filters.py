"""How the register is narrowed and put in order: each choice of the reader as a question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, false, func, or_, true

from lacrecords.clocks import local_date
from lacrecords.database import db, is_postgresql
from lacrecords.rules.looking_back import month_after, month_before
from lacrecords.sharing_decisions.listed import DECISION, OUTCOME, RECIPIENT
from lacrecords.sharing_decisions.queries import has_direction
from lacrecords.sharing_decisions.years import year_began
from lacrecords.staff.stints import span_of_days
from lacrecords.terms import SharingOutcome

Criterion = ColumnElement[bool]
LONG_AGO = date(2000, 1, 1)
_AT = func.coalesce(OUTCOME.decided_at, DECISION.begun_at)
"""When it was decided, or else begun."""


def is_chosen(chosen: Mapping[str, str], now: datetime) -> Criterion:
    """That a decision is of the part that the reader asked for."""
    return and_(
        has_direction(chosen["direction"]),
        _ended(chosen["outcome"]),
        _goes_to(chosen["agency"]),
        _rests_on(chosen["rule"].upper(), chosen["departed"]),
        _is_of(chosen["period"], now),
        _is_by(chosen["who"], now),
    )


def in_which_order(order: str) -> tuple[ColumnElement[Any], ...]:
    """As the reader asked; what was decided at one moment, as it was begun."""
    newest = (_AT.desc(), DECISION.id)
    if order == "agency":
        return (_by_letters(RECIPIENT.agency_name), *newest)
    if order == "outcome":
        places = {one: place for place, one in enumerate(sorted(SharingOutcome), start=1)}
        return (case(places, value=OUTCOME.outcome, else_=0), *newest)
    return (_AT, DECISION.id) if order == "oldest" else newest


def _by_letters(words: ColumnElement[str]) -> ColumnElement[str]:
    """By its letters, great and small alike, and the same on both databases."""
    return func.lower(words).collate("C" if is_postgresql(db.session()) else "BINARY")


def _ended(outcome: str) -> Criterion:
    if outcome == "all":
        return true()
    if outcome == "undecided":
        return OUTCOME.id.is_(None)
    return OUTCOME.outcome == SharingOutcome(outcome)


def _goes_to(agency: str) -> Criterion:
    if agency == "all":
        return true()
    if agency == "none":
        return RECIPIENT.agency_id.is_(None)
    return RECIPIENT.agency_id == int(agency.removeprefix("agency-"))


def _rests_on(rule: str, departed: str) -> Criterion:
    # The numbers of the rules stand in quotation marks in what is kept, so that S1 is not S18.
    spoke = true() if rule == "ALL" else cast(OUTCOME.rules, Text).contains(f'"{rule}"')
    return and_(spoke, true() if departed == "all" else OUTCOME.departs.is_(departed == "yes"))


def _is_of(period: str, now: datetime) -> Criterion:
    if period == "all":
        return true()
    first, after = _days(period, local_date(now))
    return span_of_days(first, after - timedelta(days=1)).holds(_AT)


def _days(period: str, today: date) -> tuple[date, date]:
    this_month, april = today.replace(day=1), year_began(today)
    return {
        "month": (this_month, month_after(this_month)),
        "last-month": (month_before(this_month), this_month),
        "year": (april, april.replace(year=april.year + 1)),
        "last-year": (april.replace(year=april.year - 1), april),
    }[period]


def _is_by(who: str, now: datetime) -> Criterion:
    kind, _, number = who.partition("-")
    if kind == "account":
        return OUTCOME.decided_by == f"account:{number}"
    if kind != "team":
        return true()
    stints = span_of_days(LONG_AGO, local_date(now), int(number)).stints
    return or_(
        false(),
        *(
            and_(
                OUTCOME.decided_by == f"account:{one.account_id}",
                OUTCOME.decided_at >= one.starts_at,
                OUTCOME.decided_at < one.ends_at,
            )
            for one in stints
        ),
    )
