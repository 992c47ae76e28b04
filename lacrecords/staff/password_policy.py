"""Which passwords may be set: long ones that nobody would guess first.

Length does the work; nothing is asked of capitals, figures or signs, and no
password expires. Pure: what must not stand in the password is handed in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from lacrecords.staff.common_passwords import COMMON_PASSWORDS, RUNS
from lacrecords.terms import Role

SHORTEST = 15
LONGEST = 128
SHORTEST_WORD = 4
"""Shorter words stand in too many innocent phrases to be refused."""
SHORTEST_STEM = 5
SHORTEST_PATTERN = 8
FEWEST_DIFFERENT = 4

_ROLE_WORDS = frozenset(role.value for role in Role) | {"social worker", "administrator"}
_STEMS = {common.strip("0123456789") for common in COMMON_PASSWORDS}
EASY = COMMON_PASSWORDS | {stem for stem in _STEMS if len(stem) >= SHORTEST_STEM}
FIXED_WORDS = frozenset({"lacrecords", "council", "caldicott"}) | _ROLE_WORDS


def as_compared(password: str) -> str:
    """The one form in which a password is measured and hashed: NFKC, nothing cut or trimmed."""
    return unicodedata.normalize("NFKC", password)


def reason_to_refuse(password: str, words: Iterable[str] = ()) -> str | None:
    """Why this password may not be set, as a sentence; `words` are names it may not contain."""
    password = as_compared(password)
    if len(password) < SHORTEST:
        return f"Password must be {SHORTEST} characters or more"
    if len(password) > LONGEST:
        return f"Password must be {LONGEST} characters or fewer"
    if _is_easy_to_guess(password):
        return "Enter a password that is not easy to guess"
    if any(word in _squeezed(password) for word in _refused_words(words)):
        return "Password must not contain your name, your role, or the name of the council"
    return None


def _refused_words(words: Iterable[str]) -> set[str]:
    parts = {part for phrase in words for part in [phrase, *_parts(phrase)]}
    squeezed = {_squeezed(part) for part in parts | FIXED_WORDS}
    return {word for word in squeezed if len(word) >= SHORTEST_WORD}


def _parts(phrase: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in phrase).split()


def _squeezed(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _is_easy_to_guess(password: str) -> bool:
    squeezed = _squeezed(password)
    bare = squeezed.strip("0123456789")
    if len(set(password)) < FEWEST_DIFFERENT or {squeezed, bare} & EASY:
        return True
    return any(_is_a_pattern(form) for form in (squeezed, bare) if len(form) >= SHORTEST_PATTERN)


def _is_a_pattern(squeezed: str) -> bool:
    # A piece said again and again is found early in itself doubled.
    repeated = squeezed in (squeezed + squeezed)[1:-1]
    run = any(squeezed in run or squeezed in run[::-1] for run in RUNS)
    return repeated or run or len(set(squeezed)) < FEWEST_DIFFERENT
