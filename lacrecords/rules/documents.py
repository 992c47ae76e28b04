"""Documents that are kept: which files are refused, and what can be said of a page. Pure.

A page whose words cannot be read is never treated as a page without words: somebody opens it
and types the words that matter, or says that nothing is on it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from lacrecords.terms import DocumentFault, PageReading

FIRST_BYTES = b"%PDF-"
MOST_PAGES = 200
FEWEST_LETTERS_BESIDE_A_PICTURE = 50
"""Fewer letters than these beside a picture are a stamp of the scanner, not the words of a page."""
LONGEST_WORDS_READ = 20_000
"""More letters than this of one page are not kept: no page that a person wrote holds them."""
NEEDS_TYPING = frozenset({PageReading.PICTURE, PageReading.NOT_READ})


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was seen of one page."""

    was_read: bool
    letters: int
    has_picture: bool
    draws_anything: bool


def fault_before_opening(size: int, first_bytes: bytes, most_bytes: int) -> DocumentFault | None:
    """Why a file is refused before anything opens it; None: it may be opened."""
    if size == 0:
        return DocumentFault.EMPTY
    if size > most_bytes:
        return DocumentFault.TOO_LARGE
    if not first_bytes.startswith(FIRST_BYTES):
        return DocumentFault.NOT_PDF
    return None


def fault_of_pages(pages: int) -> DocumentFault | None:
    """Why a file that was opened is refused for the number of its pages."""
    if pages < 1:
        return DocumentFault.NO_PAGES
    return DocumentFault.TOO_MANY_PAGES if pages > MOST_PAGES else None


def reading_of(page: PageFacts) -> PageReading:
    """What is said of a page. Without letters, whatever is drawn on it counts as a picture."""
    if not page.was_read:
        return PageReading.NOT_READ
    if page.letters == 0:
        drawn = page.has_picture or page.draws_anything
        return PageReading.PICTURE if drawn else PageReading.EMPTY
    if not page.has_picture:
        return PageReading.WORDS
    if page.letters < FEWEST_LETTERS_BESIDE_A_PICTURE:
        return PageReading.PICTURE
    return PageReading.WORDS_AND_PICTURE


def must_be_typed(reading: PageReading, typed: bool) -> bool:
    """Whether nobody can know by its words what stands on the page, until somebody types them."""
    return reading in NEEDS_TYPING and not typed


def letters_in(text: str) -> int:
    """How many letters and digits a text holds."""
    return sum(one.isalnum() for one in text)


def clean_read(text: str) -> str:
    """Words as read, without what cannot be seen, and no longer than a page can be."""
    kept = (one for one in unicodedata.normalize("NFC", text) if _is_seen(one))
    lines = (" ".join(line.split()) for line in "".join(kept).splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_WORDS_READ].strip()


def _is_seen(character: str) -> bool:
    return character in ("\n", "\t") or unicodedata.category(character) not in (
        "Cc",
        "Cf",
        "Cs",
        "Cn",
    )
