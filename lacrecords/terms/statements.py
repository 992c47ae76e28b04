"""The statement to the Director: how a number stands in it, and how a duty with a clock ended."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """How a number stands in a statement that is passed on."""

    SHOWN = "shown"
    FEWER = "fewer"
    WITHHELD = "withheld"
    TOO_FEW = "too_few"


class Timeliness(StrEnum):
    """How a duty with a clock stands."""

    IN_TIME = "in_time"
    LATE = "late"
    LATE_AND_OPEN = "late_and_open"
    WAITING = "waiting"
