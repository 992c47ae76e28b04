"""Recording what was done about a movement, and withdrawing what was recorded by mistake.

Steps are added. What may be recorded when, the rules say; the database says it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.matching.changed import mark_for
from lacrecords.matching.models import ChangeJob
from lacrecords.movements import reading
from lacrecords.movements.models import Movement, MovementStep
from lacrecords.movements.next_steps import look_after
from lacrecords.movements.reading import ONE_WAY, Standing
from lacrecords.movements.refusals import MovementRefused
from lacrecords.movements.words import BAR_WORDS, IN_WRITING
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.movements import bar_to_passing
from lacrecords.terms import (
    EndingReason,
    MovementDirection,
    MovementStay,
    MovementStepKind,
    SendingMethod,
)

FURTHEST_BOOKED = timedelta(days=366)
NOTICES = frozenset({MovementStepKind.NOTICE_SENT, MovementStepKind.NOTICE_RECEIVED})
SENT_OR_RECEIVED = frozenset(
    {
        *NOTICES,
        MovementStepKind.ACKNOWLEDGEMENT_SENT,
        MovementStepKind.ACKNOWLEDGEMENT_RECEIVED,
        MovementStepKind.REMINDER_SENT,
        MovementStepKind.PAPERS_SENT,
        MovementStepKind.PAPERS_RECEIVED,
        MovementStepKind.HOME_ADMISSION_TOLD,
        MovementStepKind.HOME_DISCHARGE_TOLD,
    }
)
"""Something went to somebody or came from somebody: who and how is kept."""
NEEDS_WORDS = {
    MovementStepKind.PAPERS_SENT: "List the papers that were sent",
    MovementStepKind.PAPERS_RECEIVED: "List the papers that were received",
    MovementStepKind.LEFT: "Enter where the child is now",
    MovementStepKind.MADE_PERMANENT: "Enter who decided that the stay is for good, and why",
}
ONCE = frozenset({MovementStepKind.RESPONSIBILITY_PASSED, MovementStepKind.LEFT})
ENDINGS = frozenset({MovementStepKind.ENDING_PROPOSED, MovementStepKind.ENDED})
"""Recorded on a page of their own, beside what would be left undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """One thing that was done, on a day."""

    form_key: str
    kind: MovementStepKind
    happened_on: date
    method: SendingMethod | None = None
    whom: str = ""
    words: str = ""
    ending_reason: EndingReason | None = None
    agreed_in_writing: bool = False
    document_id: int | None = None


def steps_offered(standing: Standing) -> tuple[MovementStepKind, ...]:
    """What may be recorded of this movement now, in the order of the work."""
    if not standing.is_open:
        return ()
    taken = {step.kind for step in standing.steps if step.withdrawn_at is None} & ONCE
    left_out = set(ONE_WAY[_other_way(standing.row.direction)]) | taken | ENDINGS
    facts = standing.facts
    if not facts.on_plan:
        left_out |= {MovementStepKind.CONFERENCE_BOOKED, MovementStepKind.CONFERENCE_HELD}
    if not facts.childrens_home:
        left_out |= {MovementStepKind.HOME_ADMISSION_TOLD, MovementStepKind.HOME_DISCHARGE_TOLD}
    if facts.stay is MovementStay.PERMANENT or facts.made_permanent_on is not None:
        left_out.add(MovementStepKind.MADE_PERMANENT)
    return tuple(kind for kind in MovementStepKind if kind not in left_out)


def _other_way(direction: MovementDirection) -> MovementDirection:
    there = direction is MovementDirection.IN
    return MovementDirection.OUT if there else MovementDirection.IN


def record_step(actor: Actor, movement_id: int, new: NewStep, now: datetime) -> bool:
    """Record it; False where this form was sent before. MovementRefused: why not."""
    # Whoever comes second sees what the first wrote.
    db.session.get_one(Movement, movement_id, with_for_update=True)
    sent = select(MovementStep.id).where(MovementStep.form_key == new.form_key)
    if db.session.scalar(sent) is not None:
        return False
    standing = reading.standing_of(movement_id, now)
    _refuse_step(standing, new, local_date(now))
    add_step(actor, standing, new, now)
    return True


def add_step(actor: Actor, standing: Standing, new: NewStep, now: datetime) -> None:
    """Keep a step that nothing refuses, and everything that follows from it."""
    movement_id = standing.row.id
    row = MovementStep(
        movement_id=movement_id,
        form_key=new.form_key,
        kind=new.kind,
        happened_on=new.happened_on,
        method=new.method,
        whom=new.whom,
        words=new.words,
        ending_reason=new.ending_reason,
        agreed_in_writing=new.agreed_in_writing,
        document_id=new.document_id,
        recorded_at=now,
        recorded_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, f"movement_{new.kind.value}", "movement", movement_id)
    _look_again(actor, standing, now)


def _look_again(actor: Actor, standing: Standing, now: datetime) -> None:
    """Its task, and the rules of the register that ask for a movement of this child."""
    if standing.child_id is not None:
        mark_for(db.session(), ChangeJob.RECORD, (standing.child_id,))
    look_after(actor, standing.row.id, now)


def _refuse_step(standing: Standing, new: NewStep, today: date) -> None:
    if new.kind not in steps_offered(standing):
        raise MovementRefused("kind", "This step cannot be recorded now. Select another")
    _refuse_day(standing, new, today)
    if new.kind in NEEDS_WORDS and not new.words.strip():
        raise MovementRefused("words", NEEDS_WORDS[new.kind])
    if new.kind in SENT_OR_RECEIVED:
        _refuse_without_whom(new)
    if new.kind is MovementStepKind.RESPONSIBILITY_PASSED:
        _refuse_passing(standing, new)
    elif new.agreed_in_writing:
        raise MovementRefused(
            "agreed_in_writing", "Only the passing of responsibility is agreed in writing"
        )


def _refuse_without_whom(new: NewStep) -> None:
    if not new.whom.strip():
        raise MovementRefused("whom", "Enter to whom it went, or from whom it came")
    if new.method is None:
        raise MovementRefused("method", "Select how it went or came")
    if new.kind in NOTICES and new.method not in IN_WRITING:
        words = "A notice counts in writing only. A call is no notice and starts no clock"
        raise MovementRefused("method", words)


def _refuse_day(standing: Standing, new: NewStep, today: date) -> None:
    if new.kind is MovementStepKind.CONFERENCE_BOOKED:
        if not today <= new.happened_on <= today + FURTHEST_BOOKED:
            words = "Enter the day for which it is booked, today or within a year"
            raise MovementRefused("happened_on", words)
        return
    if new.happened_on > today:
        raise MovementRefused("happened_on", "The day must be today or in the past")
    if new.happened_on < standing.row.moved_on - timedelta(days=366):
        raise MovementRefused("happened_on", "The day must not be a year or more before the move")
    if new.kind is MovementStepKind.LEFT and new.happened_on < standing.row.moved_on:
        raise MovementRefused("happened_on", "The day must not be before the move")


def _refuse_passing(standing: Standing, new: NewStep) -> None:
    bar = bar_to_passing(standing.facts, new.agreed_in_writing)
    if bar is not None:
        raise MovementRefused("agreed_in_writing", BAR_WORDS[bar])
    held = standing.facts.conference_held_on
    if new.agreed_in_writing:
        if not new.words.strip():
            words = "Enter which letter or message agreed it, and why no conference was held"
            raise MovementRefused("words", words)
    elif held is not None and new.happened_on < held:
        raise MovementRefused("happened_on", "The day must not be before the conference")


def withdraw_step(
    actor: Actor, movement_id: int, step_id: int, because: str, now: datetime
) -> bool:
    """Take back what was recorded by mistake; it stays, and counts no more. False: it was done.

    MovementRefused: no reason, or responsibility has passed on the strength of it.
    """
    if not because.strip():
        raise MovementRefused("because", "Enter why it was a mistake")
    db.session.get_one(Movement, movement_id, with_for_update=True)
    row = db.session.get(MovementStep, step_id, populate_existing=True)
    if row is None or row.movement_id != movement_id:
        raise LookupError(step_id)
    if row.withdrawn_at is not None:
        return False
    standing = reading.standing_of(movement_id, now)
    _refuse_what_rests_on_it(standing, row)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = now, actor.key, because.strip()
    db.session.flush()
    audit.record(actor, "movement_step_withdrawn", "movement", movement_id)
    _look_again(actor, standing, now)
    return True


def _refuse_what_rests_on_it(standing: Standing, row: MovementStep) -> None:
    if not standing.is_open and row.kind is not MovementStepKind.ENDED:
        words = "The movement is ended on the strength of it. Withdraw its ending first"
        raise MovementRefused("because", words)
    if row.kind is not MovementStepKind.CONFERENCE_HELD:
        return
    others = [one for one in standing.steps if one.withdrawn_at is None and one.id != row.id]
    passed = [
        one
        for one in others
        if one.kind is MovementStepKind.RESPONSIBILITY_PASSED and not one.agreed_in_writing
    ]
    held = [one.happened_on for one in others if one.kind is MovementStepKind.CONFERENCE_HELD]
    if any(not any(day <= one.happened_on for day in held) for one in passed):
        words = "Responsibility has passed on the strength of it. Withdraw that step first"
        raise MovementRefused("because", words)
