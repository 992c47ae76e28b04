"""A notification that is written down step by step: what was typed is kept, whatever happens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict

from lacrecords.database import db, new_reference
from lacrecords.risk_notifications.models import RiskDraft

STEPS = ("source", "person", "concern", "readers")
NEVER_KEPT = frozenset({"csrf_token", "group"})


def begin_draft(account_id: int, now: datetime) -> str:
    """A new draft of this person; its reference."""
    row = RiskDraft(reference=new_reference(), account_id=account_id, steps={}, saved_at=now)
    db.session.add(row)
    db.session.flush()
    return row.reference


def draft_of(account_id: int | None, reference: str) -> RiskDraft | None:
    """A draft, for whoever writes it and nobody else."""
    return db.session.scalar(
        select(RiskDraft).where(
            RiskDraft.reference == reference, RiskDraft.account_id == account_id
        )
    )


def drafts_of(account_id: int | None) -> tuple[RiskDraft, ...]:
    """This person's drafts, the newest first."""
    found = select(RiskDraft).where(RiskDraft.account_id == account_id)
    return tuple(db.session.scalars(found.order_by(RiskDraft.id.desc())))


def keep_step(draft_id: int, step: str, typed: Iterable[tuple[str, str]], now: datetime) -> None:
    """Keep what was typed in a step."""
    row = db.session.get_one(RiskDraft, draft_id, with_for_update=True, populate_existing=True)
    kept = [[name, value] for name, value in typed if name not in NEVER_KEPT]
    row.steps = {**row.steps, step: kept}
    row.saved_at = now
    db.session.flush()


def typed_in(row: RiskDraft, step: str) -> MultiDict[str, Any] | None:
    """What was typed in a step, for its form; None where nothing was yet."""
    kept = row.steps.get(step)
    return None if kept is None else MultiDict([(name, value) for name, value in kept])


def next_step(row: RiskDraft) -> str:
    """The first step that nothing was typed in yet; empty where there is none left."""
    return next((step for step in STEPS if step not in row.steps), "")


def throw_away(draft_id: int) -> None:
    """The draft was kept as a notification, or is not wanted."""
    db.session.execute(delete(RiskDraft).where(RiskDraft.id == draft_id))
