"""Slips of the hand in the kind of a street: "Crecsent", "Hicksstreet", "Coglinp lace".

Without its kind a street is another street, and no key of it is found. Only the words between
two commas or numbers that hold no kind of street or building, but in its name, are looked at;
what was written as a name stays a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from rapidfuzz.distance import OSA

from lacrecords.matching.address_words import (
    BUILDING_WORDS,
    FLAT_WORDS,
    FLOORS,
    LOCAL_WORDS,
    STREET_WORDS,
)

SHORTEST_MISSPELT = 5
"""Kinds shorter than this are too much like other words to be known again by most letters."""
SHORTEST_NAME = 3
RUN_ON = tuple("street avenue crescent drive close place gardens terrace square road lane".split())
"""Kinds that hardly any word of another meaning ends with."""
_MAY_BE_NAMES = frozenset("park hill green court mount wood mill manor hall gate vale end".split())
"""Kinds that streets are called by as well: Park Drive, Mill Lane, Court Road."""
_MISSPELT = tuple(kind for kind in STREET_WORDS if len(kind) >= SHORTEST_MISSPELT)
_EXCHANGED = tuple(kind for kind in STREET_WORDS if len(kind) == SHORTEST_MISSPELT - 1)
"""Short kinds, known again only when two letters that stand side by side changed places."""
_NAMES_OF_THEIR_OWN = frozenset("drove palace mound grave squire count phase saint".split())
_OTHER_MEANING = FLAT_WORDS | FLOORS.keys() | LOCAL_WORDS | _NAMES_OF_THEIR_OWN


def mended(words: list[str]) -> list[str]:
    """The words of an address with each kind of street as it was meant."""
    found: list[str] = []
    for part in _parts(words):
        found.extend(part if _needs_nothing(part) else _mended_part(part))
    return found


def _parts(words: list[str]) -> Iterator[list[str]]:
    """The words from one comma or number to the next; what divides them comes alone."""
    part: list[str] = []
    for word in words:
        if word.isalpha():
            part.append(word)
            continue
        yield part
        yield [word]
        part = []
    yield part


def _needs_nothing(part: list[str]) -> bool:
    if not part or not part[0].isalpha() or _is_kind(part[-1]):
        return True
    return any(_is_kind(word) and word not in _MAY_BE_NAMES for word in part)


def _is_kind(word: str) -> bool:
    return word in STREET_WORDS or word in BUILDING_WORDS


def _mended_part(part: list[str]) -> list[str]:
    """One slip is mended, the last: a street has one kind, and its town may follow."""
    for place in range(len(part) - 1, -1, -1):
        before, word, after = part[:place], part[place], part[place + 1 :]
        apart = _divided(word)
        if apart:
            return [*before, *apart, *after]
        together = _divided(before[-1] + word, len(before) > 1) if before else ()
        if together:
            return [*before[:-1], *together, *after]
        kind = _misspelt(word) if before else ""
        if kind:
            return [*before, kind, *after]
        if _is_kind(word):
            return part
    return part


def _misspelt(word: str) -> str:
    """The kind of street that a word is but for one letter, or two that changed places."""
    if len(word) < SHORTEST_MISSPELT - 1 or word in _OTHER_MEANING:
        return ""
    near = (kind for kind in _MISSPELT if OSA.distance(word, kind, score_cutoff=1) == 1)
    exchanged = (kind for kind in _EXCHANGED if _is_exchanged(word, kind))
    return next(chain(near, exchanged), "")


def _is_exchanged(word: str, kind: str) -> bool:
    return sorted(word) == sorted(kind) and OSA.distance(word, kind) == 1


def _divided(word: str, named_before: bool = False) -> tuple[str, ...]:
    """A name and the kind of street that ran together; the kind alone if its name stands before."""
    for kind in RUN_ON:
        name = word.removesuffix(kind)
        if name != word and (len(name) >= SHORTEST_NAME or (named_before and not name)):
            return (name, kind) if name else (kind,)
    return ()
