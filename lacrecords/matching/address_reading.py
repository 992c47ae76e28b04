"""The words of an address read one after another: what is a number, a name, a street, a town.

It is given whole words with the slips in them mended; text is cut into words in `addresses`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lacrecords.matching.address_flats import (
    NUMBER,
    HomeInside,
    house_number_follows,
    spoken_number,
    take_home,
    word_at,
)
from lacrecords.matching.address_words import (
    BUILDING_WORDS,
    COUNTED_THINGS,
    DIRECTIONS,
    NUMBER_WORDS,
    STREET_WORDS,
)

_KINDS = STREET_WORDS.keys() | BUILDING_WORDS.keys()


@dataclass(slots=True)
class Reading:
    """What the words of an address say, part by part."""

    home: HomeInside = field(default_factory=HomeInside)
    number: str = ""
    building: str = ""
    street: str = ""
    rest: list[list[str]] = field(default_factory=list)
    names: list[tuple[str, list[str]]] = field(default_factory=list)
    pending: str = ""

    def close(self, name: list[str]) -> list[str]:
        """Note a name that has ended, with the number before it; the next one is empty."""
        if name:
            self.names.append((self.pending, name))
            self.pending = ""
        return []


def read(words: list[str]) -> Reading:
    """Read the words of an address, its town left out where that was given apart."""
    reading = Reading()
    name: list[str] = []
    place = 0
    while place < len(words):
        taken = take_home(reading.home, words, place, bool(name))
        if taken:
            name, place = reading.close(name), place + taken
            continue
        word = words[place]
        place += 1
        if not name and word in NUMBER_WORDS:
            spoken, further = _house_number(reading, words, place - 1)
            word, place = spoken or word, place + further
        if word == "," or NUMBER.fullmatch(word):
            name = reading.close(name)
            reading.pending = reading.pending if word == "," else word
        elif "/" in word:
            name = reading.close(name)
            _take_pair(reading, words, place - 1)
        else:
            name.append(word)
            if word in _KINDS and _ends_name(words, place - 1, name):
                end = _direction_after(words, place)
                name = reading.close([*name, end] if end else name)
                place += bool(end)
    reading.close(name)
    _place_names(reading)
    return reading


def _house_number(reading: Reading, words: list[str], place: int) -> tuple[str, int]:
    """A house number in words, and how many words more than one it takes.

    In "45 Seven Sisters Road" and "One Tree Hill Road 7" the number is that in figures.
    """
    spoken, taken = spoken_number(words, place)
    follows = word_at(words, place + taken)
    is_a_name = follows == "," or follows in COUNTED_THINGS
    numbered = reading.pending or any(number for number, _ in reading.names)
    if is_a_name or numbered or house_number_follows(words, place + taken):
        return "", 0
    return spoken, taken - 1


def _take_pair(reading: Reading, words: list[str], place: int) -> None:
    """A pair "3/2": flat and house, or, where the house number follows, a flat on a landing."""
    if house_number_follows(words, place + 1):
        reading.home.flat = reading.home.flat or words[place]
        return
    flat, _, reading.pending = words[place].partition("/")
    reading.home.flat = reading.home.flat or flat


def _ends_name(words: list[str], place: int, name: list[str]) -> bool:
    if len(name) < 2:
        return False
    follows, after = word_at(words, place + 1), word_at(words, place + 2)
    # "West Hill Road" is one name; "Mill House Park Lane" is two.
    kinds = (STREET_WORDS.keys(), BUILDING_WORDS.keys())
    continues = any(follows in kind for kind in kinds) and not any(after in kind for kind in kinds)
    return not continues


def _direction_after(words: list[str], place: int) -> str:
    """North, south, east or west after the kind of a street, where nothing more follows it."""
    direction = DIRECTIONS.get(word_at(words, place), "")
    return direction if not word_at(words, place + 1).isalpha() else ""


def kind_of(words: list[str]) -> str:
    """The last word of a name, a direction after it left out: the kind if it is one."""
    return words[-2] if len(words) > 2 and words[-1] in DIRECTIONS else words[-1]


def _place_names(reading: Reading) -> None:
    for index, (number, words) in enumerate(reading.names):
        last = index == len(reading.names) - 1
        kind = kind_of(words)
        if kind in BUILDING_WORDS and len(words) > 1 and not reading.building:
            _note_building(reading, words, number)
        elif not reading.street and (kind in STREET_WORDS or not _later_street(reading, index)):
            if kind == "court" and not last and _later_street(reading, index) and not number:
                reading.building = reading.building or _without_the(words)
                continue
            reading.street = _without_the(words)
            reading.number = number or reading.number
        elif not reading.street and not reading.building and not last:
            _note_building(reading, words, number)
        else:
            reading.rest.append(words)
            reading.number = reading.number or number
    # A number left at the end, as in "Manor Street 12".
    reading.number = reading.number or reading.pending


def _without_the(words: list[str]) -> str:
    return " ".join(word for word in words if word != "the") or words[0]


def _note_building(reading: Reading, words: list[str], number: str) -> None:
    reading.building = _without_the(words)
    if number and not reading.home.flat:
        reading.home.flat = number
    elif number:
        reading.number = reading.number or number


def _later_street(reading: Reading, index: int) -> bool:
    names = reading.names[index + 1 :]
    return any(len(words) > 1 and kind_of(words) in STREET_WORDS for _, words in names)
