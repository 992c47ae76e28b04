"""Sections as numbered pages of about a screenful, and the mark by which a change would show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lacrecords.subject_access.pack_source import Passage, Section

LINES_A_PAGE, LETTERS_A_LINE = 34, 78
LINES_OF_A_ROW = 1
"""A row of the records begins with a blank line."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a pack: a part of the records, or a piece of it."""

    number: int
    source: str
    heading: str
    passages: tuple[Passage, ...]


def pages_of(sections: Iterable[Section]) -> tuple[Page, ...]:
    """The pages in order; a section begins a new page, a long one goes on over several."""
    made: list[Page] = []
    for section in sections:
        pieces = _pieces(section.entries)
        for place, passages in enumerate(pieces, 1):
            part = f" ({place} of {len(pieces)})" if len(pieces) > 1 else ""
            heading = f"{section.heading}{part}"
            made.append(Page(len(made) + 1, section.source, heading, passages))
    return tuple(made)


def _pieces(entries: Sequence[tuple[Passage, ...]]) -> list[tuple[Passage, ...]]:
    pieces: list[list[Passage]] = []
    left = 0
    for entry in entries:
        height = LINES_OF_A_ROW + sum(lines_of(one) for one in entry)
        if not pieces or (height > left and left < LINES_A_PAGE):
            pieces.append([])
            left = LINES_A_PAGE
        left -= LINES_OF_A_ROW
        for passage in entry:
            if lines_of(passage) > left and pieces[-1]:
                pieces.append([])
                left = LINES_A_PAGE
            pieces[-1].append(passage)
            left -= lines_of(passage)
    return [tuple(one) for one in pieces]


def lines_of(passage: Passage) -> int:
    """How many lines a passage takes."""
    return max(1, -(-(len(passage.label) + 2 + len(passage.words)) // LETTERS_A_LINE))


def digest_of(sections: Iterable[Section]) -> str:
    """SHA-256 of what is held, without what grows by reading alone."""
    said = [
        [one.as_json() for entry in section.entries for one in entry]
        for section in sections
        if not section.grows
    ]
    return _digest(said)


def checksum_of(pages: Iterable[Page]) -> str:
    """SHA-256 of the pages as they are kept."""
    return _digest(
        [
            [one.number, one.source, one.heading, [each.as_json() for each in one.passages]]
            for one in pages
        ]
    )


def _digest(said: object) -> str:
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
