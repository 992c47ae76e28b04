"""Late hits: changed children are matched with earlier enquiries, some at a time, by the worker.

It reads and weighs with nothing locked, then writes in short transactions. The marks on the
children are taken away last: whatever stops it between, they are looked at again, and no
pair is raised twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lacrecords.audit.actors import WORKER
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db, transaction
from lacrecords.enquiries.queries.late_pairs import asked_earlier, waiting_hits
from lacrecords.enquiries.services.late_raising import raise_late_hit, tell_of_plan_at_address
from lacrecords.enquiries.services.late_withdrawing import withdraw_where_gone
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.matching.address_search import SameAddress
from lacrecords.matching.changed import Marks, forget_marks, oldest_marks
from lacrecords.matching.meeting import Meeting, Round
from lacrecords.procedure import Procedure
from lacrecords.queue.work import stopping
from lacrecords.rules.late_hits import CLOSE

AT_ONCE = 500
"""Children looked at in one reading; few enough to leave room to others between."""
RAISED_AT_ONCE = 5
"""Pairs in one transaction, so that nobody who records an enquiry waits for long."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What some changed children met."""

    meetings: tuple[Meeting, ...]
    at_address: tuple[tuple[int, SameAddress], ...]
    gone: tuple[int, ...]


def match_changed_children(procedure: Procedure, now: datetime) -> int:
    """Match every changed child with the earlier enquiries; how many hits were raised."""
    this_round, raised = Round(db.session(), local_date(now).year), 0
    while (marks := oldest_marks(db.session(), AT_ONCE)).numbers and not stopping.get()():
        raised += _match_some(this_round, marks, procedure, now)
    db.session.rollback()
    return raised


def _match_some(this_round: Round, marks: Marks, procedure: Procedure, now: datetime) -> int:
    found = _look(this_round, marks.child_ids, procedure, now)
    todo: list[Callable[[], bool]] = [
        *(_raising(met, procedure, now) for met in found.meetings),
        *(_telling(enquired, there, now) for enquired, there in found.at_address),
    ]
    raised = 0
    for some in _some(todo):
        with transaction():
            take_intake_lock()
            raised += sum(do() for do in some)
    with transaction():
        if found.gone:
            withdraw_where_gone(WORKER, found.gone, now)
        forget_marks(db.session(), marks.numbers)
    return raised


def _raising(met: Meeting, procedure: Procedure, now: datetime) -> Callable[[], bool]:
    return lambda: raise_late_hit(WORKER, met, procedure, now)


def _telling(enquired_child_id: int, there: SameAddress, now: datetime) -> Callable[[], bool]:
    return lambda: tell_of_plan_at_address(WORKER, enquired_child_id, there, now)


def _some(todo: Sequence[Callable[[], bool]]) -> Iterator[Sequence[Callable[[], bool]]]:
    return (todo[start : start + RAISED_AT_ONCE] for start in range(0, len(todo), RAISED_AT_ONCE))


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
