"""Leaving words out of what is released: the words are absent, not covered. Pure.

A span is widened to whole words, so that no rest of a name remains; spans that overlap or touch
are one. The original is never changed: what is released is made anew from it each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LEFT_OUT = "[left out]"
_PARTS_OF_WORDS = re.compile(r"[\w'’@.+&/-]")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The places of some words in a passage; the end is the place behind the last letter."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage: its words, and whether they are left out."""

    words: str
    left_out: bool


def widened(text: str, span: Span) -> Span | None:
    """The span with the whole of every word that it touches; None: it holds no letter."""
    start, end = max(span.start, 0), min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    if start >= end:
        return None
    while text[end - 1].isspace():
        end -= 1
    while start > 0 and _PARTS_OF_WORDS.match(text[start - 1]):
        start -= 1
    while end < len(text) and _PARTS_OF_WORDS.match(text[end]):
        end += 1
    return Span(start, end)


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, widened, those that overlap or touch (blanks between) as one."""
    found: list[Span] = []
    for span in sorted(wide for one in spans if (wide := widened(text, one)) is not None):
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The passage cut where words are left out, for the page on which they are chosen."""
    cut: list[Piece] = []
    at = 0
    for span in merged(text, spans):
        if span.start > at:
            cut.append(Piece(text[at : span.start], False))
        cut.append(Piece(text[span.start : span.end], True))
        at = span.end
    if at < len(text):
        cut.append(Piece(text[at:], False))
    return tuple(cut)


def released(text: str, spans: Iterable[Span]) -> str:
    """The passage as it is released: what is left out is not there, and nor is its length."""
    return "".join(LEFT_OUT if one.left_out else one.words for one in pieces(text, spans))


def words_of(text: str) -> tuple[Span, ...]:
    """Where each word of the passage stands, so that a person can choose some of them."""
    return tuple(Span(found.start(), found.end()) for found in _WORD.finditer(text))
