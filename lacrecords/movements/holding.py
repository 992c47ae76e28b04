"""What must be written once is written by one request at a time, however often it was sent."""

from __future__ import annotations

from sqlalchemy import text

from lacrecords.database import db, is_postgresql

MOVEMENT_LOCK = 7_201_130
"""The class of the advisory locks of this slice; on SQLite the write lock itself serves."""


def hold(key: str) -> None:
    """Let whoever else writes this wait until the commit, and then see what was written."""
    if is_postgresql(db.session()):
        db.session.execute(
            text("SELECT pg_advisory_xact_lock(:lock, hashtext(:key))"),
            {"lock": MOVEMENT_LOCK, "key": key},
        )
