"""Ending a movement: at once, or proposed by one person and agreed to by another.

Beside the reason is kept, word for word, what stood on the page as left undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.agencies import authorities
from lacrecords.children.protected import protected_ids
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.movements import notices, reading
from lacrecords.movements.ending_words import (
    REASON_WORDS,
    kept_words,
    undone_lines,
)
from lacrecords.movements.models import Movement, MovementStep
from lacrecords.movements.next_steps import DESIGNATED_MANAGER, matter_of, owner_of
from lacrecords.movements.reading import Standing
from lacrecords.movements.refusals import MovementRefused
from lacrecords.movements.steps import NewStep, add_step
from lacrecords.movements.words import responsible_words
from lacrecords.notifications.services import Notice, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.movement_ending import (
    EndingAnswer,
    Proposal,
    answer_to_ending,
    ends_freely,
)
from lacrecords.terms import EndingReason, MovementStepKind, NotificationKind, Urgency

PROPOSED = "The end of a movement is proposed. A second person agrees, or turns it down"
REFUSED = {
    EndingAnswer.ENDED_ALREADY: ("", "The movement is ended already"),
    EndingAnswer.WAITS_FOR_ANOTHER: (
        "",
        "You proposed this end. Another person agrees to it, or you withdraw your proposal",
    ),
    EndingAnswer.NEEDS_REASON: ("reason", "Select why the movement ends with this left undone"),
}
CHANGED = "This has changed since the page was shown. Read again what is left undone, then decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnding:
    """A movement is to be ended; `seen` is what stood on the page as left undone."""

    form_key: str
    words: str
    seen: str
    reason: EndingReason | None = None


def seen_of(standing: Standing) -> str:
    """What would be left undone now, and which proposal waits, as a form carries it."""
    undone = ",".join(step.duty.value for step in standing.undone)
    return f"{undone};{standing.proposal.id if standing.proposal else 0}"


def proposal_for(standing: Standing, actor: Actor) -> Proposal:
    """Whether its end is proposed, and by whom, seen from this person."""
    proposal = standing.proposal
    if proposal is None:
        return Proposal.NONE
    return Proposal.OWN if proposal.recorded_by == actor.key else Proposal.OF_ANOTHER


def is_protected(standing: Standing, now: datetime) -> bool:
    """On a plan or looked after, as the register says; without a record, as the movement says."""
    if standing.child_id is None:
        return True
    return bool(protected_ids((standing.child_id,), local_date(now)))


def responsible_for(standing: Standing) -> str:
    """The name of the authority that answers for the child of this movement."""
    name = authorities.authority_names()[standing.row.authority_id]
    return responsible_words(standing.responsible, name, notices.council_name())


def end_movement(actor: Actor, movement_id: int, new: NewEnding, now: datetime) -> EndingAnswer:
    """End it, or propose that. MovementRefused: why not; a form sent twice does it once."""
    db.session.get_one(Movement, movement_id, with_for_update=True)
    sent = db.session.scalar(select(MovementStep).where(MovementStep.form_key == new.form_key))
    if sent is not None:
        ended = sent.kind is MovementStepKind.ENDED
        return EndingAnswer.ENDS if ended else EndingAnswer.IS_PROPOSED
    standing = reading.standing_of(movement_id, now)
    answer = answer_to_ending(
        standing.reckoning,
        is_protected(standing, now),
        new.reason,
        proposal_for(standing, actor),
    )
    _refuse(standing, new, answer)
    ends = answer is EndingAnswer.ENDS
    reason = _reason(standing, new)
    step = NewStep(
        form_key=new.form_key,
        kind=MovementStepKind.ENDED if ends else MovementStepKind.ENDING_PROPOSED,
        happened_on=local_date(now),
        words=_words(standing, new, reason),
        ending_reason=reason,
    )
    add_step(actor, standing, step, now)
    if not ends:
        _tell_second_person(actor, standing, now)
    return answer


def _refuse(standing: Standing, new: NewEnding, answer: EndingAnswer) -> None:
    if answer in REFUSED:
        raise MovementRefused(*REFUSED[answer])
    if new.seen != seen_of(standing):
        raise MovementRefused("", CHANGED)
    if not new.words.strip():
        raise MovementRefused("words", "Enter why the movement is ended")


def _reason(standing: Standing, new: NewEnding) -> EndingReason | None:
    """Why it ends with something undone: as it was proposed, where it was; None: all is done."""
    if ends_freely(standing.reckoning):
        return None
    return standing.proposal.ending_reason if standing.proposal else new.reason


def _words(standing: Standing, new: NewEnding, reason: EndingReason | None) -> str:
    if reason is None:
        return new.words.strip()
    undone = undone_lines(standing.undone, standing.row.direction)
    return kept_words(REASON_WORDS[reason], new.words, undone, responsible_for(standing))


def _tell_second_person(actor: Actor, standing: Standing, now: datetime) -> None:
    owner = owner_of(standing.child_id, now)
    kind = NotificationKind.RESTRICTED_RECORD if owner else NotificationKind.TASK
    notice = Notice(
        kind=kind,
        urgency=Urgency.ROUTINE,
        recipient=owner or DESIGNATED_MANAGER,
        matter=matter_of(standing),
        why=PROPOSED,
    )
    notify(actor, notice, now)
