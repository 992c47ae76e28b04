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
    COMPLETE_KINDS,
    FLAT_WORDS,
    FLOORS,
    LOCAL_WORDS,
    NUMBER_WORDS,
    STREET_WORDS,
)

SHORTEST_MISSPELT = 5
"""Kinds shorter than this are too much like other words to be known again by most letters."""
SHORTEST_NAME = 3
RUN_ON = tuple("street avenue crescent drive close place gardens terrace square road lane".split())
"""Kinds that hardly any word of another meaning ends with."""
_MISSPELT = tuple(kind for kind in STREET_WORDS if len(kind) >= SHORTEST_MISSPELT)
_EXCHANGED = tuple(kind for kind in STREET_WORDS if len(kind) == SHORTEST_MISSPELT - 1)
"""Short kinds, known again only when two letters that stand side by side changed places."""
_WORDS_OF_THEIR_OWN = frozenset(
    "drove drover driver driven palace peace lace plane plate plaza mound count fount grave graves "
    "groove trove prove squire phase phrase chaste case saint venue wardens closer closet clove "
    "chose lose greed greek greet craft wharfe deen alne streat".split()
)
_NEVER_DIVIDED = frozenset("plane slane broad".split())
"""Words that are a short kind with one letter before it, and no slip."""
_OTHER_MEANING = FLAT_WORDS | FLOORS.keys() | LOCAL_WORDS | _WORDS_OF_THEIR_OWN
_KINDS = STREET_WORDS.keys() | BUILDING_WORDS.keys()


def mended(words: list[str]) -> list[str]:
    """The words of an address with each kind of street as it was meant."""
    found: list[str] = []
    for part, numbered in _parts(words):
        found.extend(part if _needs_nothing(part) else _mended_part(part, numbered))
    return found


def _parts(words: list[str]) -> Iterator[tuple[list[str], bool]]:
    """The words from one comma or number to the next; what divides them comes alone.

    With each goes whether a number stands right before it or, in a word, at its head.
    """
    part: list[str] = []
    numbered = False
    for word in words:
        if word.isalpha():
            part.append(word)
            continue
        yield part, numbered or bool(part and part[0] in NUMBER_WORDS)
        yield [word], False
        part, numbered = [], word != ","
    yield part, numbered or bool(part and part[0] in NUMBER_WORDS)


def _needs_nothing(part: list[str]) -> bool:
    if not part or not part[0].isalpha() or part[-1] in _KINDS:
        return True
    # Any kind may be a name: Grove Road, Mill Hill Road. Mill Lane Streat is a street in a village.
    return any(
        word in COMPLETE_KINDS and (place > 1 or (place and part[0] != "the"))
        for place, word in enumerate(part)
    )


def _mended_part(part: list[str], numbered: bool) -> list[str]:
    """One slip is mended, the last: a street has one kind, and its town may follow."""
    for place in range(len(part) - 1, -1, -1):
        before, word, after = part[:place], part[place], part[place + 1 :]
        apart = _divided(word) if numbered or before else ()
        if apart:
            return [*before, *apart, *after]
        together = _joined(before, word)
        if together:
            return [*before[:-1], *together, *after]
        kind = _misspelt(word) if before else ""
        if kind:
            return [*before, kind, *after]
        if place and word in _KINDS:
            return part
    return part


def _misspelt(word: str) -> str:
    """The kind of street that a word is but for one letter, or two that changed places."""
    if len(word) < SHORTEST_MISSPELT - 1 or word in _OTHER_MEANING:
        return ""
    near = (
        kind
        for kind in _MISSPELT
        if word != kind + "s" and OSA.distance(word, kind, score_cutoff=1) == 1
    )
    exchanged = (kind for kind in _EXCHANGED if _is_exchanged(word, kind))
    return next(chain(near, exchanged), "")


def _is_exchanged(word: str, kind: str) -> bool:
    return sorted(word) == sorted(kind) and OSA.distance(word, kind) == 1


def _joined(before: list[str], word: str) -> tuple[str, ...]:
    """A name and a kind that were divided at the wrong letter: "larc hstreet", "larch c rescent".

    A word that has a meaning of its own stays one: "London Plane", "The Broad".
    """
    if not before or before[-1] == "the" or word in _NEVER_DIVIDED:
        return ()
    return _divided(before[-1] + word, len(before) > 1)


def _divided(word: str, named_before: bool = False) -> tuple[str, ...]:
    """A name and the kind of street that ran together; the kind alone if its name stands before."""
    for kind in RUN_ON:
        name = word.removesuffix(kind)
        if name != word and (len(name) >= SHORTEST_NAME or (named_before and not name)):
            return (name, kind) if name else (kind,)
    return ()
