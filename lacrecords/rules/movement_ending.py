"""When a movement may be ended: freely, with a reason, or by two people; and what stays undone.

Pure. A movement that is ended has no clock any more, so ending it must never be the way to lose
one. Source: product, C2: no open movement is forgotten.
"""

from __future__ import annotations

from enum import StrEnum

from lacrecords.rules.movement_facts import DueStep, MovementFacts, Reckoning
from lacrecords.rules.movements import BEFORE_ENDING, responsible
from lacrecords.terms import EndingReason, Responsible


class Proposal(StrEnum):
    """Whether somebody proposed to end the movement, and who is asking now."""

    NONE = "none"
    OWN = "own"
    OF_ANOTHER = "of_another"


class EndingAnswer(StrEnum):
    """What comes of it when somebody wants to end a movement."""

    ENDS = "ends"
    IS_PROPOSED = "is_proposed"
    NEEDS_REASON = "needs_reason"
    WAITS_FOR_ANOTHER = "waits_for_another"
    ENDED_ALREADY = "ended_already"


def left_undone(it: Reckoning) -> tuple[DueStep, ...]:
    """Every duty that is open still, what is due first coming first, ended or not."""
    found = [step for rule in BEFORE_ENDING if (step := rule(it)) is not None]
    return tuple(sorted(found, key=lambda step: step.due_at))


def is_over(facts: MovementFacts) -> bool:
    """Responsibility has passed, or the child has left again or come back."""
    return facts.responsibility_passed_on is not None or facts.left_on is not None


def ends_freely(it: Reckoning) -> bool:
    """The movement is over and nothing of it is left to do."""
    return is_over(it.facts) and not left_undone(it)


def takes_two(facts: MovementFacts, is_protected: bool, reason: EndingReason) -> bool:
    """Whether ending it for this reason, with something undone, takes a second person.

    So for a reason outside the list, and wherever we still answer for a child who is on a plan
    or looked after as the register says now.
    """
    ours = responsible(facts) is Responsible.OURS
    return reason is EndingReason.OTHER or (ours and is_protected)


def answer_to_ending(
    it: Reckoning, is_protected: bool, reason: EndingReason | None, proposal: Proposal
) -> EndingAnswer:
    """What comes of it: whoever proposed to end a movement never ends it themselves."""
    if it.facts.ended_on is not None:
        return EndingAnswer.ENDED_ALREADY
    if proposal is Proposal.OWN:
        return EndingAnswer.WAITS_FOR_ANOTHER
    if ends_freely(it) or proposal is Proposal.OF_ANOTHER:
        return EndingAnswer.ENDS
    if reason is None:
        return EndingAnswer.NEEDS_REASON
    if takes_two(it.facts, is_protected, reason):
        return EndingAnswer.IS_PROPOSED
    return EndingAnswer.ENDS
