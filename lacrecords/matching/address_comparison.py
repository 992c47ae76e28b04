"""Whether two addresses are one home: the same, uncertain, or different, and why.

Property numbers first, then postcode with flat and number, then street, number and town.
What was not given is never taken for agreement: it is said to be uncertain.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from lacrecords.matching.address_alignment import aligned, is_house_or_flat
from lacrecords.matching.address_homes import compare_flats
from lacrecords.matching.address_parts import (
    Agreement,
    compare_numbers,
    compare_places,
    compare_postcodes,
    compare_streets,
    compare_towns,
    half_agrees,
)
from lacrecords.matching.addresses import ParsedAddress

MOST_SLIPS = 2


class AddressCertainty(StrEnum):
    """Whether two addresses are one home."""

    SAME = "same"
    UNCERTAIN = "uncertain"
    DIFFERENT = "different"


_KNOWN = (Agreement.SAME, Agreement.NEAR)
_MAY_BE_KNOWN = (*_KNOWN, Agreement.UNCLEAR)


@dataclass(frozen=True, slots=True)
class AddressComparison:
    """The answer about two addresses, with its reason in words."""

    certainty: AddressCertainty
    why: str
    shares_home: bool = False
    """Whether a number, a flat or a building's name was given on both sides and agrees."""


def _answer(certainty: AddressCertainty, why: str, shares_home: bool = True) -> AddressComparison:
    return AddressComparison(certainty, why, shares_home)


_DIFFERENT_WHY = {
    "property": "the property numbers differ",
    "number": "the house numbers differ",
    "flat": "the flats differ",
    "building": "the buildings differ",
    "street": "the streets differ",
    "town": "the towns differ",
    "postcode": "the postcodes differ",
}


def _differs(part: str) -> AddressComparison:
    return AddressComparison(AddressCertainty.DIFFERENT, _DIFFERENT_WHY[part])


@dataclass(frozen=True, slots=True)
class _Parts:
    postcode: Agreement
    number: Agreement
    flat: Agreement
    has_flat: bool
    has_number: bool
    has_postcode: bool
    half_postcode: bool
    building: Agreement
    street: Agreement
    town: Agreement


def compare_addresses(
    asked: ParsedAddress, held: ParsedAddress, asked_uprn: str = "", held_uprn: str = ""
) -> AddressComparison:
    """Say whether two addresses are one home, from the strongest evidence down."""
    if asked_uprn and held_uprn:
        if asked_uprn == held_uprn:
            return _answer(AddressCertainty.SAME, "the property number agrees")
        return _differs("property")
    house_or_flat = is_house_or_flat(asked, held)
    asked, held = aligned(asked, held)
    if compare_numbers(asked.number, held.number) is Agreement.DIFFERENT:
        return _differs("number")  # So of nearly all pairs that are compared: nothing else counts.
    parts = _parts(asked, held)
    answer = _conflict(parts, asked, held) or _agreement(parts)
    if house_or_flat and answer.certainty is AddressCertainty.SAME:
        return _answer(AddressCertainty.UNCERTAIN, "one side says a house, the other a flat")
    return answer


def _parts(asked: ParsedAddress, held: ParsedAddress) -> _Parts:
    return _Parts(
        postcode=compare_postcodes(asked.postcode, held.postcode),
        number=compare_numbers(asked.number, held.number),
        flat=compare_flats(asked.flat, held.flat),
        has_flat=bool(asked.flat and held.flat),
        has_number=bool(asked.number or held.number or asked.building or held.building),
        has_postcode=asked.postcode != held.postcode,
        half_postcode=half_agrees(asked.postcode, held.postcode),
        building=compare_places(asked.building, held.building),
        street=compare_streets(asked, held),
        town=compare_towns(asked.town, held.town),
    )


def _conflict(parts: _Parts, asked: ParsedAddress, held: ParsedAddress) -> AddressComparison | None:
    """What cannot be one home; a number range is uncertain, never a conflict."""
    home = _home_conflict(parts)
    if home is not None:
        return home
    if parts.street is Agreement.DIFFERENT:
        return _street_conflict(parts)
    if parts.town is Agreement.DIFFERENT and parts.postcode is not Agreement.SAME:
        return _differs("town")
    if parts.postcode is Agreement.DIFFERENT:
        if not _postcode_may_be_a_slip(parts, asked.postcode, held.postcode):
            return _differs("postcode")
    if parts.building is Agreement.DIFFERENT:
        why = "street and number agree, the name of the house differs"
        return _answer(AddressCertainty.UNCERTAIN, why)
    return None


def _home_conflict(parts: _Parts) -> AddressComparison | None:
    if parts.flat is Agreement.DIFFERENT:
        return _differs("flat")
    numbered = parts.number is Agreement.SAME and parts.street in _KNOWN
    if parts.building is Agreement.DIFFERENT and not numbered:
        return _differs("building")
    return None


def _postcode_may_be_a_slip(parts: _Parts, asked: str, held: str) -> bool:
    same_area = asked[:-3] == held[:-3] and parts.street is Agreement.SAME
    return same_area or (OSA.distance(asked, held) <= MOST_SLIPS and parts.street in _MAY_BE_KNOWN)


def _street_conflict(parts: _Parts) -> AddressComparison:
    home_agrees = Agreement.SAME in (parts.number, parts.building)
    if parts.postcode is Agreement.SAME and home_agrees:
        if parts.building is Agreement.SAME and parts.has_flat and parts.flat is Agreement.SAME:
            # What was read as the street is the town: the street was left out.
            return _answer(AddressCertainty.SAME, "postcode, building and flat agree")
        return _answer(AddressCertainty.UNCERTAIN, "number and postcode agree, the street differs")
    return _differs("street")


def _agreement(parts: _Parts) -> AddressComparison:
    home = parts.number in _KNOWN or parts.building in _MAY_BE_KNOWN
    if not home and not parts.has_flat:
        return _answer(AddressCertainty.UNCERTAIN, "no house number or name to compare", False)
    if parts.number is Agreement.NEAR:
        return _answer(AddressCertainty.UNCERTAIN, "the number is part of a range")
    if not _is_placed(parts):
        return _answer(AddressCertainty.UNCERTAIN, "no street or postcode to compare", False)
    return _weigh_gaps(parts)


def _is_placed(parts: _Parts) -> bool:
    """Whether something says where the home is; a building does, with its flat or the town."""
    if parts.postcode in _KNOWN or parts.street in _MAY_BE_KNOWN:
        return True
    return parts.building in _MAY_BE_KNOWN and (parts.has_flat or parts.town in _MAY_BE_KNOWN)


def _weigh_gaps(parts: _Parts) -> AddressComparison:
    if parts.flat is Agreement.MISSING:
        return _answer(AddressCertainty.UNCERTAIN, "the flat is not given")
    if parts.flat is Agreement.UNCLEAR:
        return _answer(AddressCertainty.UNCERTAIN, "the flat is not said in the same way")
    if Agreement.UNCLEAR in (parts.street, parts.building):
        why = "north, south, east or west is said on one side only"
        return _answer(AddressCertainty.UNCERTAIN, why)
    if parts.postcode is Agreement.SAME:
        return _same_postcode(parts)
    if parts.postcode is Agreement.DIFFERENT:
        why = f"{_home_words(parts)}, the postcode differs"
        return _answer(AddressCertainty.UNCERTAIN, why)
    if parts.postcode is Agreement.NEAR:
        return _near_postcode(parts)
    return _without_postcode(parts)


def _home_words(parts: _Parts) -> str:
    street = parts.street in _KNOWN
    return "street and number agree" if street else "the building and what is known of it agree"


def _near_postcode(parts: _Parts) -> AddressComparison:
    if parts.street in _KNOWN:
        return _answer(AddressCertainty.SAME, "street and number agree, the postcode nearly")
    if parts.building is Agreement.SAME and parts.town in _KNOWN:
        return _answer(AddressCertainty.SAME, "building and town agree, the postcode nearly")
    why = "the home agrees, the postcode nearly, the street is not given"
    return _answer(AddressCertainty.UNCERTAIN, why)


def _without_postcode(parts: _Parts) -> AddressComparison:
    placed = Agreement.SAME in (parts.street, parts.building)
    if parts.town is Agreement.UNCLEAR:
        why = f"{_home_words(parts)}, the town may be another"
        return _answer(AddressCertainty.UNCERTAIN, why)
    if parts.half_postcode and parts.street is Agreement.SAME:
        why = "street and number agree, and the postcode as far as it was given"
        return _answer(AddressCertainty.SAME, why)
    # One town can have two streets of a name: with a postcode on one side only, nobody knows.
    if not parts.has_postcode and placed and parts.town in _KNOWN and _home_is_whole(parts):
        street = parts.street is Agreement.SAME
        why = "number, street and town agree" if street else "building, flat and town agree"
        return _answer(AddressCertainty.SAME, why)
    why = f"{_home_words(parts)}, the postcode is not given"
    return _answer(AddressCertainty.UNCERTAIN, why)


def _same_postcode(parts: _Parts) -> AddressComparison:
    if parts.number in _KNOWN or parts.building in _KNOWN:
        return _answer(AddressCertainty.SAME, "postcode and number agree")
    if parts.street in _KNOWN and parts.building is Agreement.MISSING:
        return _answer(AddressCertainty.SAME, "postcode, street and flat agree")
    return _answer(AddressCertainty.UNCERTAIN, "postcode and flat agree, the building is not given")


def _home_is_whole(parts: _Parts) -> bool:
    """Whether number or building agrees, or there is only a flat in the street: on both sides."""
    flat_alone = parts.has_flat and not parts.has_number
    return flat_alone or Agreement.SAME in (parts.number, parts.building)
