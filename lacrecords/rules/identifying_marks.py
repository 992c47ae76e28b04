"""Which pieces of a text may tell a reader whom it is about, and the text without them. Pure.

It finds what has a form: postcodes, numbers, addresses, names that are known or look like one.
It cannot know that "the only girl in the choir" is one child: whoever asks reads the text again.
Too much is found rather than too little. Nothing here is quicker for one text than for another
of the same length: every pattern is bounded. Source: product, D5; procedure, golden rule 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lacrecords.rules.identifying_addresses import addresses_in
from lacrecords.rules.identifying_known import KnownWords, known_in, known_words
from lacrecords.rules.identifying_names import names_in
from lacrecords.rules.identifying_numbers import numbers_in
from lacrecords.rules.identifying_postcodes import postcodes_in
from lacrecords.rules.identifying_streets import streets_in
from lacrecords.terms import MarkKind

# In the order in which a piece that is several things is named after one of them.
KIND_WORDS: dict[MarkKind, str] = {
    MarkKind.KNOWN_NAME: "a name of the family",
    MarkKind.NHS_NUMBER: "an NHS number",
    MarkKind.TELEPHONE_NUMBER: "a telephone number",
    MarkKind.STREET_ADDRESS: "an address",
    MarkKind.POSTCODE: "a postcode",
    MarkKind.EMAIL_ADDRESS: "an e-mail address",
    MarkKind.UPN: "a pupil number",
    MarkKind.REFERENCE: "a reference",
    MarkKind.DATE_OF_BIRTH: "a date of birth",
    MarkKind.LONG_NUMBER: "a long number",
    MarkKind.WEB_ADDRESS: "a web address",
    MarkKind.PART_POSTCODE: "part of a postcode",
    MarkKind.PLACE: "a street or house",
    MarkKind.NAME: "a name",
}
# Whoever holds one of these knows whom the text is about; no reason lets it through.
NEVER_SENT = frozenset(
    {
        MarkKind.KNOWN_NAME,
        MarkKind.NHS_NUMBER,
        MarkKind.TELEPHONE_NUMBER,
        MarkKind.STREET_ADDRESS,
        MarkKind.POSTCODE,
    }
)
_RANK = {kind: rank for rank, kind in enumerate(KIND_WORDS)}
_LEFT_OUT = re.compile("|".join(re.escape(f"[{words}]") for words in KIND_WORDS.values()))
# What one find hid is looked for again; a text that needs more rounds is shown again anyway.
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a text that may point to somebody: what it is, where, and its words."""

    kind: MarkKind
    start: int
    end: int
    words: str


def marks_in(
    text: str, known_names: Sequence[str] = (), known_places: Sequence[str] = ()
) -> tuple[Mark, ...]:
    """Every piece of a text that may point to somebody, in order, none over another.

    `known_names` and `known_places` are the names and address lines of the family asked about.
    """
    return marks_beside(text, known_words(known_names, known_places))


def marks_beside(text: str, known: KnownWords) -> tuple[Mark, ...]:
    """The same, for many texts of one family: what is known of it is made ready once."""
    searched = _LEFT_OUT.sub(_covered, text)
    found: list[tuple[MarkKind, int, int]] = []
    for _round in range(_ROUNDS):
        new = _apart(searched, _all_in(searched, known))
        if not new:
            break
        found += new
        searched = _without(searched, ((start, end, "\0" * (end - start)) for _, start, end in new))
    in_order = sorted((start, end, kind) for kind, start, end in found)
    return tuple(Mark(kind, start, end, text[start:end]) for start, end, kind in in_order)


def without_marks(text: str, marks: Iterable[Mark]) -> str:
    """The text with each mark replaced by what it was, in square brackets."""
    return _without(text, ((mark.start, mark.end, f"[{KIND_WORDS[mark.kind]}]") for mark in marks))


def _all_in(text: str, known: KnownWords) -> Iterator[tuple[MarkKind, int, int]]:
    yield from known_in(text, known)
    yield from numbers_in(text)
    yield from postcodes_in(text)
    yield from streets_in(text)
    yield from addresses_in(text)
    yield from names_in(text)


def _apart(
    text: str, finds: Iterable[tuple[MarkKind, int, int]]
) -> list[tuple[MarkKind, int, int]]:
    """The finds as whole words, those that meet made one and named after the gravest."""
    apart: list[tuple[MarkKind, int, int]] = []
    for kind, start, end in sorted(finds, key=lambda each: each[1:]):
        free_from = apart[-1][2] if apart else 0
        while start > free_from and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        # Every letter is passed once: what was reached before is not passed again.
        end = max(end, free_from)
        while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            end += 1
        if start < free_from:
            before, start, _end = apart.pop()
            kind = min(before, kind, key=_RANK.__getitem__)
        apart.append((kind, start, end))
    return apart


def _without(text: str, pieces: Iterable[tuple[int, int, str]]) -> str:
    kept, at = [], 0
    for start, end, instead in sorted(pieces):
        kept += [text[at:start], instead]
        at = end
    return "".join([*kept, text[at:]])


def _covered(found: re.Match[str]) -> str:
    return "\0" * len(found[0])
