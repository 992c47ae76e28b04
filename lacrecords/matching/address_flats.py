"""A home inside a building, as it is said: flat, room, block, floor, side, annexe.

Each function says how many words from a place it took, and notes what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lacrecords.matching.address_words import (
    ALONE_A_FLOOR,
    ANNEXES,
    BARE_FLATS,
    BESIDE,
    BLOCK_WORDS,
    COUNTED_THINGS,
    FLAT_WORDS,
    FLOOR_LETTERS,
    FLOORS,
    NUMBER_LABELS,
    NUMBER_WORDS,
    ROOM_WORDS,
    SIDES,
    TENS,
    UNITS,
)

NUMBER = re.compile(r"[0-9]{1,5}[a-z]?(?:-[0-9]{1,5}[a-z]?)?")
_FLAT_RUN_ON = re.compile(
    r"(?:flat|flt|apt|apartment|unit|room|f)([0-9]{1,4}[a-z]?)|(?:flat|apt|f)([a-h])"
)
_FLAT_NAME = re.compile(r"[0-9]{1,5}[a-z]?(?:/[0-9]{1,5}[a-z]?)?|[a-z]|[a-z][0-9]{1,3}")
_BLOCK_NAME = re.compile(r"[0-9]{1,3}[a-z]?|[a-z]")
_BEFORE_FLATS = FLAT_WORDS | BLOCK_WORDS | {"floor", "level"}
_INSIDE = frozenset(("floor", *BARE_FLATS))
_STARTS = (
    FLAT_WORDS
    | BLOCK_WORDS
    | NUMBER_LABELS
    | FLOORS.keys()
    | FLOOR_LETTERS.keys()
    | SIDES.keys()
    | ANNEXES.keys()
    | {"mobile", "static", "granny", "the"}
)
"""The words with which anything here can begin: all others are passed by at once."""
_ABOVE_OR_BELOW = {"above": "above", "over": "above", "below": "below", "under": "below"}


@dataclass(slots=True)
class HomeInside:
    """What was said of a home inside a building, part by part."""

    flat: str = ""
    floor: str = ""
    side: str = ""
    annexe: str = ""
    within: list[str] = field(default_factory=list)

    def name(self) -> str:
        """All of it in a few words: "4 block a", "first left", "annexe"."""
        home = self.flat or " ".join(filter(None, (self.floor, self.side))) or self.annexe
        return " ".join(filter(None, (home, *sorted(self.within))))


def word_at(words: list[str], place: int) -> str:
    """The word at a place; a comma where the address has ended."""
    return words[place] if place < len(words) else ","


def spoken_number(words: list[str], place: int) -> tuple[str, int]:
    """A number in words from here, and how many words it takes; none where there is none."""
    word = words[place]
    number = NUMBER_WORDS.get(word, 0)
    taken = 1 if number else 0
    if number in UNITS.values() and word_at(words, place + 1) == "hundred":
        rest = place + 3 if word_at(words, place + 2) == "and" else place + 2
        more, further = spoken_number(words, rest) if rest < len(words) else ("", 0)
        if further:
            return str(100 * number + int(more) % 100), rest - place + further
        return str(100 * number), 2
    follows = word_at(words, place + 1)
    if word in TENS and follows in UNITS and word_at(words, place + 2) not in COUNTED_THINGS:
        number, taken = number + UNITS[follows], 2
    return (str(number), taken) if taken else ("", 0)


def house_number_follows(words: list[str], place: int) -> bool:
    """Whether the number of a house, not that of a flat, stands here or later."""
    return any(
        NUMBER.fullmatch(words[later]) and words[later - 1] not in _BEFORE_FLATS
        for later in range(place, len(words))
    )


def take_home(home: HomeInside, words: list[str], place: int, named: bool) -> int:
    """How many words from here name a home inside a building; note it when they do.

    `named` says that the name of a street or building has begun before this word.
    """
    word = words[place]
    if word not in _STARTS:
        return _take_run_on(home, word)
    if word in FLAT_WORDS:
        taken = _take_flat(home, words, place)
        if taken:
            return taken
    if named and word == "gardens":
        # "12 Elder Gardens Flat 3": the kind of the street, and no floor.
        return 0
    taken = _take_floor(home, words, place) or _take_block(home, words, place, named)
    if taken or named:
        return taken
    return (
        _take_side(home, words, place)
        or _take_annexe(home, words, place)
        or _take_label(home, words, place)
    )


def _take_run_on(home: HomeInside, word: str) -> int:
    found = _FLAT_RUN_ON.fullmatch(word) if word[0] in "faur" and not home.flat else None
    if found is None:
        return 0
    home.flat = found[1] or found[2]
    return 1


def _take_flat(home: HomeInside, words: list[str], place: int) -> int:
    word, follows = words[place], word_at(words, place + 1)
    spoken, taken = spoken_number(words, place + 1) if follows in NUMBER_WORDS else ("", 1)
    name = spoken or follows
    if not _FLAT_NAME.fullmatch(name):
        return _take_bare_flat(home, words, place)
    if not home.flat:
        home.flat = name
    elif word in ROOM_WORDS:
        home.within.append(f"room {name}")
    elif any(words[before] in ROOM_WORDS for before in range(place)):
        home.within.append(f"room {home.flat}")
        home.flat = name
    else:
        return 0
    return 1 + taken


def _take_bare_flat(home: HomeInside, words: list[str], place: int) -> int:
    """A flat without a name: "Flat above shop, 90 Larch Lane", "Studio, 12 Larch Lane"."""
    follows = word_at(words, place + 1)
    starts = place == 0 or not words[place - 1].isalpha()
    if words[place] not in BARE_FLATS or not starts:
        return 0
    if follows == ",":
        home.annexe = home.annexe or "flat"
        return 1
    if follows in _ABOVE_OR_BELOW:
        home.floor = home.floor or _ABOVE_OR_BELOW[follows]
        end = place + 1
        while word_at(words, end).isalpha():
            end += 1
        return end - place
    return 0


def _take_floor(home: HomeInside, words: list[str], place: int) -> int:
    word = words[place]
    if word in FLOOR_LETTERS:
        home.floor = home.floor or FLOOR_LETTERS[word]
        return 2 if word_at(words, place + 1) in BARE_FLATS else 1
    if word not in FLOORS:
        return 0
    floor, end = FLOORS[word], place + 1
    if floor in {"lower", "upper"} and word_at(words, end) == "ground":
        floor, end = f"{floor} ground", end + 1
    follows = word_at(words, end)
    if follows not in _INSIDE:
        alone = word in ALONE_A_FLOOR and (follows == "," or NUMBER.fullmatch(follows) is not None)
        if not alone:
            return 0
        home.floor = home.floor or floor
        return 1
    home.floor = home.floor or floor
    end += follows == "floor" or not _names_a_flat(words, end)
    return _after_floor(home, words, end) - place


def _after_floor(home: HomeInside, words: list[str], end: int) -> int:
    """Where the words about a floor end: its side and the word "flat" may follow."""
    for _ in range(3):
        word = word_at(words, end)
        if word in SIDES and word_at(words, end + 1) not in {"of", "lane"}:
            home.side = home.side or SIDES[word]
        elif word not in BARE_FLATS or _names_a_flat(words, end):
            break
        end += 1
    return end


def _names_a_flat(words: list[str], place: int) -> bool:
    """Whether "flat" has a name of its own: in "first floor flat 12 Larch Lane" it has none."""
    follows = word_at(words, place + 1)
    if not _FLAT_NAME.fullmatch(follows):
        return False
    return follows.isalpha() or house_number_follows(words, place + 2)


def _take_block(home: HomeInside, words: list[str], place: int, named: bool) -> int:
    """A part of a building; in "Elder Tower 5 Low Road" the number is that of the house."""
    name = word_at(words, place + 1)
    if words[place] not in BLOCK_WORDS or not _BLOCK_NAME.fullmatch(name):
        return 0
    if named and not name.isalpha():
        return 0
    home.within.append(f"block {name}")
    return 2


def _take_side(home: HomeInside, words: list[str], place: int) -> int:
    follows = word_at(words, place + 1)
    if words[place] not in SIDES:
        return 0
    if follows in BARE_FLATS or follows == "of":
        taken = 2
    elif follows == "," or NUMBER.fullmatch(follows):
        taken = 1
    else:
        return 0
    home.side = home.side or SIDES[words[place]]
    return taken


def _take_annexe(home: HomeInside, words: list[str], place: int) -> int:
    """The annexe, a caravan or a mobile home beside a house."""
    start = place + (words[place] in {"the", "granny", "static"})
    word = word_at(words, start)
    kind, end = ANNEXES.get(word, ""), start + 1
    if word == "mobile" and word_at(words, start + 1) == "home":
        kind, end = "caravan", start + 2
    follows = word_at(words, end)
    beside = follows in BESIDE
    if not kind or not (beside or follows == "," or _starts_a_house(words, end)):
        return 0
    home.annexe = home.annexe or kind
    return end + beside - place


def _starts_a_house(words: list[str], place: int) -> bool:
    """Whether a number is the house's: "Caravan 12 Larch Lane", not "Caravan 12, The Park"."""
    follows = word_at(words, place + 1)
    return NUMBER.fullmatch(words[place]) is not None and follows.isalpha()


def _take_label(home: HomeInside, words: list[str], place: int) -> int:
    """A word before a number: "House 4, 12 Larch Lane" is a flat, "No 12 Larch Lane" is not."""
    number = word_at(words, place + 1)
    if words[place] not in NUMBER_LABELS or not NUMBER.fullmatch(number):
        return 0
    if words[place] in {"no", "number", "num"} or not house_number_follows(words, place + 2):
        return 1
    home.flat = home.flat or number
    return 2
