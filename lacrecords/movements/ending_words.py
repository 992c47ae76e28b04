"""The end of a movement in plain words, as they are kept with the step. It decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from lacrecords.clocks import local_date
from lacrecords.movements.words import duty_words
from lacrecords.rules.movement_facts import DueStep
from lacrecords.terms import EndingReason, MovementDirection
from lacrecords.web.words import date_words

REASON_WORDS = {
    EndingReason.NOT_HAPPENED: "It did not happen",
    EndingReason.RECORDED_TWICE: "Recorded twice",
    EndingReason.DIED: "The child has died",
    EndingReason.NO_LONGER_PROTECTED: "The plan ended, or the child is no longer looked after",
    EndingReason.OTHER: "Another reason",
}
REASON_HINTS = {
    EndingReason.NOT_HAPPENED: "The child did not move",
    EndingReason.RECORDED_TWICE: "Give the reference of the movement that goes on",
    EndingReason.NO_LONGER_PROTECTED: "Record that on the child's record first",
    EndingReason.OTHER: "A second person must agree",
}
UNDONE = "Left undone:"
NOTHING_DUE = "nothing is due, but the stay has not ended and responsibility has not passed"


def undone_lines(undone: Sequence[DueStep], direction: MovementDirection) -> tuple[str, ...]:
    """What is left undone, a line each, with the day on which it was due."""
    return tuple(
        f"{duty_words(step.duty, direction)}, due {date_words(local_date(step.due_at))}"
        for step in undone
    )


def kept_words(reason: str, said: str, undone: Sequence[str], responsible: str) -> str:
    """What is kept with an ending that leaves something undone."""
    return "\n".join(
        (
            reason,
            said.strip(),
            UNDONE,
            *(f"- {line}" for line in undone or (NOTHING_DUE,)),
            f"Responsible then: {responsible}",
        )
    )
