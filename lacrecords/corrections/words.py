"""Corrections in plain words, and the words that are offered to whoever tells a recipient."""

from __future__ import annotations

from lacrecords.rules.corrections import OFFERED_AS_IT_IS
from lacrecords.terms import NotTold, SharedItemKind, ToldBy

SOURCE_WORDS = {
    ToldBy.SHARED_ITEM: "By a decision to share",
    ToldBy.DISCLOSURE: "As the answer to an enquiry",
    ToldBy.MORE_TOLD: "When they asked for more",
    ToldBy.OUTSIDE_RULES: "Outside the rules",
    ToldBy.MOVEMENT_NOTICE: "In a written notice that the child moves",
    ToldBy.SUITABILITY_ANSWER: "As the answer to a suitability check",
    ToldBy.LIST_EXPORT: "In a list that was exported",
    ToldBy.CORRECTION: "When they were told of an earlier correction",
}
NOT_TOLD_WORDS = {
    NotTold.NO_LONGER_WITH_CHILD: "They no longer work with the child",
    NotTold.NO_DIFFERENCE: "It makes no difference to them",
    NotTold.PUTS_AT_RISK: "Telling them would put somebody at risk",
    NotTold.CANNOT_BE_REACHED: "They cannot be reached",
}
NOTHING_NOW = "Nothing. It should never have been recorded"
ADDRESS_SLUG = "addresses"
_PUT_RIGHT = "Please put it right in your records, and tell whoever you passed it on to."


def offered_words(title: str, day: str, right: str) -> str:
    """Words to say: that it was not right, what is right where that may be offered."""
    said = f"On {day} we told you something that rests on this: {title}. It was not right."
    return " ".join(part for part in (said, right, _PUT_RIGHT) if part)


def right_words(fact_kind: str, right_now: str, exactly: bool) -> str:
    """What is right, for the words to say; empty where it is not offered."""
    if not exactly or fact_kind not in OFFERED_AS_IT_IS:
        return ""
    return f"Right is: {right_now}." if right_now else "Nothing of the kind is so."


def right_words_of_item(kind: SharedItemKind, right_now: str) -> str:
    """The same of an item; an address is never offered."""
    return "" if kind is SharedItemKind.ADDRESS else right_now
