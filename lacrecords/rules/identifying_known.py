"""Where a text holds a name or a street that is known to belong to the family. Pure.

Case, accents, apostrophes, hyphens and blanks do not matter, nor does the s of possession.
A name that is an everyday word too (Grace, Hope, May) is only warned of where it stands alone.
Source: product, D5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lacrecords.rules.identifying_words import (
    EVERYDAY_NAMES,
    FUNCTION_WORDS,
    HOUSES,
    PARTICLES,
    STREET_SURE,
    STREET_UNSURE,
)
from lacrecords.terms import MarkKind

_WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W\d_]+)*")
_POSSESSION = re.compile(r"['’‘`´]s\Z", re.I)
_JOIN = re.compile(r"[\s\-‐-―.,]{0,4}")
_MOST_WORDS = 6
_EVERYDAY = EVERYDAY_NAMES | frozenset(FUNCTION_WORDS)
_STREET_WORDS = frozenset([*STREET_SURE, *STREET_UNSURE, *HOUSES])
# Letters that no accent comes off.
_WRITTEN_OUT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What is looked for: run-together letters by what finding them means."""

    kinds: dict[str, MarkKind]
    surnames: frozenset[str]


def known_words(names: Iterable[str], places: Iterable[str] = ()) -> KnownWords:
    """The names and address lines of a family in the form in which a text is searched for them."""
    kinds: dict[str, MarkKind] = {}
    surnames = set()
    for name in names:
        words = _plain_words(name)
        if not words:
            continue
        for word in words:
            _note(kinds, word)
        for part in name.split():
            _note(kinds, "".join(_plain_words(part)))
        if len(words) > 1:
            kinds["".join(words)] = MarkKind.KNOWN_NAME
            kinds[words[0] + words[-1]] = MarkKind.KNOWN_NAME
        surnames.add(words[-1])
    for place in places:
        _note_place(kinds, place)
    return KnownWords(
        {key: kind for key, kind in kinds.items() if len(key) > 1}, frozenset(surnames)
    )


def known_in(text: str, known: KnownWords) -> Iterator[tuple[MarkKind, int, int]]:
    """Every piece of the text that is one of the known names or streets."""
    words = list(_WORD.finditer(text))
    plain = [_plain(word[0]) for word in words]
    for place, word in enumerate(words):
        joined, end = "", word.end()
        for other in range(place, min(place + _MOST_WORDS, len(words))):
            if other > place and not _JOIN.fullmatch(
                text, words[other - 1].end(), words[other].start()
            ):
                break
            joined, end = joined + plain[other], words[other].end()
            kind = _kind(known, joined, word[0])
            if kind:
                whose = _POSSESSION.search(text[word.start() : end])
                whole = end - len(whose[0]) if whose else end
                yield kind, _with_initials(text, word.start(), joined, known), whole


def _kind(known: KnownWords, joined: str, written: str) -> MarkKind | None:
    kind = known.kinds.get(joined) or known.kinds.get(joined.removesuffix("s"))
    if kind is MarkKind.NAME and joined in FUNCTION_WORDS and not written[:1].isupper():
        return None
    return kind


_INITIALS = re.compile(r"(?:\b[^\W\d_]\b[.\s]{0,3}){1,3}\Z")
_LONGEST_INITIALS = 12


def _with_initials(text: str, start: int, joined: str, known: KnownWords) -> int:
    """Where a surname begins with the initials before it."""
    if joined in known.surnames or joined.removesuffix("s") in known.surnames:
        before = _INITIALS.search(text, max(0, start - _LONGEST_INITIALS), start)
        return start - len(before[0]) if before else start
    return start


def _note(kinds: dict[str, MarkKind], word: str) -> None:
    if word not in PARTICLES:
        kinds.setdefault(word, MarkKind.NAME if word in _EVERYDAY else MarkKind.KNOWN_NAME)


def _note_place(kinds: dict[str, MarkKind], line: str) -> None:
    """An address line without its number; its name alone where no everyday word is it."""
    every = _plain_words(line)
    if not any(word[0].isdigit() or word in _STREET_WORDS for word in every):
        return  # a town is no home
    words = [word for word in every if not word[0].isdigit()]
    if len(words) > 1:
        kinds["".join(words)] = MarkKind.STREET_ADDRESS
    alone = "".join(word for word in words if word not in _STREET_WORDS)
    if len(alone) > 4 and alone not in _EVERYDAY:
        kinds.setdefault(alone, MarkKind.PLACE)


def _plain_words(text: str) -> list[str]:
    return [_plain(word) for word in _WORD.findall(text)]


def _plain(word: str) -> str:
    """Small letters without accents and apostrophes."""
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_WRITTEN_OUT))
    return "".join(letter for letter in apart if letter.isalnum())
