"""A home as people say it over the telephone, and as somebody writes it down. Pure."""

from __future__ import annotations

import re
from random import Random

from lacrecords.demo.files.misspelling import mistyped
from lacrecords.demo.places import Home

_SHORT = {
    "Road": "Rd",
    "Street": "St",
    "Lane": "Ln",
    "Avenue": "Ave",
    "Close": "Cl",
    "Crescent": "Cres",
    "Drive": "Dr",
    "Gardens": "Gdns",
    "Grove": "Gr",
    "Place": "Pl",
    "Terrace": "Terr",
    "Court": "Ct",
    "House": "Hse",
    "Heights": "Hts",
}
_FLAT = re.compile(r"Flat ([0-9A-Z]+), (.*)")


def spoken(home: Home, chance: Random) -> tuple[str, str, list[str]]:
    """The address on one line, the postcode, and the kinds of change."""
    kinds: list[str] = []
    first = _flat_said(home.line1, chance, kinds)
    parts = [first, home.line2, home.town]
    if home.line2 and chance.random() < 0.4:
        parts[1] = ""
        kinds.append("a_street_left_out")
    if chance.random() < 0.35:
        parts[2] = ""
    line = (", " if chance.random() < 0.7 else " ").join(part for part in parts if part)
    line = _shortened(line, chance, kinds)
    if chance.random() < 0.12:
        line = _with_slip(line, chance)
        kinds.append("a_typo")
    cased = chance.random()
    if cased < 0.2:
        line = line.upper() if cased < 0.08 else line.lower()
    return line, _postcode(home.postcode, chance, kinds), kinds


def _flat_said(line: str, chance: Random, kinds: list[str]) -> str:
    found = _FLAT.fullmatch(line)
    if found is None or chance.random() < 0.35:
        return line
    kinds.append("a_flatfmt")
    flat, rest = found.groups()
    if flat.isalpha():
        number, _, street = rest.partition(" ")
        return chance.choice((f"{number}{flat} {street}", f"{number} {flat} {street}"))
    ways = (f"{flat} {rest}", f"Apt {flat} {rest}", f"Apartment {flat}, {rest}")
    return chance.choice(
        (*ways, f"flat{flat} {rest}", f"Unit {flat}, {rest}", f"{rest} flat {flat}")
    )


def _shortened(line: str, chance: Random, kinds: list[str]) -> str:
    fate = chance.random()
    if fate < 0.35:
        for long, short in _SHORT.items():
            if f" {long}" in line:
                kinds.append("a_abbr")
                return line.replace(f" {long}", f" {short}", 1)
    if fate < 0.43:
        for long in _SHORT:
            if f" {long}" in line:
                kinds.append("a_nosuffix")
                return line.replace(f" {long}", "", 1)
    return line


def _with_slip(line: str, chance: Random) -> str:
    words = line.split(" ")
    places = [place for place, word in enumerate(words) if word.isalpha() and len(word) > 4]
    if places:
        place = chance.choice(places)
        words[place] = mistyped(words[place], chance)
    return " ".join(words)


def _postcode(postcode: str, chance: Random, kinds: list[str]) -> str:
    fate = chance.random()
    if fate < 0.14:
        kinds.append("pc_missing")
        return ""
    if fate < 0.22:
        kinds.append("pc_typo")
        place = chance.randrange(len(postcode) - 3, len(postcode))
        wrong = chance.choice("ABDEFGHJLNPQRSTUWXYZ" if place >= len(postcode) - 2 else "123456789")
        postcode = f"{postcode[:place]}{wrong}{postcode[place + 1 :]}"
    if fate > 0.8:
        postcode = postcode.lower()
    return postcode.replace(" ", "") if chance.random() < 0.25 else postcode
