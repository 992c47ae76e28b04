"""Spellings near a name: found by the spellings that both are when letters are left out.

Pure: makes the numbers to look under and chooses among the names found. The vocabulary
itself stands in the index.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from lacrecords.matching.keys import key

BEGINNING = 7
SHORTEST_NAME = 3
MOST_NEIGHBOURS = 24
_LONG_NAME = 5


def _one_short(spellings: Iterable[str]) -> set[str]:
    return {word[:place] + word[place + 1 :] for word in spellings for place in range(len(word))}


@lru_cache(maxsize=32768)
def kept_variants(name: str) -> tuple[int, ...]:
    """The numbers under which a name of the register is kept."""
    beginning = name[:BEGINNING]
    return tuple(sorted(key("spelling", word) for word in {beginning, *_one_short((beginning,))}))


def sought_variants(name: str) -> tuple[int, ...]:
    """The numbers under which names near this one stand: up to two letters left out."""
    beginning = name[:BEGINNING]
    spellings = {beginning, *_one_short((beginning,))}
    if len(name) >= _LONG_NAME:
        spellings |= _one_short(spellings)
    return tuple(sorted(key("spelling", word) for word in spellings))


def nearest(name: str, found: Iterable[str]) -> tuple[str, ...]:
    """Of the names found, those within one slip (two in a longer name), nearest first."""
    slips = 2 if len(name) >= _LONG_NAME else 1
    near = ((OSA.distance(name, other, score_cutoff=slips), other) for other in set(found) - {name})
    return tuple(other for slip, other in sorted(near) if slip <= slips)[:MOST_NEIGHBOURS]
