"""An address as it is said, taken apart: flat, number, building, street, town, postcode.

Reads "Flat 30, Rowan Point" and "30 Rowan Point", "12B" and "Flat B, 12" alike. It looks
nothing up: whether two addresses are one home is asked in `address_comparison`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from lacrecords.matching.address_reading import read
from lacrecords.matching.address_slips import mended
from lacrecords.matching.address_words import (
    BEFORE_SAINTS,
    LOCAL_WORDS,
    NEVER_ALONE,
    NO_HOME,
    STREET_WORDS,
    whole_words,
)

LONGEST_LINE = 200
MOST_WORDS = 30

_WHOLE_WORDS = whole_words()
_CARE_OF = re.compile(r"\bc\s?/\s?o\b[^,]*,?|\bcare of\b[^,]*,?")
_PUNCTUATION = str.maketrans("\n\r;|.()", ",,,,   ", "'`\"")
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_NUMBER_PAIR = re.compile(r"\b([0-9]{1,5}[a-z]?)\s?/\s?([0-9]{1,5}[a-z]?)\b")
_RANGE = re.compile(r"\b([0-9]{1,5}[a-z]?)\s?(?:-|to|&|and)\s?([0-9]{1,5}[a-z]?)\b")
_LETTER_APART = re.compile(r"\b([0-9]{1,5})[ -]([a-h])\b(?=[ ,]|$)")
_NUMBER_RUN_ON = re.compile(r"\b([0-9]{1,4})([a-z]{3})")
_POSTCODE_IN_TEXT = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)\s?([0-9][a-z]{2})\b")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")
_WORD = re.compile(r"[a-z0-9]+(?:[-/][0-9]+[a-z]?)?|,")
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
    town_words = [word for word in _words(_plain(town)) if word != ","]
    reading = read(_without_town(_words(_without_no_home(text)), town_words))
    number, flat = reading.number, reading.home.name()
    lettered = _NUMBER_AND_LETTER.fullmatch(number)
    if lettered and not flat:
        number, flat = lettered[1], lettered[2]
    return ParsedAddress(
        flat=flat,
        number=number,
        building=reading.building,
        street=reading.street,
        town=_town(reading.rest, town_words),
        postcode=code,
    )


def _without_no_home(text: str) -> str:
    """The text without "no fixed abode", "not known" and the like, where a part is only that."""
    parts = text.split(",")
    named = [part for part in parts if " ".join(part.replace("/", " ").split()) not in NO_HOME]
    return text if len(named) == len(parts) else ",".join(named)


def _town(rest: list[list[str]], town: list[str]) -> str:
    """The parts after the street and the town, each once: "northgate, ashmere"."""
    parts = (" ".join(word for word in words if word not in LOCAL_WORDS) for words in (*rest, town))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _plain(text: str) -> str:
    plain = anyascii(text[:LONGEST_LINE]).lower()[:LONGEST_LINE]
    if "." in plain:
        plain = _POINT.sub("/", plain)
    plain = plain.translate(_PUNCTUATION)
    if "/" in plain or "care of" in plain:
        plain = _NUMBER_PAIR.sub(r"\1/\2", _CARE_OF.sub(" ", plain))
    plain = _NUMBER_RUN_ON.sub(r"\1 \2", plain)
    plain = _RANGE.sub(r"\1-\2", plain)
    return _LETTER_APART.sub(r"\1\2", plain)


def _words(text: str) -> list[str]:
    words = [_WHOLE_WORDS.get(word, word) for word in _WORD.findall(text)[:MOST_WORDS]]
    if "st" in words:
        words = [_saint_or_street(words, place) for place in range(len(words))]
    return mended(words)


def _saint_or_street(words: list[str], place: int) -> str:
    if words[place] != "st":
        return words[place]
    before = words[place - 1] if place else ","
    named_before = before.isalpha() and before not in STREET_WORDS and before != "st"
    follows = words[place + 1] if place + 1 < len(words) else ","
    if follows == "," or (named_before and not _begins_a_saint(words, place)):
        return "street"
    return "saint"


def _begins_a_saint(words: list[str], place: int) -> bool:
    """Whether "St" after Old, Upper or Great is a saint: "Old St Peters Road", not "Old St"."""
    if words[place - 1] not in BEFORE_SAINTS:
        return False
    after = words[place + 1 :]
    part = after[: after.index(",")] if "," in after else after
    return words[place - 1] in NEVER_ALONE or any(
        word == "st" or word in STREET_WORDS for word in part
    )


def _without_town(words: list[str], town: list[str]) -> list[str]:
    size = len(town)
    if size and len(words) > size and words[-size:] == town:
        return words[:-size]
    return words
