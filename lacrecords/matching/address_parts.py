"""How one part of two addresses agrees: number, postcode, town, street or building.

Words only: what the parts together mean is said by `address_comparison`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from lacrecords.matching.address_words import BUILDING_WORDS, STREET_WORDS
from lacrecords.matching.addresses import ParsedAddress, postcode_is_whole

CLOSE_NAME = 78.0
CLOSE_TOWN = 75.0
_LONGEST_HALF = 4


class Agreement(StrEnum):
    """How one part of two addresses agrees."""

    SAME = "same"
    NEAR = "near"
    MISSING = "missing"
    DIFFERENT = "different"


def compare_plain(asked: str, held: str) -> Agreement:
    """How two short parts agree: the same, different, or not given on one side."""
    if asked == held:
        return Agreement.SAME
    return Agreement.DIFFERENT if asked and held else Agreement.MISSING


@lru_cache(maxsize=8192)
def compare_numbers(asked: str, held: str) -> Agreement:
    """How two house numbers agree; a number within a range is near."""
    if not asked or not held:
        return Agreement.MISSING
    if asked == held:
        return Agreement.SAME
    return (
        Agreement.NEAR if _in_range(asked, held) or _in_range(held, asked) else Agreement.DIFFERENT
    )


def _in_range(number: str, numbers: str) -> bool:
    first, _, last = numbers.partition("-")
    bounds = [_digits(first), _digits(last), _digits(number.partition("-")[0])]
    return bool(last) and bounds[0] <= bounds[2] <= bounds[1]


def _digits(text: str) -> int:
    kept = "".join(character for character in text if character.isdigit())
    return int(kept) if kept else -1


@lru_cache(maxsize=8192)
def compare_postcodes(asked: str, held: str) -> Agreement:
    """How two postcodes agree; one slip is near, a half one is missing."""
    if not postcode_is_whole(asked) or not postcode_is_whole(held):
        shorter, longer = sorted((asked, held), key=len)
        if len(shorter) > _LONGEST_HALF:
            return Agreement.NEAR if OSA.distance(shorter, longer) <= 1 else Agreement.MISSING
        agrees = not shorter or longer.startswith(shorter) or OSA.distance(shorter, longer) <= 2
        return Agreement.MISSING if agrees else Agreement.DIFFERENT
    if asked == held:
        return Agreement.SAME
    return Agreement.NEAR if OSA.distance(asked, held) == 1 else Agreement.DIFFERENT


def is_first_half(asked: str, held: str) -> bool:
    """Whether one is a whole postcode and the other its first half and nothing more."""
    shorter, longer = sorted((asked, held), key=len)
    return bool(shorter) and postcode_is_whole(longer) and longer[:-3] == shorter


def compare_towns(asked: str, held: str) -> Agreement:
    """How two towns agree; one within the other is the same."""
    if not asked or not held:
        return Agreement.MISSING
    if asked == held or held in asked or asked in held:
        return Agreement.SAME
    return Agreement.NEAR if fuzz.ratio(asked, held) >= CLOSE_TOWN else Agreement.DIFFERENT


def compare_streets(asked: ParsedAddress, held: ParsedAddress) -> Agreement:
    """How the streets of two addresses agree, a kind left out being nearly the same."""
    plain = compare_places(asked.street, held.street)
    if plain is not Agreement.DIFFERENT:
        return plain
    # An untyped street with the town run on: "south guildford" for "South Street, Guildford".
    for one, other in ((asked, held), (held, asked)):
        shortened = one.street.removesuffix(other.town).strip() if other.town else one.street
        if shortened and shortened != one.street:
            return compare_places(shortened, other.street)
    return plain


@lru_cache(maxsize=32768)
def compare_places(asked: str, held: str) -> Agreement:
    """Compare two names of streets or buildings; another kind (Drive, Crescent) differs."""
    if not asked or not held:
        return Agreement.MISSING
    if asked == held:
        return Agreement.SAME
    asked_name, asked_kind = split_place(asked)
    held_name, held_kind = split_place(held)
    kinds_differ = bool(asked_kind and held_kind) and fuzz.ratio(asked_kind, held_kind) < CLOSE_NAME
    if kinds_differ:
        return Agreement.DIFFERENT
    if asked_name == held_name:
        return Agreement.SAME if asked_kind and held_kind else Agreement.NEAR
    close = fuzz.ratio(asked_name, held_name) >= CLOSE_NAME or (
        OSA.distance(asked_name, held_name) <= 1 and min(len(asked_name), len(held_name)) >= 3
    )
    return Agreement.NEAR if close else Agreement.DIFFERENT


@lru_cache(maxsize=32768)
def split_place(place: str) -> tuple[str, str]:
    """A street or building as its own name and its kind: "high", "street"."""
    name, _, kind = place.rpartition(" ")
    if name and (kind in STREET_WORDS or kind in BUILDING_WORDS):
        return name, kind
    return place, ""
