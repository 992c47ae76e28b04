"""Advice that was taken about decisions whether to share, for the year's report.

The one place in which advice is counted: decisions that took advice first. Requests for advice
that are kept by themselves are to be counted here too, under keys of their own.
"""

from __future__ import annotations

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.figures.sections import Figure
from lacrecords.sharing_decisions.models import SharingOutcomeRow
from lacrecords.sharing_decisions.years import Year
from lacrecords.terms import SharingOutcome


def advice_figures(year: Year) -> tuple[Figure, ...]:
    """The figures of advice in this year."""
    columns = SharingOutcomeRow.__table__.c
    sought = db.session.scalar(
        select(func.count(columns.decision_id.distinct())).where(
            columns.outcome == SharingOutcome.SEEK_ADVICE,
            year.span.holds(columns.decided_at),
        )
    )
    return (Figure("advice.sought", "Decisions in which advice was taken first", sought or 0),)
