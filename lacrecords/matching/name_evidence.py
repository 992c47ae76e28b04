"""Evidence from names: the best pair of names, in either order, with the reasons in words.

Every name held is tried: earlier names, other names, a middle name used as the first,
a parent's surname. It neither searches nor decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from lacrecords.matching import weights
from lacrecords.matching.families import other_endings
from lacrecords.matching.forms import Normalised, WordsOfName
from lacrecords.matching.name_comparison import (
    RANK,
    NameAgreement,
    compare_names,
    compare_words,
)
from lacrecords.matching.other_evidence import Part

_NO_NAME = WordsOfName((), (), ())
_AGREES_WELL = RANK[NameAgreement.CLOSE]
_AGREES_IN_PART = frozenset(
    {
        NameAgreement.PART_SAME,
        NameAgreement.KIN,
        NameAgreement.SOUNDS_SAME,
        NameAgreement.CLOSE,
    }
)
"""Agreements of several words that may be of one word alone."""


class NameEvidence(NamedTuple):
    """What the names say: the part for the sum, and how each name agrees."""

    part: Part
    forename: NameAgreement
    surname: NameAgreement
    as_middle: bool = False
    """A middle name stands in for the forename."""


class _Pairing(NamedTuple):
    bits: float
    forename: NameAgreement
    surname: NameAgreement
    as_middle: bool
    notes: tuple[str, ...]

    def reasons(self) -> tuple[str, ...]:
        """Why, in words; worked out for the best pairing alone."""
        middle = ("a middle name is used as the forename",) if self.as_middle else ()
        names = (*_words("forename", self.forename), *_words("surname", self.surname))
        return (*names, *self.notes, *middle)


def weigh_names(
    asked: Normalised, held: Normalised, name_bits: Mapping[str, float]
) -> NameEvidence:
    """Weigh the two names, one of each side, that agree best."""
    pairings = [
        pairing
        for mine in asked.names or (_NO_NAME,)
        for place, theirs in enumerate(held.names or (_NO_NAME,))
        for pairing in _pairings(asked, mine, held, theirs, name_bits, place > 0)
    ]
    best = max(pairings, key=itemgetter(0))
    part = Part(best.bits, False, best.reasons())
    return NameEvidence(part, best.forename, best.surname, best.as_middle)


def _pairings(
    asked: Normalised,
    mine: WordsOfName,
    held: Normalised,
    theirs: WordsOfName,
    name_bits: Mapping[str, float],
    other_name: bool,
) -> Iterator[_Pairing]:
    extra = weights.OTHER_NAME_BITS if other_name else 0.0
    notes = ("under another name held",) if other_name else ()
    straight = _pair(mine, theirs, name_bits, extra, notes)
    yield straight
    agrees_well = max(RANK[straight.forename], RANK[straight.surname]) <= _AGREES_WELL
    if not agrees_well and _may_be_exchanged(mine, theirs):
        exchanged = WordsOfName(mine.surname, mine.middle, mine.forename)
        words = (*notes, "forename and surname exchanged")
        yield _pair(exchanged, theirs, name_bits, extra + weights.EXCHANGED_BITS, words)
    if straight.surname is NameAgreement.DIFFERENT:
        yield from _by_parent(asked, mine, held, theirs, name_bits, extra)
        yield from _by_middle_name(mine, theirs, name_bits, (extra, notes))


def _may_be_exchanged(mine: WordsOfName, theirs: WordsOfName) -> bool:
    """Whether at least one name agrees well with the other one of the record."""
    return (
        RANK[compare_names(mine.surname, theirs.forename)] <= _AGREES_WELL
        or RANK[compare_names(mine.forename, theirs.surname)] <= _AGREES_WELL
    )


def _by_middle_name(
    mine: WordsOfName,
    theirs: WordsOfName,
    name_bits: Mapping[str, float],
    more: tuple[float, tuple[str, ...]],
) -> Iterator[_Pairing]:
    """The father's name, written as a middle name on one side and as the surname on the other."""
    extra, notes = more
    words = (*notes, "a middle name is used as the surname")
    if RANK[compare_names(mine.surname, theirs.middle)] <= _AGREES_WELL:
        moved = theirs._replace(middle=(), surname=theirs.middle)
        yield _pair(mine, moved, name_bits, extra + weights.MIDDLE_AS_SURNAME_BITS, words)
    if RANK[compare_names(mine.middle, theirs.surname)] <= _AGREES_WELL:
        moved = mine._replace(middle=(), surname=mine.middle)
        yield _pair(moved, theirs, name_bits, extra + weights.MIDDLE_AS_SURNAME_BITS, words)


def _by_parent(
    asked: Normalised,
    mine: WordsOfName,
    held: Normalised,
    theirs: WordsOfName,
    name_bits: Mapping[str, float],
    extra: float,
) -> Iterator[_Pairing]:
    extra += weights.PARENT_SURNAME_BITS
    words = ("a parent's surname",)
    for surname in held.parent_surnames:
        yield _pair(mine, theirs._replace(surname=surname), name_bits, extra, words)
    for surname in asked.parent_surnames:
        yield _pair(mine._replace(surname=surname), theirs, name_bits, extra, words)


def _pair(
    mine: WordsOfName,
    theirs: WordsOfName,
    name_bits: Mapping[str, float],
    extra: float,
    notes: tuple[str, ...],
) -> _Pairing:
    surname = _surname(mine.surname, theirs.surname)
    forename, as_middle = _forename(mine, theirs)
    bits = extra + _bits(surname, mine.surname, name_bits, weights.SURNAME_DIFFERS_BITS)
    worth = weights.FORENAME_WORTH if forename in weights.NAME_SHARE else 1.0
    bits += worth * _bits(forename, mine.forename, name_bits, weights.FORENAME_DIFFERS_BITS)
    if forename in weights.NAME_SHARE and surname in weights.NAME_SHARE:
        bits += weights.BOTH_NAMES_BITS
    bits += weights.AS_MIDDLE_BITS if as_middle else _middle_bits(mine.middle, theirs.middle)
    return _Pairing(bits, forename, surname, as_middle, notes)


def _surname(mine: tuple[str, ...], theirs: tuple[str, ...]) -> NameAgreement:
    """How surnames agree, the endings of brother and sister being one name."""
    found = compare_names(mine, theirs)
    if RANK[found] <= RANK[NameAgreement.KIN] or len(mine) != 1 or len(theirs) != 1:
        return found
    return NameAgreement.KIN if theirs[0] in other_endings(mine[0]) else found


def _forename(mine: WordsOfName, theirs: WordsOfName) -> tuple[NameAgreement, bool]:
    """How forenames agree, a middle name standing in where it agrees better."""
    best, as_middle = _given_names(mine.forename, theirs.forename), False
    if RANK[best] <= RANK[NameAgreement.CLOSE] or best is NameAgreement.MISSING:
        return best, False
    for one, other in ((mine.forename, theirs.middle), (mine.middle, theirs.forename)):
        found = _given_names(one, other)
        if found is not NameAgreement.MISSING and RANK[found] < RANK[best]:
            best, as_middle = found, True
    return best, as_middle


def _given_names(one: tuple[str, ...], other: tuple[str, ...]) -> NameAgreement:
    """How given names agree; Lexi-Rose and Millie-Rose, who share a second word, hardly do."""
    found = compare_names(one, other)
    if len(one) == 1 or len(other) == 1 or found not in _AGREES_IN_PART:
        return found
    by_first = (
        *(RANK[compare_words(one[0], word)] for word in other),
        *(RANK[compare_words(word, other[0])] for word in one),
    )
    return found if min(by_first) <= _AGREES_WELL else NameAgreement.LOOSE


def _middle_bits(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    agreement = compare_names(mine, theirs)
    if agreement is NameAgreement.MISSING:
        return 0.0
    differs = RANK[agreement] > RANK[NameAgreement.CLOSE]
    return weights.MIDDLE_DIFFERS_BITS if differs else weights.MIDDLE_AGREES_BITS


def _bits(
    agreement: NameAgreement,
    words: tuple[str, ...],
    name_bits: Mapping[str, float],
    differs: float,
) -> float:
    if agreement is NameAgreement.MISSING:
        return weights.MISSING_BITS
    if agreement is NameAgreement.DIFFERENT:
        return differs
    if agreement is NameAgreement.LOOSE:
        return weights.LOOSE_BITS
    own = _rarity(words, name_bits)
    whole = weights.NAME_SHARE[NameAgreement.SAME] * own + weights.NAME_AGREES_BITS
    share = weights.NAME_SHARE.get(agreement)
    if share is not None:
        inexact = agreement not in (NameAgreement.SAME, NameAgreement.PART_SAME)
        own = min(own, weights.USUAL_NAME_BITS) if inexact else own
        return min(whole, share * own + weights.NAME_AGREES_BITS)
    return min(whole, weights.INITIAL_BITS)


def _rarity(words: tuple[str, ...], name_bits: Mapping[str, float]) -> float:
    """The bits of the rarest word of a name."""
    if len(words) == 1:
        return name_bits.get(words[0], weights.USUAL_NAME_BITS)
    return max((name_bits.get(word, weights.USUAL_NAME_BITS) for word in words), default=0.0)


_AGREEMENT_WORDS = {
    NameAgreement.SAME: "agrees",
    NameAgreement.PART_SAME: "agrees in part",
    NameAgreement.KIN: "is a short name or another spelling",
    NameAgreement.SOUNDS_SAME: "sounds the same",
    NameAgreement.CLOSE: "is spelt nearly the same",
    NameAgreement.INITIAL: "agrees by its first letter",
    NameAgreement.LOOSE: "is a little alike",
    NameAgreement.DIFFERENT: "differs",
}


def _words(which: str, agreement: NameAgreement) -> tuple[str, ...]:
    said = _AGREEMENT_WORDS.get(agreement)
    return (f"{which} {said}",) if said else ()
