"""Settling a conflict: the record stands, or what the file says takes its place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.children import bulk
from lacrecords.children.bulk import FactKind, HeldFact, NewFact
from lacrecords.children.services import reindex_children
from lacrecords.database import db
from lacrecords.exchange.changes import IMPORTED
from lacrecords.exchange.conflicts import Settlement, from_json
from lacrecords.exchange.models import ImportConflict
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day


class SettledAlready(Exception):
    """Somebody settled the conflict in the meantime."""


class RecordChanged(Exception):
    """The record says something else now than when the file was read."""


def settle(
    actor: Actor, conflict_id: int, settlement: Settlement, reason: str, now: datetime
) -> None:
    """Settle a conflict; RecordChanged when the file's word would take another fact's place."""
    conflict = db.session.scalar(
        select(ImportConflict)
        .where(ImportConflict.id == conflict_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if conflict is None or conflict.settled_at is not None:
        raise SettledAlready
    bulk.lock_children([conflict.child_id])
    if settlement is Settlement.FILE_TAKEN:
        _take(actor, conflict, reason, now)
    conflict.settled_at, conflict.settled_by = now, actor.key
    conflict.settlement, conflict.settlement_reason = settlement.value, reason
    db.session.flush()
    audit.record(actor, f"import_conflict_{settlement.value}", "child", conflict.child_id)


def record_changed(conflict: ImportConflict) -> bool:
    """Whether the fact the file was compared with stands no more, or another has come."""
    table = bulk.table_of(conflict.fact_kind)
    if conflict.fact_id is not None:
        stands = select(table.c.id).where(
            table.c.id == conflict.fact_id, table.c.superseded_at.is_(None)
        )
        return db.session.scalar(stands) is None
    newest = select(func.max(table.c.recorded_at)).where(table.c.child_id == conflict.child_id)
    recorded_at = db.session.scalar(newest)
    return recorded_at is not None and recorded_at > conflict.raised_at


def _take(actor: Actor, conflict: ImportConflict, reason: str, now: datetime) -> None:
    if record_changed(conflict):
        raise RecordChanged
    kind, child_id = conflict.fact_kind, conflict.child_id
    said = from_json(kind, conflict.says)
    if conflict.fact_id is not None:
        (held,) = (row for row in bulk.held_facts(kind, [child_id])[child_id] if _is(row, conflict))
        bulk.supersede_facts(kind, [held.id], now)
        if kind is FactKind.LEAD and not _is_same_lead(held, said):
            _end(actor, conflict, held, said, reason, now)
    if said is not None:
        source = f"{IMPORTED}{conflict.import_run_id}"
        bulk.add_facts(kind, [(child_id, said._replace(reason=reason))], now, actor.key, source)
    reindex_children([child_id])


def _is(row: HeldFact, conflict: ImportConflict) -> bool:
    return row.id == conflict.fact_id


def _is_same_lead(held: HeldFact, said: NewFact | None) -> bool:
    who = ("account_id", "name_as_given")
    return said is not None and all(held.values[name] == said.values[name] for name in who)


def _end(
    actor: Actor,
    conflict: ImportConflict,
    held: HeldFact,
    said: NewFact | None,
    reason: str,
    now: datetime,
) -> None:
    """Whoever led until then did lead: that somebody else does, or nobody, is no correction."""
    day = (said and said.from_on) or council_day(conflict.raised_at)
    ended = NewFact(held.values, held.from_on, max(day, held.from_on or day), reason)
    bulk.add_facts(conflict.fact_kind, [(conflict.child_id, ended)], now, actor.key, held.source)
