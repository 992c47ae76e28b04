"""How alike two names are, in one word each: same, short name, sounds the same, close.

Compares words that are plain already. It knows nothing of dates or households.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz.distance import OSA, JaroWinkler

from lacrecords.matching.families import are_kin
from lacrecords.matching.names import sound_code, with_v_as_w

CLOSE = 0.74
LOOSE = 0.55
LOOSE_WITH_V = 0.5
ALIKE_AT_ALL = 0.4
CLOSE_BEGINNING = 0.90


class NameAgreement(StrEnum):
    """How a name asked about stands to a name held, best first."""

    SAME = "same"
    PART_SAME = "part_same"
    KIN = "kin"
    SOUNDS_SAME = "sounds_same"
    CLOSE = "close"
    INITIAL = "initial"
    LOOSE = "loose"
    MISSING = "missing"
    DIFFERENT = "different"


RANK = {agreement: place for place, agreement in enumerate(NameAgreement)}


@lru_cache(maxsize=65536)
def compare_words(asked: str, held: str) -> NameAgreement:
    """How two single words of names agree."""
    if asked == held:
        return NameAgreement.SAME
    if len(asked) == 1 or len(held) == 1:
        return NameAgreement.INITIAL if asked[0] == held[0] else NameAgreement.DIFFERENT
    if are_kin(asked, held):
        return NameAgreement.KIN
    alike = OSA.normalized_similarity(asked, held)
    # Most words that meet are of different people: they need no other comparison.
    if alike < ALIKE_AT_ALL:
        return NameAgreement.DIFFERENT
    if (alike >= LOOSE and _sounds_same(asked, held)) or _sounds_same_with_v(asked, held, alike):
        return NameAgreement.SOUNDS_SAME
    if _close(asked, held, alike):
        return NameAgreement.CLOSE
    sounds = sound_code(asked) == sound_code(held)
    return NameAgreement.LOOSE if sounds or alike >= LOOSE else NameAgreement.DIFFERENT


def _sounds_same(asked: str, held: str) -> bool:
    codes = (sound_code(asked), sound_code(held))
    if codes[0] != codes[1]:
        return False
    # Two letters of code say little: "Lee" and "Leah" must agree by the finer code too.
    return len(codes[0]) > 2 or metaphone(asked) == metaphone(held)


def _sounds_same_with_v(asked: str, held: str, alike: float) -> bool:
    """Whether one says with a v what the other writes with a w: Kovalchick, Kowalczyk."""
    if alike < LOOSE_WITH_V or not any(
        "v" in one and "w" in other for one, other in ((asked, held), (held, asked))
    ):
        return False
    codes = (sound_code(with_v_as_w(asked)), sound_code(with_v_as_w(held)))
    return codes[0] == codes[1] and len(codes[0]) > 2


def _close(asked: str, held: str, alike: float) -> bool:
    if alike >= CLOSE:
        return True
    if min(len(asked), len(held)) <= 4 and OSA.distance(asked, held) == 1 and asked[0] == held[0]:
        return True
    return alike >= LOOSE and JaroWinkler.similarity(asked, held) >= CLOSE_BEGINNING


def compare_names(asked: tuple[str, ...], held: tuple[str, ...]) -> NameAgreement:
    """How two names of one or several words agree; an empty one is missing, not different."""
    if not asked or not held:
        return NameAgreement.MISSING
    if len(asked) == len(held) == 1:
        return compare_words(asked[0], held[0])
    return _compare_names(asked, held)


@lru_cache(maxsize=65536)
def _compare_names(asked: tuple[str, ...], held: tuple[str, ...]) -> NameAgreement:
    if asked == held or "".join(asked) == "".join(held):
        return NameAgreement.SAME
    if sorted(asked) == sorted(held):
        return NameAgreement.SAME
    return _compare_several(asked, held)


def _compare_several(asked: tuple[str, ...], held: tuple[str, ...]) -> NameAgreement:
    best = min(
        (compare_words(one, other) for one in asked for other in held if len(one) > 1),
        key=RANK.__getitem__,
        default=NameAgreement.DIFFERENT,
    )
    whole = compare_words("".join(asked), "".join(held))
    if best is NameAgreement.SAME:
        best = NameAgreement.PART_SAME
    if best is NameAgreement.DIFFERENT and len(asked) == 1:
        best = compare_words(asked[0], held[0])
    return min(best, whole, key=RANK.__getitem__)
