"""People who may pose a risk are compared with every child, whichever side changed; by the worker.

Reads with nothing locked, then writes in short transactions; the marks are taken away last.
Whatever was recorded before there was this rule is compared once for each version of the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import structlog
from sqlalchemy import delete, select

from lacrecords.audit.actors import WORKER
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db, transaction
from lacrecords.matching import changed
from lacrecords.matching.models import ChangeJob
from lacrecords.people import changes
from lacrecords.procedure import Procedure
from lacrecords.queue.work import stopping
from lacrecords.risk_notifications.course_models import RiskMatched
from lacrecords.risk_notifications.hits import GONE, raise_hit, waiting_hits, withdraw_hit
from lacrecords.risk_notifications.meeting import (
    RiskMeeting,
    meetings_of_children,
    meetings_of_person,
)
from lacrecords.risk_notifications.permission import standing_ids

log = structlog.get_logger("lacrecords.risk_notifications")

RULES_VERSION = 1
"""Raise it when what counts as a meeting changes: everybody is then compared anew."""
CHILDREN_AT_ONCE, PEOPLE_AT_ONCE, RAISED_AT_ONCE = 200, 25, 5
LEAST_OF_A_LOAD = 200
"""So many changed children, or more than this many for each person, are a load: then it costs
less to compare the people with the whole register than each child with the people."""
CHILDREN_FOR_A_PERSON = 3


@dataclass(slots=True)
class _Round:
    """One round: how many meetings it raised, and of which people it failed."""

    procedure: Procedure
    now: datetime
    raised: int = 0
    failed: set[int] = field(default_factory=set)

    @property
    def today(self) -> date:
        """The day of this round."""
        return local_date(self.now)

    def goes_on(self) -> bool:
        """Until it is to stop, or something failed: the next round tries that again."""
        return not self.failed and not stopping.get()()

    def mark_failed(self) -> None:
        """Behind all others, so that one that cannot be raised holds up nobody."""
        for person_id in sorted(self.failed):
            changes.mark_changed(person_id)


def compare_changed(procedure: Procedure, now: datetime) -> int:
    """Compare whatever changed; how many meetings were raised."""
    this_round = _Round(procedure, now)
    _take_in_a_load()
    while this_round.goes_on() and (marks := changes.oldest_changes(PEOPLE_AT_ONCE)):
        _people(set(marks.values()), this_round)
        with transaction():
            changes.forget_changes(list(marks))
            this_round.mark_failed()
    while this_round.goes_on() and (waiting := _not_compared()):
        _people(waiting, this_round)
        with transaction():
            this_round.mark_failed()
    _children(this_round)
    db.session.rollback()
    return this_round.raised


def compare_everybody_again() -> int:
    """Let the next round compare everybody with the whole register; how many people."""
    people = set(standing_ids().values())
    db.session.execute(delete(RiskMatched))
    return len(people)


def _not_compared() -> list[int]:
    """People whom this version of the rules has not compared with the register yet."""
    done = set(
        db.session.scalars(
            select(RiskMatched.person_id).where(RiskMatched.rules_version == RULES_VERSION)
        )
    )
    return sorted(set(standing_ids().values()) - done)[:PEOPLE_AT_ONCE]


def _take_in_a_load() -> None:
    """After a load it costs less to compare the people with all children than each child."""
    newest, count = changed.newest_mark(db.session(), ChangeJob.ADULTS)
    if count <= max(LEAST_OF_A_LOAD, CHILDREN_FOR_A_PERSON * len(set(standing_ids().values()))):
        return
    with transaction():
        compare_everybody_again()
        changed.forget_marks_until(db.session(), ChangeJob.ADULTS, newest)


def _people(person_ids: Collection[int], this_round: _Round) -> None:
    notifications = _by_person()
    risky = sorted(set(person_ids) & notifications.keys())
    met = [meeting for who in risky for meeting in meetings_of_person(who, this_round.today)]
    standing = {number for who in risky for number in notifications[who]}
    _raise(met, notifications, this_round)
    _withdraw_gone(met, standing, (), this_round.now)
    with transaction():
        db.session.execute(delete(RiskMatched).where(RiskMatched.person_id.in_(risky)))
        for who in risky:
            db.session.add(RiskMatched(person_id=who, rules_version=RULES_VERSION))


def _children(this_round: _Round) -> None:
    while this_round.goes_on():
        marks = changed.oldest_marks(db.session(), ChangeJob.ADULTS, CHILDREN_AT_ONCE)
        if not marks.numbers:
            return
        notifications = _by_person()
        met: Sequence[RiskMeeting] = ()
        if notifications:
            met = meetings_of_children(marks.child_ids, frozenset(notifications), this_round.today)
        _raise(met, notifications, this_round)
        _withdraw_gone(met, (), marks.child_ids, this_round.now)
        with transaction():
            changed.forget_marks(db.session(), marks.numbers)
            this_round.mark_failed()


def _by_person() -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, person_id in standing_ids().items():
        found[person_id].append(number)
    return dict(found)


def _raise(
    met: Iterable[RiskMeeting], notifications: dict[int, list[int]], this_round: _Round
) -> None:
    todo = [
        (number, meeting) for meeting in met for number in notifications.get(meeting.person_id, ())
    ]
    for start in range(0, len(todo), RAISED_AT_ONCE):
        some = todo[start : start + RAISED_AT_ONCE]
        try:
            with transaction():
                raised = [
                    raise_hit(WORKER, *pair, this_round.procedure, this_round.now) for pair in some
                ]
            this_round.raised += sum(raised)
        except Exception as failure:  # one broken pair must not stop the others
            log.warning("risk_hits", kind=type(failure).__name__)
            this_round.failed |= {meeting.person_id for _, meeting in some}


def _withdraw_gone(
    met: Iterable[RiskMeeting],
    notification_ids: Collection[int],
    child_ids: Collection[int],
    now: datetime,
) -> None:
    """What waits although nothing is in common any more, is decided by nobody."""
    if not notification_ids and not child_ids:
        return
    people = standing_ids()
    still = {(meeting.person_id, meeting.child_id) for meeting in met}
    gone = set()
    for hit in waiting_hits(notification_ids, child_ids):
        person_id = people.get(hit.risk_notification_id)
        if (person_id, hit.child_id) not in still and not _still_meet(
            person_id, hit.child_id, local_date(now)
        ):
            gone.add(hit.id)
    if gone:
        with transaction():
            for hit in waiting_hits(notification_ids, child_ids):
                if hit.id in gone:
                    withdraw_hit(WORKER, hit, GONE, now)


def _still_meet(person_id: int | None, child_id: int, today: date) -> bool:
    """Asked from both sides: each search has its own limits, and neither may undo the other."""
    if person_id is None:
        return False
    records = children.record_ids(child_id)
    both = (
        *meetings_of_person(person_id, today),
        *meetings_of_children(records, frozenset({person_id}), today),
    )
    return any(meeting.child_id == child_id for meeting in both)
