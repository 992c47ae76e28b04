"""One form of a call is written by one request at a time, however often it was sent."""

from __future__ import annotations

from lacrecords.database import take_turn

FORM_LOCK = 7_201_102
"""The class of the advisory locks of forms; on SQLite the write lock itself serves."""


def hold_form(idempotency_key: str) -> None:
    """Let whoever else writes this form wait until the commit, and then see what was written."""
    take_turn(FORM_LOCK, idempotency_key)
