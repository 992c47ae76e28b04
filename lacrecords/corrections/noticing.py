"""The worker looks at changed children: what was corrected, and who had the old version.

It reads with nothing locked and writes one child in a transaction of its own. The marks are
taken away last; looking twice finds nothing twice. A file that corrects many thousand facts
costs a few questions for some hundred children: most of them nobody outside was told of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

import structlog
from flask import current_app
from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.children.linked import kept_ids, with_linked
from lacrecords.children.replaced import Replaced, replaced_as_wrong
from lacrecords.corrections.models import Correction
from lacrecords.corrections.reaching import not_covered, reach, root_of, told_of_earlier
from lacrecords.corrections.who_had import tellings_about, told_children
from lacrecords.database import db, new_reference, take_turn, transaction
from lacrecords.matching.changed import Marks, forget_marks, mark_for, oldest_marks
from lacrecords.matching.models import ChangeJob
from lacrecords.procedure import Procedure
from lacrecords.queue.work import stopping
from lacrecords.rules.corrections import Telling, had_old_version
from lacrecords.terms import CorrectionCause

log = structlog.get_logger("lacrecords.corrections")
AT_ONCE = 300
"""Children looked at in one reading."""
TURN = 7_201_148
"""The class of the advisory locks of these children; on SQLite the write lock itself serves."""


def notice_corrections(now: datetime) -> int:
    """Look at every child that changed; how many recipients are newly asked for."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    opened = 0
    while (marks := _waiting()).numbers and not stopping.get()():
        found, failed = look_at(marks.child_ids, procedure, now)
        opened += found
        with transaction():
            forget_marks(db.session(), marks.numbers)
            # Behind all others, so that one that cannot be looked at holds up nobody.
            mark_for(db.session(), ChangeJob.CORRECTIONS, failed)
        if failed:
            break
    db.session.rollback()
    return opened


def look_again_at_told_children(_now: datetime) -> int:
    """Have every child looked at of whom something may have been written down late."""
    told = told_children()
    db.session.rollback()
    with transaction():
        mark_for(db.session(), ChangeJob.CORRECTIONS, told)
    return len(told)


def _waiting() -> Marks:
    return oldest_marks(db.session(), ChangeJob.CORRECTIONS, AT_ONCE)


def look_at(
    child_ids: Collection[int], procedure: Procedure, now: datetime
) -> tuple[int, frozenset[int]]:
    """Look at these children now; how many recipients are newly asked for, and who failed."""
    by_child = _told_by_child(child_ids)
    records = kept_ids(with_linked(by_child))
    replaced: dict[int, list[Replaced]] = defaultdict(list)
    for one in replaced_as_wrong(tuple(records)) if records else ():
        replaced[records[one.child_id]].append(one)
    db.session.rollback()
    opened, failed = 0, set()
    for kept, wrong in sorted(replaced.items()):
        try:
            with transaction():
                take_turn(TURN, str(kept))
                opened += sum(_notice(one, by_child[kept], procedure, now) for one in wrong)
        except Exception as failure:  # one broken record must not stop the others
            log.warning("corrections", kind=type(failure).__name__)
            failed.add(kept)
    return opened, frozenset(failed)


def _told_by_child(child_ids: Collection[int]) -> dict[int, list[Telling]]:
    wanted = with_linked(child_ids)
    told = tellings_about(wanted)
    kept = kept_ids(wanted)
    by_child: dict[int, list[Telling]] = defaultdict(list)
    for one in told:
        by_child[kept.get(one.child_id, one.child_id)].append(one)
    return by_child


def _notice(one: Replaced, told: list[Telling], procedure: Procedure, now: datetime) -> int:
    known = db.session.scalar(
        select(Correction).where(
            Correction.fact_kind == one.wrong.kind, Correction.fact_id == one.fact_id
        )
    )
    root_id = root_of(known) if known else _root(one)
    had = [telling for telling in told if had_old_version(telling, one.wrong)]
    if root_id is not None:
        had += told_of_earlier(root_id, one.wrong.begun_at, one.wrong.corrected_at)
    fresh = not_covered(known.id if known else None, had)
    if not fresh:
        return 0
    return reach(WORKER, known or _keep(one, root_id, now), fresh, procedure, now)


def _root(one: Replaced) -> int | None:
    """The first correction that was noticed of the same thing, before this one or after it."""
    first = db.session.scalars(
        select(Correction)
        .where(Correction.fact_kind == one.wrong.kind, Correction.fact_id.in_(one.version_ids))
        .order_by(Correction.id)
    ).first()
    return root_of(first) if first else None


def _keep(one: Replaced, root_id: int | None, now: datetime) -> Correction:
    row = Correction(
        reference=new_reference(),
        cause=CorrectionCause.FACT,
        root_id=root_id,
        child_id=one.child_id,
        fact_kind=one.wrong.kind,
        fact_id=one.fact_id,
        new_fact_id=one.new_fact_id,
        right_now="",
        because=one.because,
        begun_at=one.wrong.begun_at,
        corrected_at=one.wrong.corrected_at,
        corrected_by=one.by,
        noticed_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(WORKER, "correction_noticed", "correction", row.id)
    return row
