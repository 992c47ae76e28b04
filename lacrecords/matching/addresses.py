"""An address as it is said, taken apart: flat, number, building, street, town, postcode.

Reads "Flat 30, Rowan Point" and "30 Rowan Point", "12B" and "Flat B, 12" alike. It looks
nothing up: whether two addresses are one home is asked in `address_comparison`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from anyascii import anyascii

from lacrecords.matching.address_slips import mended
from lacrecords.matching.address_words import (
    BUILDING_WORDS,
    FLAT_WORDS,
    FLOORS,
    LOCAL_WORDS,
    NUMBER_WORDS,
    STREET_WORDS,
    whole_words,
)

LONGEST_LINE = 200
MOST_WORDS = 30

_WHOLE_WORDS = whole_words()
_CARE_OF = re.compile(r"\bc\s?/\s?o\b[^,]*,?|\bcare of\b[^,]*,?")
_QUIET = re.compile("['\u2018\u2019`.\"()]")
_NUMBER_PAIR = re.compile(r"\b([0-9]{1,5}[a-z]?)\s?/\s?([0-9]{1,5}[a-z]?)\b")
_RANGE = re.compile(r"\b([0-9]{1,5}[a-z]?)\s?(?:-|to)\s?([0-9]{1,5}[a-z]?)\b")
_LETTER_APART = re.compile(r"\b([0-9]{1,5}) ([a-h])\b(?=[ ,]|$)")
_NUMBER_RUN_ON = re.compile(r"\b([0-9]{1,4})([a-z]{3})")
_POSTCODE_IN_TEXT = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)\s?([0-9][a-z]{2})\b")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")
_WORD = re.compile(r"[a-z0-9]+(?:-[0-9]+[a-z]?)?|,")
_NUMBER = re.compile(r"[0-9]{1,5}[a-z]?(?:-[0-9]{1,5}[a-z]?)?")
_FLAT_RUN_ON = re.compile(
    r"(?:flat|flt|apt|apartment|unit|room|f)([0-9]{1,4}[a-z]?)|(?:flat|apt|f)([a-h])"
)
_FLAT_NAME = re.compile(r"[0-9]{1,5}[a-z]?|[a-z]|[a-z][0-9]{1,3}")
_NUMBER_AND_LETTER = re.compile(r"([0-9]+)([a-z])")
_NOT_ALPHANUMERIC = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """An address taken apart; a part that was not given is empty."""

    flat: str = ""
    number: str = ""
    building: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""

    def is_empty(self) -> bool:
        """Whether nothing of an address was given."""
        return not (self.flat or self.number or self.building or self.street or self.postcode)


@dataclass(slots=True)
class _Reading:
    flat: str = ""
    number: str = ""
    building: str = ""
    street: str = ""
    rest: list[str] = field(default_factory=list)
    pending: str = ""


def normalise_postcode(text: str) -> str:
    """A postcode in capitals without a space; a half-typed one is kept as far as it goes."""
    return _NOT_ALPHANUMERIC.sub("", anyascii(text[:16]).upper())[:8]


def postcode_is_whole(postcode: str) -> bool:
    """Whether a normalised postcode has both its halves."""
    return _POSTCODE.fullmatch(postcode) is not None


def display_postcode(postcode: str) -> str:
    """A postcode with a space before its last three characters, as it is printed."""
    plain = normalise_postcode(postcode)
    return f"{plain[:-3]} {plain[-3:]}" if postcode_is_whole(plain) else plain


@lru_cache(maxsize=32768)
def parse_address(line1: str, line2: str = "", town: str = "", postcode: str = "") -> ParsedAddress:
    """Take an address apart as it was said, in one line or several."""
    text = _plain(",".join(part for part in (line1, line2) if part.strip()))
    code = normalise_postcode(postcode)
    found = _POSTCODE_IN_TEXT.search(text)
    if found is not None:
        text = text[: found.start()] + text[found.end() :]
        code = code or (found[1] + found[2]).upper()
    town_words = tuple(word for word in _words(_plain(town)) if word != ",")
    reading = _read(_without_town(_words(text), town_words))
    number, flat = reading.number, reading.flat
    lettered = _NUMBER_AND_LETTER.fullmatch(number)
    if lettered and not flat:
        number, flat = lettered[1], lettered[2]
    rest = [word for word in reading.rest if word not in LOCAL_WORDS]
    return ParsedAddress(
        flat=flat,
        number=number,
        building=reading.building,
        street=reading.street,
        town=" ".join(town_words) or " ".join(rest),
        postcode=code,
    )


def _plain(text: str) -> str:
    plain = anyascii(text[:LONGEST_LINE]).lower()[:LONGEST_LINE]
    plain = _QUIET.sub("", _CARE_OF.sub(" ", plain))
    plain = _NUMBER_PAIR.sub(r"flat \1 \2", plain)
    plain = _NUMBER_RUN_ON.sub(r"\1 \2", plain)
    plain = _RANGE.sub(r"\1-\2", plain)
    return _LETTER_APART.sub(r"\1\2", plain)


def _words(text: str) -> list[str]:
    words = [_WHOLE_WORDS.get(word, word) for word in _WORD.findall(text)[:MOST_WORDS]]
    return mended([_saint_or_street(words, place) for place in range(len(words))])


def _saint_or_street(words: list[str], place: int) -> str:
    if words[place] != "st":
        return words[place]
    named_before = place > 0 and words[place - 1].isalpha() and words[place - 1] not in STREET_WORDS
    follows = words[place + 1] if place + 1 < len(words) else ","
    if not named_before and follows != ",":
        return "saint"
    return "street"


def _without_town(words: list[str], town: tuple[str, ...]) -> list[str]:
    size = len(town)
    if size and len(words) > size and tuple(words[-size:]) == town:
        return words[:-size]
    return words


def _read(words: list[str]) -> _Reading:
    reading = _Reading()
    names: list[tuple[str, list[str]]] = []
    place = 0
    name: list[str] = []
    while place < len(words):
        taken = _take_flat(reading, words, place)
        if taken:
            _close_name(names, reading, name)
            name, place = [], place + taken
            continue
        word = words[place]
        if not name and word in NUMBER_WORDS and place + 1 < len(words) and words[place + 1] != ",":
            word = NUMBER_WORDS[word]
        if word == "," or _NUMBER.fullmatch(word):
            _close_name(names, reading, name)
            name = []
            reading.pending = reading.pending if word == "," else word
        else:
            name.append(word)
            if _ends_name(words, place, name):
                _close_name(names, reading, name)
                name = []
        place += 1
    _close_name(names, reading, name)
    _place_names(reading, names)
    return reading


def _take_flat(reading: _Reading, words: list[str], place: int) -> int:
    """How many words from here name a home inside a building; note it when they do."""
    word = words[place]
    follows = words[place + 1] if place + 1 < len(words) else ""
    run_on = _FLAT_RUN_ON.fullmatch(word)
    if run_on and not reading.flat:
        reading.flat = run_on[1] or run_on[2]
        return 1
    if word in FLAT_WORDS and not reading.flat:
        name = NUMBER_WORDS.get(follows, follows)
        if _FLAT_NAME.fullmatch(name):
            reading.flat = name
            return 2
    return _take_floor(reading, words, place)


def _take_floor(reading: _Reading, words: list[str], place: int) -> int:
    follows = words[place + 1 : place + 3]
    if words[place] not in FLOORS or not follows or follows[0] not in {"floor", "flat"}:
        return 0
    reading.flat = reading.flat or FLOORS[words[place]]
    return 3 if follows[1:] == ["flat"] and follows[0] == "floor" else 2


def _ends_name(words: list[str], place: int, name: list[str]) -> bool:
    word = words[place]
    if len(name) < 2 or not (word in STREET_WORDS or word in BUILDING_WORDS):
        return False
    follows = words[place + 1] if place + 1 < len(words) else ","
    after = words[place + 2] if place + 2 < len(words) else ","
    kinds = (STREET_WORDS.keys(), BUILDING_WORDS.keys())
    # "West Hill Road" is one name; "Mill House Park Lane" is two.
    continues = any(follows in kind for kind in kinds) and not any(after in kind for kind in kinds)
    return not continues


def _close_name(names: list[tuple[str, list[str]]], reading: _Reading, name: list[str]) -> None:
    if name:
        names.append((reading.pending, name))
        reading.pending = ""


def _place_names(reading: _Reading, names: list[tuple[str, list[str]]]) -> None:
    for index, (number, words) in enumerate(names):
        last = index == len(names) - 1
        if words[-1] in BUILDING_WORDS and len(words) > 1 and not reading.building:
            reading.building = " ".join(words)
            _number_of_building(reading, number)
        elif not reading.street and _looks_like_street(words, names, index):
            if words[-1] == "court" and not last and _later_street(names, index) and not number:
                reading.building = reading.building or " ".join(words)
                continue
            reading.street = " ".join(word for word in words if word != "the") or words[0]
            reading.number = number or reading.number
        elif not reading.street and not reading.building and not last:
            reading.building = " ".join(words)
            _number_of_building(reading, number)
        else:
            reading.rest.extend(words)
            reading.number = reading.number or number
    # A number left at the end, as in "Manor Street 12".
    reading.number = reading.number or reading.pending


def _number_of_building(reading: _Reading, number: str) -> None:
    if number and not reading.flat:
        reading.flat = number
    elif number:
        reading.number = reading.number or number


def _looks_like_street(words: list[str], names: list[tuple[str, list[str]]], index: int) -> bool:
    if words[-1] in STREET_WORDS:
        return True
    return not _later_street(names, index)


def _later_street(names: list[tuple[str, list[str]]], index: int) -> bool:
    return any(words[-1] in STREET_WORDS and len(words) > 1 for _, words in names[index + 1 :])
