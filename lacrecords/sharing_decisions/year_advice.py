"""Advice that was taken about decisions whether to share, for the year's report.

The one place in which advice is counted: decisions that took advice first, and the questions
that were asked about decisions without saying whom they are about.
"""

from __future__ import annotations

from sqlalchemy import func, select

from lacrecords.advice.queries import count_about
from lacrecords.database import db
from lacrecords.figures.sections import Figure
from lacrecords.sharing_decisions.models import SharingOutcomeRow
from lacrecords.sharing_decisions.years import Year
from lacrecords.terms import MatterKind, SharingOutcome


def advice_figures(year: Year) -> tuple[Figure, ...]:
    """The figures of advice in this year."""
    columns = SharingOutcomeRow.__table__.c
    sought = db.session.scalar(
        select(func.count(columns.decision_id.distinct())).where(
            columns.outcome == SharingOutcome.SEEK_ADVICE,
            year.span.holds(columns.decided_at),
        )
    )
    asked = count_about(MatterKind.SHARING_DECISION, year.span.starts_at, year.span.ends_at)
    return (
        Figure("advice.sought", "Decisions in which advice was taken first", sought or 0),
        Figure("advice.asked", "Questions asked about decisions, without identity", asked),
    )
