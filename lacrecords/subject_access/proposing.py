"""What is proposed to be left out of a new pack: others' names, addresses, numbers and days.

The common rules find what may point to somebody; here is known whose it is. What is the person's
own is never proposed, nor are our own staff, who acted in their work: those are the reader's to
mark. It proposes and decides nothing: a person reads every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lacrecords.rules.identifying_known import KnownWords
from lacrecords.rules.identifying_marks import Mark, marks_beside
from lacrecords.subject_access.paging import Page
from lacrecords.terms import MarkKind

LABELS_NEVER_MARKED = frozenset({"Written down"})
"""Who of us wrote a row down, and when."""
LABELS_OF_BODIES = frozenset(
    {"Agency as given", "Agency of the directory", "Practice, school or other body"}
)
"""Here a body is named: what only looks like a name or a place is its own."""
LOOKS = frozenset({MarkKind.NAME, MarkKind.PLACE})
NAMES = frozenset({MarkKind.KNOWN_NAME, MarkKind.NAME})
HOMES = frozenset(
    {MarkKind.STREET_ADDRESS, MarkKind.PLACE, MarkKind.POSTCODE, MarkKind.PART_POSTCODE}
)
NOBODYS = frozenset({MarkKind.REFERENCE, MarkKind.WEB_ADDRESS})
"""Our own references, and pages that anybody can read."""
_POSSESSION = re.compile(r"['’]s?$", re.I)


@dataclass(frozen=True, slots=True)
class Own:
    """What is the person's own, folded: words of names, whole addresses, numbers and days."""

    words: frozenset[str]
    forenames: frozenset[str]
    homes: frozenset[str]
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """Names and addresses of others that are looked for, the person's own, and our own staff."""

    others: KnownWords
    own: Own
    ours: frozenset[str]
    seen: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    """What was found in a text before: the same words stand on many pages."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A mark, and where it stands."""

    page: int
    passage: int
    mark: Mark


def proposals_in(pages: Iterable[Page], known: Known) -> Iterator[Proposed]:
    """Every proposal on these pages."""
    for page in pages:
        for place, passage in enumerate(page.passages):
            if passage.label not in LABELS_NEVER_MARKED:
                names_body = passage.label in LABELS_OF_BODIES
                for mark in marks_of_others(passage.words, known):
                    if not (names_body and mark.kind in LOOKS):
                        yield Proposed(page.number, place, mark)


def marks_of_others(text: str, known: Known) -> tuple[Mark, ...]:
    """Every piece of a text that may point to somebody else, in order, none over another."""
    if text not in known.seen:
        found = marks_beside(text, known.others)
        known.seen[text] = tuple(one for one in found if _points_to_another(one, known))
    return known.seen[text]


def _points_to_another(mark: Mark, known: Known) -> bool:
    said = folded(mark.words)
    if mark.kind in NOBODYS or (mark.kind in LOOKS and said in known.ours):
        return False
    if mark.kind in HOMES | LOOKS and any(said in home for home in known.own.homes):
        return False
    if mark.kind not in NAMES:
        return said not in known.own.values
    words = words_of_name(mark.words)
    if len(words) > 1 and words[1] in known.own.forenames and words[0] not in known.others.kinds:
        words = words[1:]  # "Saw Wilfreda": a capital before a first name of the person
    return not all(_is_own(word, known.own) for word in words)


def words_of_name(name: str) -> list[str]:
    """The words of a name, folded, without the s of possession."""
    parts = re.split(r"[\s.\-‐-―]+", _POSSESSION.sub("", name))
    return [said for said in map(folded, parts) if said]


def _is_own(word: str, own: Own) -> bool:
    """A word of the person's own names, or the initial of one."""
    return word in own.words or (len(word) == 1 and any(one[0] == word for one in own.words))


def folded(text: str) -> str:
    """Without blanks, signs and case."""
    return re.sub(r"[\W_]+", "", text).lower()
