"""The moment that stands for a day that somebody enters."""

from __future__ import annotations

from datetime import UTC, datetime, time

from lacrecords.clocks import LOCAL
from lacrecords.web.date_parts import DateParts


def moment_of(parts: DateParts | None, now: datetime) -> datetime:
    """The moment that stands for a day: now for today, else noon of it."""
    day = parts.exact if parts else None
    if day is None or day == now.astimezone(LOCAL).date():
        return now
    return datetime.combine(day, time(12), LOCAL).astimezone(UTC)
