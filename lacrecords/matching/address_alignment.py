"""Two addresses read alike: what was said as a street may be a building on the other side.

A line alone cannot say whether "12 Kings Court" is a house in a street or a flat in a block,
or whether the last word is the town; the other address often can.
"""

from __future__ import annotations

from dataclasses import replace

from lacrecords.matching.address_parts import (
    Agreement,
    compare_places,
    may_be_a_building,
    split_place,
)
from lacrecords.matching.addresses import ParsedAddress

_KNOWN = (Agreement.SAME, Agreement.NEAR)


def aligned(asked: ParsedAddress, held: ParsedAddress) -> tuple[ParsedAddress, ParsedAddress]:
    """Read each address as the other side shows that it was meant."""
    asked, held = _with_town_as_town(asked, held), _with_town_as_town(held, asked)
    asked, held = _as_street(asked, held), _as_street(held, asked)
    if asked.building and not held.building:
        return asked, _as_building(held, asked.building)
    if held.building and not asked.building:
        return _as_building(asked, held.building), held
    if _is_flat_of(asked, held):
        return _as_building(asked, asked.street), _as_building(held, held.street)
    return asked, held


def _with_town_as_town(one: ParsedAddress, other: ParsedAddress) -> ParsedAddress:
    """In "30 Rowan Point, Ashmere" the town was read as the street: the street was left out."""
    place = one.street
    if not (one.building and place) or one.number:
        return one
    if place in other.town.split(", ") and place != other.street:
        town = ", ".join(dict.fromkeys(filter(None, (place, *one.town.split(", ")))))
        return replace(one, street="", town=town)
    return one


def _as_street(one: ParsedAddress, other: ParsedAddress) -> ParsedAddress:
    """In "69 Millrace, Ashmere" a street without its kind was read as a building."""
    building_alone = one.building and not (one.street or one.number or other.building)
    if not building_alone or split_place(one.building)[1]:
        return one
    one_number = bool(one.flat) and one.flat == other.number and not other.flat
    if one_number and compare_places(one.building, other.street) in _KNOWN:
        return replace(one, flat="", number=one.flat, street=one.building, building="")
    return one


def _as_building(one: ParsedAddress, building: str) -> ParsedAddress:
    """Read "12 Kings Court" and "Flat 12, Kings Court" as the other side does: a building."""
    one_number = not (one.flat and one.number)
    if one_number and one.street and compare_places(one.street, building) is Agreement.SAME:
        flat = one.flat or one.number
        return replace(one, flat=flat, number="", building=one.street, street="")
    return one


def _is_flat_of(one: ParsedAddress, other: ParsedAddress) -> bool:
    """Whether one says "12 Kings Court" and the other "Flat 12, Kings Court", without a street."""
    numbered, flatted = (one, other) if one.number else (other, one)
    return (
        bool(numbered.number)
        and numbered.number == flatted.flat
        and numbered.street == flatted.street
        and not (numbered.flat or flatted.number or one.building or other.building)
        and may_be_a_building(one.street)
    )


def is_house_or_flat(one: ParsedAddress, other: ParsedAddress) -> bool:
    """Whether so, and without a kind: "12 Larch" may be a house, "Flat 12, Larch" a flat."""
    return _is_flat_of(one, other) and not split_place(one.street)[1]
