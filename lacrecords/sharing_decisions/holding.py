"""One decision is changed by one person at a time."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.sharing_decisions.models import SharingDecision
from lacrecords.sharing_decisions.standing import DecisionStanding, standing_of


def hold(decision_id: int) -> DecisionStanding:
    """Let whoever else changes this decision wait; the decision as it stands now."""
    found = select(SharingDecision.id).where(SharingDecision.id == decision_id).with_for_update()
    db.session.scalars(found).one()
    db.session.expire_all()
    return standing_of(decision_id)
