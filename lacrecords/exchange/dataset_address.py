"""Reads an address as the dataset keeps it, a structure of named parts, and writes one so.

Pure. What is written reads back as the same lines, whatever they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

PLACE_PARTS = ("ROOM", "FLOOR", "FLAT", "BUILDING")
WORDS_OF_PART = {"ROOM": "Room", "FLOOR": "Floor", "FLAT": "Flat"}
_SHORT = re.compile(r"[0-9]{1,4}[A-Za-z]?|[A-Za-z]")
_NUMBERED = re.compile(r"([0-9]{1,5}[A-Za-z]?) (.+)")
_FLAT = re.compile(r"Flat ([0-9]{1,4}[A-Za-z]?|[A-Za-z]), (.+)")


class AddressNotRead(ValueError):
    """The structure is none; the message says why."""


class Lines(NamedTuple):
    """An address in lines."""

    line1: str
    line2: str
    town: str
    uprn: str


def read_lines(text: str) -> Lines:
    """The lines of an address; AddressNotRead when the text is not such a structure."""
    parts = _parts(text)
    town, uprn = parts.get("TOWN", ""), parts.get("UPRN", "")
    # Parts of our own: lines as they are, where the dataset's parts would lose something.
    if "LINE1" in parts or "LINE2" in parts:
        return Lines(parts.get("LINE1", ""), parts.get("LINE2", ""), town, uprn)
    place = ", ".join(_place_part(name, parts[name]) for name in PLACE_PARTS if parts.get(name))
    street = " ".join(parts[name] for name in ("HOUSE", "STREET") if parts.get(name))
    return Lines(place or street, street if place else "", town, uprn)


def write_lines(lines: Lines) -> str:
    """The structure of an address, in the dataset's parts where they lose nothing."""
    parts = _dataset_parts(lines)
    rest = {"TOWN": lines.town, "UPRN": lines.uprn}
    text = _json({**parts, **rest})
    if read_lines(text) == lines:
        return text
    return _json({"LINE1": lines.line1, "LINE2": lines.line2, **rest})


def _json(parts: Mapping[str, str]) -> str:
    return json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=False)


def _dataset_parts(lines: Lines) -> dict[str, str]:
    flat = _FLAT.fullmatch(lines.line1)
    if flat:
        return {"FLAT": flat[1], "BUILDING": flat[2], **_street(lines.line2)}
    if lines.line2:
        return {"BUILDING": lines.line1, **_street(lines.line2)}
    return _street(lines.line1)


def _street(line: str) -> dict[str, str]:
    numbered = _NUMBERED.fullmatch(line)
    return {"HOUSE": numbered[1], "STREET": numbered[2]} if numbered else {"STREET": line}


def _place_part(name: str, part: str) -> str:
    word = WORDS_OF_PART.get(name)
    return f"{word} {part}" if word and _SHORT.fullmatch(part) else part


def _parts(text: str) -> dict[str, str]:
    if not text:
        return {}
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise AddressNotRead("The address is not a structure that can be read.") from wrong
    if not isinstance(said, dict):
        raise AddressNotRead("The address is not a structure of named parts.")
    return {
        str(name).strip().upper(): part for name, value in said.items() if (part := _part(value))
    }


def _part(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = " ".join(str(value).split())
    return "" if words.lower() in ("null", "none") else words
