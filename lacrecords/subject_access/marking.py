"""Words of a page that may point to somebody else: names that are known, postcodes, numbers.

It proposes and decides nothing; a person reads every page. A detector with the same door
(`marks_in(text, known_names)`) can take its place by one import in `proposing`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Where words stand that may point to somebody, and what they look like."""

    start: int
    end: int
    kind: str
    words: str


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.I)),
    ("email", re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[a-z]{2,24}", re.I)),
    ("telephone", re.compile(r"(?<![\w-])(?:\+|0)(?:\d[\s().-]{0,2}){8,14}\d(?!\w)")),
)


def marks_in(text: str, known_names: Collection[str]) -> tuple[Mark, ...]:
    """Every mark in the text, in order; of two on the same words the longer one."""
    found = sorted(
        (*_by_pattern(text), *_by_name(text, frozenset(known_names))),
        key=lambda one: (one.start, -one.end),
    )
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _by_pattern(text: str) -> Iterator[Mark]:
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield Mark(found.start(), found.end(), kind, found.group())


def _by_name(text: str, names: frozenset[str]) -> Iterator[Mark]:
    pattern = _names_pattern(names)
    if pattern is not None:
        for found in pattern.finditer(text):
            yield Mark(found.start(), found.end(), "name", found.group())


@lru_cache(maxsize=8)
def _names_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """One pattern for every name, the longest first, whatever blanks stand between its words."""
    words = (name.split() for name in names if len(name.strip()) >= SHORTEST_NAME)
    said = sorted((r"\s+".join(map(re.escape, one)) for one in words), key=lambda one: -len(one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)", re.I) if said else None
