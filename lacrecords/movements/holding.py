"""What must be written once is written by one request at a time, however often it was sent."""

from __future__ import annotations

from lacrecords.database import take_turn

MOVEMENT_LOCK = 7_201_130
"""The class of the advisory locks of this slice; on SQLite the write lock itself serves."""


def hold(key: str) -> None:
    """Let whoever else writes this wait until the commit, and then see what was written."""
    take_turn(MOVEMENT_LOCK, key)
