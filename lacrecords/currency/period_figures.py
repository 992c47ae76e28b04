"""Records to put right, counted over a span for the statement; no child is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from lacrecords.currency.models import CurrencyDayCount, CurrencyFinding
from lacrecords.database import db, grouped
from lacrecords.staff.stints import Span
from lacrecords.terms import CurrencyRule


@dataclass(frozen=True, slots=True)
class CurrencyPeriod:
    """What was found and mended in the span, and what was left at its end."""

    found: Counter[CurrencyRule]
    mended: int
    open_at_end: int
    late_at_end: int


def currency_period(span: Span, last_on: date) -> CurrencyPeriod:
    """Findings first seen and mended in the span; the last count on or before its last day."""
    columns = CurrencyFinding.__table__.c
    found = select(CurrencyFinding.rule, func.count()).where(span.holds(columns.first_found_at))
    mended = select(func.count(CurrencyFinding.id)).where(span.holds(columns.mended_at))
    open_count, late_count = _last_count(last_on)
    return CurrencyPeriod(
        grouped(found.group_by(CurrencyFinding.rule)),
        db.session.scalar(mended) or 0,
        open_count,
        late_count,
    )


def _last_count(last_on: date) -> tuple[int, int]:
    day = db.session.scalar(
        select(func.max(CurrencyDayCount.counted_on)).where(CurrencyDayCount.counted_on <= last_on)
    )
    sums = select(
        func.sum(CurrencyDayCount.open_count), func.sum(CurrencyDayCount.late_count)
    ).where(CurrencyDayCount.counted_on == day)
    open_count, late_count = db.session.execute(sums).one()
    return int(open_count or 0), int(late_count or 0)
