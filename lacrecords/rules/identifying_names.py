"""Where a text may hold the name of somebody whom nobody named to us. Pure.

A title or a word of kin before a capital, "called" before a capital, two capitals in a row.
One forename alone in a sentence is not found: no rule can tell it from any other word.
Source: product, D5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacrecords.rules.identifying_words import (
    ALWAYS_BEFORE_A_NAME,
    BEGINS,
    ENDS,
    NAMING,
    NO_NAME,
    TITLES,
    any_of,
)
from lacrecords.terms import MarkKind

_LETTERS = r"[^\W\d_]{1,40}(?:['’‘`´\-][^\W\d_]{1,40}){0,4}"
_TITLED = re.compile(
    rf"{BEGINS}({any_of(TITLES)})\.?\s{{1,3}}((?:[^\W\d_](?![^\W\d_])\.?\s{{0,2}}){{0,2}}{_LETTERS})",
    re.I,
)
_NAMED = re.compile(
    rf"{BEGINS}(?:{any_of(NAMING)}|known\s{{1,2}}as|names?\s{{1,2}}(?:is|was|are|were)|name:)"
    rf"\s{{1,3}}[\"'“‘]?({_LETTERS})",
    re.I,
)
_TITLES = frozenset(TITLES)
_WORD = re.compile(rf"{BEGINS}{_LETTERS}{ENDS}")


def names_in(text: str) -> Iterator[tuple[MarkKind, int, int]]:
    """Every piece that looks like somebody's name."""
    for found in _TITLED.finditer(text):
        if _is_titled(found[1].lower(), found[2]):
            yield MarkKind.NAME, found.start(2), found.end(2)
    for found in _NAMED.finditer(text):
        if _is_name(found[1]):
            yield MarkKind.NAME, found.start(1), found.end(1)
    yield from _pairs(text)


def _is_titled(title: str, name: str) -> bool:
    last = re.split(r"[\s.]+", name)[-1]
    if title in ALWAYS_BEFORE_A_NAME:
        return _bare(last) not in NO_NAME
    return _is_name(last)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and _bare(word) not in NO_NAME


def _bare(word: str) -> str:
    """A word in small letters without the s of possession."""
    lower = word.lower().replace("’", "'")
    return lower.removesuffix("'s") if lower not in NO_NAME else lower


def _pairs(text: str) -> Iterator[tuple[MarkKind, int, int]]:
    """Two words or more with capitals in a row, or initials before one."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        is_name = _is_name(word[0]) and word[0].lower() not in _TITLES
        if run and not _goes_on(text, run[-1], word):
            yield from _of_run(run)
            run = []
        if is_name:
            run.append(word)
    yield from _of_run(run)


def _goes_on(text: str, last: re.Match[str], word: re.Match[str]) -> bool:
    """Whether only a blank, or the dot of an initial, stands between two words."""
    between = text[last.end() : word.start()]
    parted_by = between.strip()
    return len(between) <= 4 and (not parted_by or (len(last[0]) == 1 and parted_by == "."))


def _of_run(run: list[re.Match[str]]) -> Iterator[tuple[MarkKind, int, int]]:
    # Two abbreviations of two letters in a row are no name; neither are initials alone.
    if len(run) >= 2 and any(len(word[0]) > 2 for word in run):
        yield MarkKind.NAME, run[0].start(), run[-1].end()
