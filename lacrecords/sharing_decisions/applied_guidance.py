"""The guidance that applied on the day of a decision."""

from __future__ import annotations

from datetime import date


def keys_that_apply(day: date) -> list[str]:
    """The keys of the texts that applied on this day, in order."""
    return []
