"""Loads of the register counted over a span of time, for the statement to the Director."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.upload_models import ImportUndo
from lacrecords.staff.stints import Span


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """How many files were loaded, and what they brought."""

    loads: int
    children_added: int
    children_changed: int
    children_refused: int


def loads(span: Span) -> LoadFigures:
    """The loads that ended in the span; the undoing of one is no load."""
    undoings = select(ImportUndo.own_run_id).where(ImportUndo.own_run_id.is_not(None))
    row = db.session.execute(
        select(
            func.count(ImportRun.id),
            func.coalesce(func.sum(ImportRun.rows_added), 0),
            func.coalesce(func.sum(ImportRun.rows_changed), 0),
            func.coalesce(func.sum(ImportRun.rows_rejected), 0),
        ).where(span.holds(ImportRun.__table__.c.finished_at), ImportRun.id.not_in(undoings))
    ).one()
    return LoadFigures(*(int(number) for number in row))
