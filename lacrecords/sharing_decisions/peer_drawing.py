"""Drawing decisions for peer review: once a month, by a generator nobody foresees, and kept.

The worker draws on the first working day of a month from the decisions of the month before. Two
workers wait for each other, and the database takes one draw for a month and no second.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.clocks import local_date, working_days_later, working_hours
from lacrecords.database import db, new_reference, take_turn, transaction
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Notice,
    Recipient,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action, may
from lacrecords.rules.looking_back import month_after, months_to_draw
from lacrecords.sharing_decisions.models import SharingOutcomeRow
from lacrecords.sharing_decisions.peer_pool import reviewers_of
from lacrecords.sharing_decisions.peer_review_models import (
    SharingPeerDraw,
    SharingPeerFinding,
    SharingPeerReview,
)
from lacrecords.sharing_decisions.standing import DecisionStanding, standings_of
from lacrecords.staff.sessions import SignedInActor
from lacrecords.staff.stints import span_of_days
from lacrecords.terms import MatterKind, NotificationKind, SharingOutcome, TaskKind, Urgency

DRAW_LOCK = 7_201_142
WHY = "A decision of a colleague was drawn by chance. Read it and say what you find."
_CHANCE = secrets.SystemRandom()
log = structlog.get_logger("lacrecords.worker")


def draw_what_is_due(now: datetime) -> int:
    """Draw from each month that has ended and was not drawn from; how many were drawn from."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    if not _anything_decided() or now < _may_draw_from(procedure, local_date(now)):
        return 0
    last = db.session.scalar(select(func.max(SharingPeerDraw.month)))
    drawn = 0
    for month in months_to_draw(last, local_date(now)):
        try:
            with transaction():
                drawn += draw_month(month, procedure, now)
        except IntegrityError:
            # Another worker drew from this month while we did: theirs stands.
            log.info("drawn_already", month=month.isoformat())
    return drawn


def _anything_decided() -> bool:
    """Before the first decision there is nothing to draw from, and no row that says so."""
    return db.session.scalar(select(SharingOutcomeRow.id).limit(1)) is not None


def _may_draw_from(procedure: Procedure, today: date) -> datetime:
    """The moment at which the office opens on the first working day of the month."""
    hours = working_hours(procedure)
    first = hours.next_working_day(today.replace(day=1) - timedelta(days=1))
    return hours.in_utc(first, hours.opens)


def draw_month(month: date, procedure: Procedure, now: datetime) -> int:
    """Draw from the decisions of this month; 0 where that was done already."""
    take_turn(DRAW_LOCK)
    if db.session.scalar(select(SharingPeerDraw.id).where(SharingPeerDraw.month == month)):
        return 0
    decided = _decided_in(month)
    standings = standings_of(decided)
    may_be = reviewers_of(standings.values(), now)
    found = sorted(number for number, people in may_be.items() if people)
    draw = SharingPeerDraw(
        month=month,
        wanted=procedure.peer_reviews_a_month,
        found=len(found),
        left_out=len(may_be) - len(found),
        drawn_at=now,
        drawn_by=WORKER.key,
    )
    db.session.add(draw)
    db.session.flush()
    audit.record(WORKER, "sharing_peer_drawn", "sharing_peer_draw", draw.id)
    due_at = working_days_later(procedure, now, procedure.peer_review_working_days)
    load = _waiting()
    for number in _CHANCE.sample(found, min(draw.wanted, len(found))):
        person = _least_loaded(may_be[number], load)
        load[person.account_id] = load.get(person.account_id, 0) + 1
        row = _write(draw.id, standings[number], decided[number], person, due_at)
        _give(row, person, now)
    return 1


def _decided_in(month: date) -> Mapping[int, int]:
    """Of each decision of this month, its last outcome in it; nobody reviews what nobody asks."""
    span = span_of_days(month, month_after(month) - timedelta(days=1))
    found = (
        select(SharingOutcomeRow.decision_id, SharingOutcomeRow.id, SharingOutcomeRow.outcome)
        .where(span.holds(SharingOutcomeRow.__table__.c.decided_at))
        .order_by(SharingOutcomeRow.number)
    )
    last = {decision: (row, outcome) for decision, row, outcome in db.session.execute(found)}
    return {
        decision: row
        for decision, (row, outcome) in last.items()
        if outcome is not SharingOutcome.NO_LONGER_ASKED
    }


def _waiting() -> dict[int, int]:
    """How many reviews each person has that are not done."""
    done = select(SharingPeerFinding.id).where(SharingPeerFinding.review_id == SharingPeerReview.id)
    counted = (
        select(SharingPeerReview.given_to_id, func.count())
        .where(~done.exists())
        .group_by(SharingPeerReview.given_to_id)
    )
    return {person: number for person, number in db.session.execute(counted)}


def _least_loaded(people: Collection[SignedInActor], load: Mapping[int, int]) -> SignedInActor:
    least = min(load.get(one.account_id, 0) for one in people)
    return _CHANCE.choice([one for one in people if load.get(one.account_id, 0) == least])


def _write(
    draw_id: int,
    standing: DecisionStanding,
    outcome_id: int,
    person: SignedInActor,
    due_at: datetime,
) -> SharingPeerReview:
    row = SharingPeerReview(
        reference=new_reference(),
        draw_id=draw_id,
        decision_id=standing.row.id,
        outcome_id=outcome_id,
        given_to_id=person.account_id,
        due_at=due_at,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(WORKER, "sharing_peer_review_given", "sharing_peer_review", row.id)
    return row


def _give(row: SharingPeerReview, person: SignedInActor, now: datetime) -> None:
    """A task with a clock; the Caldicott Guardian, who works no tasks, is told of it."""
    matter = Matter(MatterKind.PEER_REVIEW, row.reference)
    recipient = Recipient(account_id=person.account_id)
    if may(person.role, Action.TASK):
        task = NewTask(
            kind=TaskKind.PEER_REVIEW,
            recipient=recipient,
            why=WHY,
            due_at=row.due_at,
            matter=matter,
            told_as=NotificationKind.PEER_REVIEW,
        )
        open_task(WORKER, task, now)
        return
    notice = Notice(
        kind=NotificationKind.PEER_REVIEW,
        urgency=Urgency.ROUTINE,
        recipient=recipient,
        matter=matter,
        why=WHY,
    )
    notify(WORKER, notice, now)
