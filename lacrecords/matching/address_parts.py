"""How one part of two addresses agrees: number, postcode, town, street or building.

Words only: what the parts together mean is said by `address_comparison`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from lacrecords.matching.address_words import (
    BUILDING_WORDS,
    DIRECTIONS,
    NEVER_BUILDINGS,
    STREET_WORDS,
    TELLING_WORDS,
)
from lacrecords.matching.addresses import ParsedAddress, postcode_is_whole

CLOSE_NAME = 78.0
CLOSE_TOWN = 75.0
_LONGEST_HALF = 4
_BEGINNINGS = ("north", "south", "east", "west")
_KINDS = STREET_WORDS.keys() | BUILDING_WORDS.keys()


class Agreement(StrEnum):
    """How one part of two addresses agrees."""

    SAME = "same"
    NEAR = "near"
    MISSING = "missing"
    UNCLEAR = "unclear"
    """Given on both sides in such words that nobody can tell."""
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


def half_agrees(asked: str, held: str) -> bool:
    """Whether one is no more than the first half of the other, or both are the same half."""
    shorter, longer = sorted((asked, held), key=len)
    if not postcode_is_whole(longer):
        return bool(shorter) and shorter == longer
    return longer[:-3] == shorter


@lru_cache(maxsize=8192)
def compare_towns(asked: str, held: str) -> Agreement:
    """How two towns agree, each with its locality: "northgate, ashmere".

    One within the other by whole words (Newport, Newport Pagnell) is unclear, and so are two
    localities of one town; one within the other by letters (Ware, Wareham) is another town.
    """
    if not asked or not held:
        return Agreement.MISSING
    if asked == held:
        return Agreement.SAME
    ours, theirs = asked.split(", "), held.split(", ")
    own = [part for part in ours if part not in theirs]
    other = [part for part in theirs if part not in ours]
    if len(own) < len(ours):
        return _compare_localities(own, other)
    if any(_is_near_town(one, two) for one in ours for two in theirs):
        return Agreement.NEAR
    if any(_holds_words(one, two) for one in ours for two in theirs):
        return Agreement.UNCLEAR
    return Agreement.DIFFERENT


def _compare_localities(own: list[str], other: list[str]) -> Agreement:
    if own and other and not any(_is_near_town(one, two) for one in own for two in other):
        return Agreement.UNCLEAR
    return Agreement.SAME


def _is_near_town(one: str, other: str) -> bool:
    if _told_apart(one, other) or _holds_words(one, other):
        return False
    return fuzz.ratio(one, other) >= CLOSE_TOWN


def _holds_words(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _told_apart(one: str, other: str) -> bool:
    """Whether a word that tells places of one name apart stands in both and differs.

    It may begin a longer word: Northgate is not Southgate, nor Northampton Southampton.
    """
    mine, theirs = _telling_words(one), _telling_words(other)
    return bool(mine - theirs and theirs - mine)


@lru_cache(maxsize=32768)
def _telling_words(place: str) -> frozenset[str]:
    words = place.split()
    begun = (start for start in _BEGINNINGS for word in words if word.startswith(start))
    return TELLING_WORDS.intersection(words).union(begun)


def compare_streets(asked: ParsedAddress, held: ParsedAddress) -> Agreement:
    """How the streets of two addresses agree, a kind left out being nearly the same."""
    plain = compare_places(asked.street, held.street)
    if plain is not Agreement.DIFFERENT:
        return plain
    # An untyped street with the town run on: "south guildford" for "South Street, Guildford".
    for one, other in ((asked, held), (held, asked)):
        shortened = _without_town(one.street, other.town)
        if shortened != one.street:
            found = compare_places(shortened, other.street)
            if found is not Agreement.DIFFERENT:
                return found
    return plain


def _without_town(street: str, town: str) -> str:
    for part in filter(None, town.split(", ")):
        shortened = street.removesuffix(part).strip()
        if shortened:
            street = shortened
    return street


@lru_cache(maxsize=32768)
def compare_places(asked: str, held: str) -> Agreement:
    """Compare two names of streets or buildings; another kind (Drive, Crescent) differs.

    The end of a street (Park Avenue North) that only one side names leaves it unclear.
    """
    if not asked or not held:
        return Agreement.MISSING
    if asked == held:
        return Agreement.SAME
    asked_name, asked_kind, asked_end = _taken_apart(asked)
    held_name, held_kind, held_end = _taken_apart(held)
    kinds_differ = bool(asked_kind and held_kind) and fuzz.ratio(asked_kind, held_kind) < CLOSE_NAME
    ends_differ = bool(asked_end and held_end) and asked_end != held_end
    if kinds_differ or ends_differ or _told_apart(asked_name, held_name):
        return Agreement.DIFFERENT
    found = _compare_names(asked_name, held_name)
    if found is Agreement.SAME and not (asked_kind and held_kind):
        found = Agreement.NEAR
    return found if asked_end == held_end or found is Agreement.DIFFERENT else Agreement.UNCLEAR


def _compare_names(asked: str, held: str) -> Agreement:
    if asked == held:
        return Agreement.SAME
    close = fuzz.ratio(asked, held) >= CLOSE_NAME or (
        OSA.distance(asked, held) <= 1 and min(len(asked), len(held)) >= 3
    )
    return Agreement.NEAR if close else Agreement.DIFFERENT


@lru_cache(maxsize=32768)
def split_place(place: str) -> tuple[str, str]:
    """A street or building as its own name and its kind, without a direction after it."""
    name, kind, _end = _taken_apart(place)
    return name, kind


def may_be_a_building(street: str) -> bool:
    """Whether what was read as a street can be a building: Kings Court can, Larch Lane cannot."""
    return split_place(street)[1] not in NEVER_BUILDINGS


def _taken_apart(place: str) -> tuple[str, str, str]:
    """A place as its own name, its kind and the end that is meant: "park", "avenue", "north"."""
    rest, _, end = place.rpartition(" ")
    if not rest or end not in DIRECTIONS:
        rest, end = place, ""
    name, _, kind = rest.rpartition(" ")
    if name and kind in _KINDS:
        return name, kind, end
    return rest, "", end
