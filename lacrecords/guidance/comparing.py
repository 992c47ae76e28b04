"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|\w+|[^\w\s]+")


class Change(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    TAKEN_OUT = "taken_out"
    PUT_IN = "put_in"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand together, and what became of them."""

    change: Change
    text: str


SAME_ENOUGH = 0.6
"""Below this, a text was written anew: single words that it shares with the other tell nothing."""


def compared(before: str, after: str) -> tuple[Words, ...]:
    """The words of both texts in order; of a text written anew, the one and then the other."""
    one, other = _PIECES.findall(before), _PIECES.findall(after)
    matched = SequenceMatcher(None, one, other, autojunk=False)
    if matched.ratio() < SAME_ENOUGH:
        return (Words(Change.TAKEN_OUT, before), Words(Change.PUT_IN, after))
    found: list[Words] = []
    for _, first, first_end, second, second_end in matched.get_opcodes():
        old, new = "".join(one[first:first_end]), "".join(other[second:second_end])
        if old == new:
            found.append(Words(Change.KEPT, old))
            continue
        found += [Words(Change.TAKEN_OUT, old)] if old else []
        found += [Words(Change.PUT_IN, new)] if new else []
    return tuple(found)
