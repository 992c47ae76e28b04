"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|[^\s]+")


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


def compared(before: str, after: str) -> tuple[Words, ...]:
    """The words of both texts in order: those of `before` are kept or taken out."""
    one, other = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Words] = []
    for _, first, first_end, second, second_end in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        old, new = "".join(one[first:first_end]), "".join(other[second:second_end])
        if old == new:
            found.append(Words(Change.KEPT, old))
            continue
        found += [Words(Change.TAKEN_OUT, old)] if old else []
        found += [Words(Change.PUT_IN, new)] if new else []
    return tuple(found)
