"""The small table behind the trend: how many findings of each rule were open on each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select

from lacrecords.clocks import local_date
from lacrecords.currency.models import CurrencyDayCount, CurrencyRun
from lacrecords.currency.scope import count_by_rule, is_accepted, is_late, open_to_all
from lacrecords.currency.writing import take_writers_turn
from lacrecords.database import db, transaction
from lacrecords.terms import CurrencyRule

WEEKS, MONTHS = 13, 12


@dataclass(frozen=True, slots=True)
class Trend:
    """How many were open on some days, the oldest first; None: nobody counted round that day."""

    days: tuple[date, ...]
    of_rule: Mapping[CurrencyRule, tuple[int | None, ...]]

    @property
    def totals(self) -> tuple[int | None, ...]:
        """All rules together on each day."""
        columns = zip(*self.of_rule.values(), strict=True)
        return tuple(
            None if all(one is None for one in column) else sum(one or 0 for one in column)
            for column in columns
        )


def count_the_day(now: datetime) -> int:
    """Count what is open, once a day and after every record was looked at; how many rows."""
    on = local_date(now)
    done = select(CurrencyRun.id).where(
        CurrencyRun.run_on == on, CurrencyRun.finished_at.is_not(None)
    )
    counted = select(CurrencyDayCount.id).where(CurrencyDayCount.counted_on == on).limit(1)
    if db.session.scalar(done) is None or db.session.scalar(counted) is not None:
        return 0
    waiting = open_to_all(on) & ~is_accepted(on)
    is_open = count_by_rule(waiting)
    late = count_by_rule(waiting & is_late(now))
    accepted = count_by_rule(open_to_all(on) & is_accepted(on))
    rows = [
        {
            "counted_on": on,
            "rule": rule,
            "open_count": is_open.get(rule, 0),
            "late_count": late.get(rule, 0),
            "accepted_count": accepted.get(rule, 0),
        }
        for rule in CurrencyRule
    ]
    with transaction():
        take_writers_turn()
        # Another worker may have counted it meanwhile.
        if db.session.scalar(counted) is not None:
            return 0
        db.session.connection().execute(insert(CurrencyDayCount), rows)
    return len(rows)


def trend(days: Sequence[date]) -> Trend:
    """What was open on each of these days, by the last count in the week or month up to it."""
    ordered = tuple(sorted(days))
    counted = _counts(ordered[0] - timedelta(days=31), ordered[-1])
    spans = list(zip((ordered[0] - (ordered[1] - ordered[0]), *ordered), ordered, strict=False))
    chosen = [
        max((day for day in counted if after < day <= to), default=None) for after, to in spans
    ]
    return Trend(
        ordered,
        {
            rule: tuple(None if day is None else counted[day].get(rule, 0) for day in chosen)
            for rule in CurrencyRule
        },
    )


def week_ends(on: date) -> tuple[date, ...]:
    """This day and the same weekday in the weeks before it."""
    return tuple(on - timedelta(weeks=weeks) for weeks in reversed(range(WEEKS)))


def month_ends(on: date) -> tuple[date, ...]:
    """This day and the last day of each of the months before it."""
    days, first = [on], on.replace(day=1)
    for _ in range(MONTHS - 1):
        last = first - timedelta(days=1)
        days.append(last)
        first = last.replace(day=1)
    return tuple(reversed(days))


def _counts(first: date, last: date) -> dict[date, dict[CurrencyRule, int]]:
    rows = db.session.execute(
        select(
            CurrencyDayCount.counted_on, CurrencyDayCount.rule, CurrencyDayCount.open_count
        ).where(CurrencyDayCount.counted_on >= first, CurrencyDayCount.counted_on <= last)
    )
    counted: dict[date, dict[CurrencyRule, int]] = {}
    for day, rule, number in rows:
        counted.setdefault(day, {})[rule] = number
    return counted
