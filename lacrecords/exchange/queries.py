"""How fresh the register is: how many children it holds, and when it was last imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.database import db
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.upload_models import ImportUndo


@dataclass(frozen=True, slots=True)
class RegisterState:
    """The register in two numbers and a moment."""

    children: int
    last_run: int | None
    last_import_finished_at: datetime | None


def register_state() -> RegisterState:
    """How many children there are, and when the last import finished."""
    undoings = select(ImportUndo.own_run_id).where(ImportUndo.own_run_id.is_not(None))
    run = db.session.execute(
        select(ImportRun.id, ImportRun.finished_at)
        .where(ImportRun.id.not_in(undoings))
        .order_by(ImportRun.id.desc())
        .limit(1)
    ).first()
    return RegisterState(
        children=children.count_children(),
        last_run=run.id if run else None,
        last_import_finished_at=run.finished_at if run else None,
    )
