"""Where a text holds an address line, or the name of a street or a house. Pure.

A number with a street is an address. A street or a house without its number is a place: it
may point to a home, and a person says whether it does. Source: product, D5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacrecords.rules.identifying_words import (
    BEGINS,
    ENDS,
    FUNCTION_WORDS,
    HOUSES,
    INSTITUTIONS,
    STREET_SURE,
    STREET_UNSURE,
    any_of,
)
from lacrecords.terms import MarkKind

_WORD = r"[^\W\d_][^\W\d_'’\-]{0,24}(?:['’\-][^\W\d_]{1,24}){0,3}\.?"
_NUMBERED = re.compile(
    rf"{BEGINS}(?=(\d{{1,4}}(?:\s?[a-hA-H])?(?:\s?[-–/]\s?\d{{1,4}}[a-hA-H]?)?),?\s{{1,3}}"
    rf"({_WORD}(?:\s{{1,3}}{_WORD}){{0,4}}))"
)
_FLAT = re.compile(
    rf"{BEGINS}(?:flats?|apartments?|apt\.?|maisonette|bedsit|plot|caravan|pitch)"
    rf"\s{{1,2}}(?:no\.?\s{{0,2}})?(?:\d{{1,4}}\s?[a-h]?|[a-h](?!\s+[a-z]{{3}})){ENDS}"
    rf"|{BEGINS}p\.?\s?o\.?\s{{1,2}}box\s{{1,2}}\d{{1,6}}{ENDS}",
    re.I,
)
_CAPITALS = r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_'’\-]{0,24}(?:['’\-][^\W\d_]{1,24}){0,3}\.?)"
_NAMED = re.compile(
    rf"{BEGINS}({_CAPITALS}(?:\s{{1,3}}{_CAPITALS}){{0,3}}\s{{1,3}})"
    rf"({any_of([w.title() for w in [*STREET_SURE, *STREET_UNSURE, *HOUSES]])}){ENDS}"
)
_CORNER = re.compile(
    rf"{BEGINS}corner\s{{1,3}}of\s{{1,3}}((?:the\s{{1,3}})?{_CAPITALS}(?:\s{{1,3}}{_CAPITALS}){{0,3}}"
    rf"(?:\s{{1,3}}(?:and|&|with)\s{{1,3}}{_CAPITALS}(?:\s{{1,3}}{_CAPITALS}){{0,3}})?)"
)
_AT_BEFORE = re.compile(
    r"(?:\b(?:at|address|address is|addresses|home is|no\.?|number|house|flat \w{1,4},?))"
    r"[\s:]{1,3}\Z",
    re.I,
)
_LONGEST_AT = 24
_NOT_IN_A_STREET = frozenset(FUNCTION_WORDS) | frozenset(
    "day days week weeks month months year years old hour hours minute minutes mile miles time "
    "times people children child adults persons people's pm am o'clock percent pounds pence new "
    "different separate other family place places "
    "hearings session sessions visits calls bed bedroom bedrooms x cm kg mg ml".split()
)
_COURTS = frozenset("family crown county youth magistrates magistrates' high supreme civil".split())
_SMALL_IN_A_NAME = frozenset("of on upon the and de la le y".split())
_NO_PLACE = frozenset(INSTITUTIONS) | frozenset(FUNCTION_WORDS)
_BUILDINGS_ALL_KNOW = frozenset(
    "town city county civic village church guild crown state white".split()
)


def streets_in(text: str) -> Iterator[tuple[MarkKind, int, int]]:
    """Every address line, street and house that is named."""
    for found in _NUMBERED.finditer(text):
        end = _end_of_address(text, found)
        if end is not None:
            yield MarkKind.STREET_ADDRESS, found.start(), end
    for found in _FLAT.finditer(text):
        yield MarkKind.STREET_ADDRESS, found.start(), found.end()
    for found in _CORNER.finditer(text):
        yield MarkKind.PLACE, found.start(1), found.end(1)
    for found in _NAMED.finditer(text):
        words = found[1].lower().replace(".", " ").split()
        if any(word not in _NO_PLACE | _BUILDINGS_ALL_KNOW for word in words):
            yield MarkKind.PLACE, found.start(), found.end()


def _end_of_address(text: str, found: re.Match[str]) -> int | None:
    """Where the street that follows a number ends; nothing when no street follows."""
    begun = found.start(2)
    pieces = list(re.finditer(r"\S+", found[2]))
    words = [piece[0].rstrip(".") for piece in pieces]
    for place, last in enumerate(words):
        is_last = place and last.lower() in _STREET_WORDS
        if is_last and _is_street(text, found, words[:place], last):
            return begun + pieces[place].end()
    return None


_STREET_WORDS = frozenset([*STREET_SURE, *STREET_UNSURE, *HOUSES])


def _is_street(text: str, found: re.Match[str], names: list[str], last: str) -> bool:
    """Whether the words between a number and a street word are a street's name."""
    of_a_court = last.lower() == "court" and names[-1].lower() in _COURTS
    if last[0].isupper() and all(name[0].isupper() or name in _SMALL_IN_A_NAME for name in names):
        is_named = any(name.lower() not in _NOT_IN_A_STREET for name in names)
    else:
        is_named = _is_named_in_small_letters(text, found, names, last)
    return is_named and not of_a_court


def _is_named_in_small_letters(
    text: str, found: re.Match[str], names: list[str], last: str
) -> bool:
    if last.lower() in STREET_SURE:
        is_likely = len(names) <= 3
    elif names[-1][0].isupper():
        is_likely = True
    else:
        looked_from = max(0, found.start() - _LONGEST_AT)
        after_at = _AT_BEFORE.search(text, looked_from, found.start())
        is_likely = len(names) <= 2 and after_at is not None
    return is_likely and not any(name.lower() in _NOT_IN_A_STREET for name in names)
