"""How far the register has come: how many records there are, and the newest."""

from __future__ import annotations

from sqlalchemy import func, select

from lacrecords.children.models import Child
from lacrecords.database import db


def count_children() -> int:
    """How many children have a record."""
    return db.session.scalar(select(func.count(Child.id))) or 0


def newest_record() -> int:
    """The number of the newest record; nought when there is none."""
    return db.session.scalar(select(func.max(Child.id))) or 0
