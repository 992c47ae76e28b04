"""How a duty with a clock stands, and what is usual of many times taken. Pure.

Source: product, C5: duties done and late; median and 90th percentile.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lacrecords.terms import Timeliness


def timeliness(due_at: datetime, done_at: datetime | None, as_of: datetime) -> Timeliness:
    """Done by the moment it was due, or after it; or not done, and late or not yet late."""
    if done_at is not None:
        return Timeliness.IN_TIME if done_at <= due_at else Timeliness.LATE
    return Timeliness.LATE_AND_OPEN if as_of > due_at else Timeliness.WAITING


def percentile(counted: Mapping[int, int], hundredths: int) -> int | None:
    """The least of the values that so many in a hundred do not exceed; None of no values.

    `counted` says how often each value came.
    """
    if not 1 <= hundredths <= 100:
        raise ValueError("A percentile is between 1 and 100.")
    place = -(-sum(counted.values()) * hundredths // 100)
    for value in sorted(counted):
        place -= counted[value]
        if place <= 0 and counted[value]:
            return value
    return None
