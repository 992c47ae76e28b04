"""How two homes inside one building agree: flats by number, by floor and side, by block."""

from __future__ import annotations

from functools import lru_cache

from lacrecords.matching.address_parts import Agreement
from lacrecords.matching.address_words import FLOOR_LEVELS, SIDES

_SIDES = frozenset(SIDES.values())
_PARTS = frozenset(("block", "room"))


@lru_cache(maxsize=8192)
def compare_flats(asked: str, held: str) -> Agreement:
    """How two flats agree; a floor beside a number, and a block on one side, are unclear."""
    if asked == held:
        return Agreement.SAME
    if not asked or not held:
        return Agreement.MISSING
    (mine, my_parts), (theirs, their_parts) = _taken_apart(asked), _taken_apart(held)
    found = {_compare_homes(mine, theirs)}
    for part in my_parts.keys() | their_parts.keys():
        found.add(_compare_parts(my_parts.get(part, ""), their_parts.get(part, "")))
    if Agreement.DIFFERENT in found:
        return Agreement.DIFFERENT
    return Agreement.UNCLEAR


def home_name(flat: str) -> str:
    """The flat without the block or room that goes with it: "4" of "4 block a"."""
    return _taken_apart(flat)[0]


def _taken_apart(flat: str) -> tuple[str, dict[str, str]]:
    words = flat.split()
    begins = next((place for place, word in enumerate(words) if word in _PARTS), len(words))
    parts = zip(words[begins::2], words[begins + 1 :: 2], strict=True)
    return " ".join(words[:begins]), dict(parts)


def _compare_homes(asked: str, held: str) -> Agreement:
    if asked == held:
        return Agreement.SAME
    described = [len(one) > 1 and one[:2].isalpha() for one in (asked, held)]
    if all(described):
        return _compare_described(asked.split(), held.split())
    return Agreement.UNCLEAR if any(described) or not (asked and held) else Agreement.DIFFERENT


def _compare_described(asked: list[str], held: list[str]) -> Agreement:
    """Two homes known by where they are: on a floor, at a side, beside the house."""
    sides = [_SIDES.intersection(words) for words in (asked, held)]
    floors = [" ".join(word for word in words if word not in _SIDES) for words in (asked, held)]
    levels = [FLOOR_LEVELS.get(floor) for floor in floors]
    if all(sides) and sides[0] != sides[1]:
        return Agreement.DIFFERENT
    if levels[0] and levels[1]:
        meet = levels[0] & levels[1]
        return Agreement.UNCLEAR if meet else Agreement.DIFFERENT
    named = all(floor and floor != "flat" and floor not in FLOOR_LEVELS for floor in floors)
    return Agreement.DIFFERENT if named and floors[0] != floors[1] else Agreement.UNCLEAR


def _compare_parts(asked: str, held: str) -> Agreement:
    if asked == held:
        return Agreement.SAME
    return Agreement.DIFFERENT if asked and held else Agreement.UNCLEAR
