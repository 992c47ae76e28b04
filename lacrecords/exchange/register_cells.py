"""Tidies one cell of a register file, and says why a cell cannot stand.

Pure. Text keeps its script and its case; only what cannot be seen is taken out.
"""

from __future__ import annotations

import re
import unicodedata

from lacrecords.exchange.register_columns import GREATEST_LENGTH, GREATEST_LENGTH_OF_OTHERS

_BREAKS = re.compile(r"[ \t\r\n\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000]+")
_MARKS_TO_DROP = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD, 0x061C), None)
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that show text in another order than it is kept in: a name could be made to lie."""

YES = frozenset({"1", "y", "yes", "true"})
NO = frozenset({"", "0", "n", "no", "false"})


def tidy(cell: str) -> str:
    """The cell in composed form, with single spaces and without invisible marks."""
    if cell.isascii():
        return cell.strip() if cell.isprintable() and "  " not in cell else _one_line(cell)
    return _one_line(unicodedata.normalize("NFC", cell.translate(_MARKS_TO_DROP)))


def _one_line(cell: str) -> str:
    # Only breaks that people type: any other control character stays, to be refused.
    return _BREAKS.sub(" ", cell).strip()


def reason_against(column: str, cell: str) -> str:
    """Why this tidied cell cannot stand in this column; empty when it can."""
    return cannot_be_kept(cell, GREATEST_LENGTH.get(column, GREATEST_LENGTH_OF_OTHERS))


def cannot_be_kept(cell: str, most: int) -> str:
    """Why this tidied cell of at most so many characters cannot stand; empty when it can."""
    if len(cell) > most:
        return f"The cell has {len(cell)} characters; at most {most} can be kept."
    if is_no_text(cell):
        return "The cell is not UTF-8 text. Export the row again as CSV, UTF-8."
    if not cell.isprintable() and any(_cannot_stand(character) for character in cell):
        return "The cell holds control characters."
    return ""


def is_no_text(cell: str) -> bool:
    """Whether bytes that are not UTF-8 stand in the cell, kept as they came (PEP 383)."""
    return not cell.isascii() and any("\ud800" <= character <= "\udfff" for character in cell)


def _cannot_stand(character: str) -> bool:
    return unicodedata.category(character) == "Cc" or character in _TURNING


def read_yes_or_no(cell: str) -> bool | None:
    """Whether the cell says yes; None when it says neither yes nor no. Empty is no."""
    word = cell.lower()
    return True if word in YES else False if word in NO else None
