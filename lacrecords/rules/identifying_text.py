"""What in a free text may point to somebody: postcodes, telephone numbers and the like. Pure.

It warns; it cannot tell a name. Too much is warned of rather than too little.
Source: product, C5 and the house rule that no child or enquirer is named in a statement.
"""

from __future__ import annotations

import re
from itertools import pairwise

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.I)),
    ("an e-mail address", re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")),
    # With blanks, dots, dashes or brackets between the figures: ten figures or more.
    ("a telephone number or another long number", re.compile(r"(?:\d[\s().\-/+]{0,2}){9,}\d")),
    ("a reference of an enquiry or a record", re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")),
)


def signs_of_somebody(text: str) -> tuple[str, ...]:
    """What was found, in words, in a fixed order; nothing where nothing was."""
    return tuple(words for words, pattern in _SIGNS if pattern.search(text))


def pairs_of_words(text: str) -> frozenset[tuple[str, str]]:
    """Every two words that follow each other and could be a name, in lower case."""
    words = re.findall(r"[^\W\d_][^\W\d_'’\-]*(?:['’\-][^\W\d_]+)*", text)
    return frozenset(
        (first.lower(), second.lower())
        for first, second in pairwise(words)
        if first[0].isupper() and second[0].isupper()
    )
