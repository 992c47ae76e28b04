"""Late hits: changed children are matched with earlier enquiries, some at a time, by the worker.

It reads and weighs with nothing locked, then writes in short transactions. The marks on the
children are taken away last: whatever stops it between, they are looked at again, and no
pair is raised twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from lacrecords.audit.actors import WORKER
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db, transaction
from lacrecords.enquiries.queries.late_pairs import asked_earlier, waiting_hits
from lacrecords.enquiries.services.late_raising import raise_late_hit, tell_of_plan_at_address
from lacrecords.enquiries.services.late_withdrawing import withdraw_where_gone
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.matching.address_search import SameAddress
from lacrecords.matching.changed import Marks, forget_marks, mark_for, oldest_marks
from lacrecords.matching.meeting import Meeting, Round
from lacrecords.matching.models import ChangeJob
from lacrecords.procedure import Procedure
from lacrecords.queue.work import stopping
from lacrecords.rules.late_hits import CLOSE

log = structlog.get_logger("lacrecords.late_hits")

AT_ONCE = 500
"""Children looked at in one reading; few enough to leave room to others between."""
RAISED_AT_ONCE = 5
"""Pairs in one transaction, so that nobody who records an enquiry waits for long."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One pair to be dealt with in a transaction, and the child whose mark brought it up."""

    child_id: int
    do: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Found:
    """What some changed children met."""

    meetings: tuple[Meeting, ...]
    at_address: tuple[tuple[int, SameAddress], ...]
    gone: tuple[int, ...]


def _waiting() -> Marks:
    return oldest_marks(db.session(), ChangeJob.EARLIER_ENQUIRIES, AT_ONCE)


def match_changed_children(procedure: Procedure, now: datetime) -> int:
    """Match every changed child with the earlier enquiries; how many hits were raised."""
    this_round, raised = Round(db.session(), local_date(now).year), 0
    while (marks := _waiting()).numbers and not stopping.get()():
        found = _look(this_round, marks.child_ids, procedure, now)
        done, failed = _do(_todo(found, procedure, now))
        raised += done
        with transaction():
            if found.gone:
                withdraw_where_gone(WORKER, found.gone, now)
            forget_marks(db.session(), marks.numbers)
            # Behind all others, so that one that cannot be raised holds up nobody.
            mark_for(db.session(), ChangeJob.EARLIER_ENQUIRIES, failed)
        if failed:
            break
    db.session.rollback()
    return raised


def _todo(found: _Found, procedure: Procedure, now: datetime) -> list[_Step]:
    raising = [
        _Step(met.child_id, partial(raise_late_hit, WORKER, met, procedure, now))
        for met in found.meetings
    ]
    telling = [
        _Step(there.subject_id, partial(tell_of_plan_at_address, WORKER, enquired, there, now))
        for enquired, there in found.at_address
    ]
    return raising + telling


def _do(todo: Sequence[_Step]) -> tuple[int, set[int]]:
    """Do some at a time; how many hits were raised, and of which children it failed."""
    raised, failed = 0, set()
    for start in range(0, len(todo), RAISED_AT_ONCE):
        some = todo[start : start + RAISED_AT_ONCE]
        try:
            with transaction():
                take_intake_lock()
                raised += sum([step.do() for step in some])
        except Exception as failure:  # one broken pair must not stop the others
            log.warning("late_hits", kind=type(failure).__name__)
            failed |= {step.child_id for step in some}
    return raised, failed


def _look(
    this_round: Round, child_ids: Sequence[int], procedure: Procedure, now: datetime
) -> _Found:
    pairs = this_round.look(child_ids)
    asked = asked_earlier(pairs.enquired_child_ids, procedure, now)
    undecided = {one.enquired_child_id for one in asked.values() if not one.taken_for_a_record}
    asked_on = {number: one.asked_on for number, one in asked.items()}
    on = local_date(now)
    on_plan = children.on_plan(pairs.met, on)
    on_plan -= children.sealed_ids(on_plan, on)
    gone = [child_id for child_id in child_ids if child_id not in pairs.held]
    return _Found(
        meetings=tuple(pairs.close(undecided, CLOSE)),
        at_address=tuple(pairs.at_address(on_plan, asked_on)),
        gone=tuple(hit.child_id for hit in waiting_hits(child_ids=gone)) if gone else (),
    )
