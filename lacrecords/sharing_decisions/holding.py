"""One decision is changed by one person at a time."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db, take_turn
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.sharing_decisions.standing import DecisionStanding, standing_of

FORM_LOCK = 7_201_141
"""The class of the advisory locks of these forms; on SQLite the write lock itself serves."""


def lock_form(idempotency_key: str) -> None:
    """Let whoever else sends this form wait until the commit, and then see what was written."""
    take_turn(FORM_LOCK, idempotency_key)


def hold(decision_id: int) -> DecisionStanding:
    """Let whoever else changes this decision wait; the decision as it stands now."""
    found = select(SharingDecision.id).where(SharingDecision.id == decision_id).with_for_update()
    db.session.scalars(found).one()
    db.session.expire_all()
    return standing_of(decision_id)
