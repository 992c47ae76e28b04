"""Which runs were undone: what they brought was taken back, and may be brought again."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.exchange.changes import IMPORTED
from lacrecords.exchange.upload_models import ImportUndo

RUNS_UNDONE = select(ImportUndo.import_run_id).where(ImportUndo.own_run_id.is_not(None))


"""The numbers of the runs, also of those that are being undone."""


def sources_undone() -> frozenset[str]:
    """How the sources of facts of undone runs begin: such a fact may be brought again."""
    return frozenset(f"{IMPORTED}{run_id}" for run_id in db.session.scalars(RUNS_UNDONE))


def is_undone(source: str, undone: frozenset[str]) -> bool:
    """Whether a fact of this source was brought by one of these runs."""
    return source.partition(" ")[0] in undone
