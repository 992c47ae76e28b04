"""Index keys of a child: 48-bit numbers under which a search can find it.

A record gets few keys; the widening (other dates, short names, spellings) is done with the
question, so the lists of names can change without the index being built again.
A key narrows the search and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import product

from lacrecords.matching.address_homes import home_name
from lacrecords.matching.address_parts import may_be_a_building, split_place
from lacrecords.matching.addresses import ParsedAddress, postcode_is_whole
from lacrecords.matching.dates import years_between
from lacrecords.matching.forms import Normalised, PlacedAddress
from lacrecords.matching.names import sound_code, sound_codes

KEYS_VERSION = 6
"""Raise it when a record's keys change: the index must then be built again."""
KEY_BYTES = 6


def key(kind: str, *parts: object) -> int:
    """A signed 48-bit number of a kind of evidence and its parts.

    SQLite keeps a number in as many bytes as it needs. Two that share one by chance only bring
    in somebody more to be weighed: among 14 million kept, one look-up in some 300,000.
    """
    text = "\x1f".join((kind, *map(str, parts)))
    digest = blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:KEY_BYTES], "big", signed=True)


def nhs_key(number: str) -> int:
    """The key of an NHS number."""
    return key("nhs", number)


def upn_key(number: str) -> int:
    """The key of a unique pupil number, without its check letter, which is often wrong."""
    return key("upn", number[1:])


@lru_cache(maxsize=65536)
def birth_key(on: date) -> int:
    """The key of a date of birth or an expected date."""
    return key("born", on.toordinal())


def birth_and_name_key(on: date, code: str) -> int:
    """The key of a date of birth with one sounding part of a name."""
    return key("born+name", on.toordinal(), code)


@lru_cache(maxsize=65536)
def name_pair_key(one: str, other: str) -> int:
    """The key of two sounding parts of a name in either order."""
    return key("pair", *sorted((one, other)))


@lru_cache(maxsize=65536)
def year_and_name_key(year: int, code: str) -> int:
    """The key of a year of birth with one sounding part of a name."""
    return key("year+name", year, code)


@lru_cache(maxsize=65536)
def undated_name_key(code: str) -> int:
    """The key of one sounding part of a name of whom neither age nor date of birth is known."""
    return key("undated+name", code)


def uprn_key(number: str) -> int:
    """The key of a unique property reference number."""
    return key("uprn", number)


def postcode_key(postcode: str) -> int:
    """The key of a whole postcode."""
    return key("postcode", postcode)


def street_key(street: str, number: str) -> int:
    """The key of a street, by sound and without its kind, with the number in it."""
    name, _kind = split_place(street)
    sound = sound_code(name.replace(" ", "")) or name
    return key("street", sound, number.partition("-")[0])


def building_key(building: str, flat: str) -> int:
    """The key of a named building with the flat in it."""
    return key("building", sound_code(split_place(building)[0].replace(" ", "")), flat)


def address_keys(placed: PlacedAddress) -> set[int]:
    """Every key under which an address is kept and sought."""
    parsed = placed.parsed
    keys = place_keys(parsed)
    if placed.uprn:
        keys.add(uprn_key(placed.uprn))
    if postcode_is_whole(parsed.postcode):
        keys.add(postcode_key(parsed.postcode))
    return keys


def place_keys(parsed: ParsedAddress) -> set[int]:
    """The keys of an address without its postcode and property number."""
    keys: set[int] = set()
    flat = home_name(parsed.flat)
    if parsed.street:
        keys.update(street_key(parsed.street, number) for number in (parsed.number, flat) if number)
    if parsed.building:
        keys.add(building_key(parsed.building, flat))
    if parsed.street and not (parsed.building or parsed.number):
        # "Flat 12, Kings Court" may be a flat of that building, and "The Willows" one without.
        if flat or may_be_a_building(parsed.street):
            keys.add(building_key(parsed.street, flat))
    elif parsed.street and parsed.number and may_be_a_building(parsed.street):
        keys.add(building_key(parsed.street, parsed.number))
    return keys


def forename_codes(form: Normalised) -> tuple[str, ...]:
    """The sounding parts of every forename and middle name."""
    codes: dict[str, None] = {}
    for name in form.names:
        codes.update(dict.fromkeys(sound_codes(name.forename)))
        codes.update(dict.fromkeys(sound_codes(name.middle[:2])))
    return tuple(codes)


def _forenames(form: Normalised) -> tuple[str, ...]:
    """The sounding parts of every forename, without middle names: what a child is called by."""
    return tuple(code for name in form.names for code in sound_codes(name.forename))


def surname_codes(form: Normalised) -> tuple[str, ...]:
    """The sounding parts of every surname, the parents' too."""
    codes: dict[str, None] = {}
    for surname in (*(name.surname for name in form.names), *form.parent_surnames):
        codes.update(dict.fromkeys(sound_codes(surname)))
    return tuple(codes)


def birth_years(form: Normalised) -> tuple[int, ...]:
    """The years in which the child may have been born."""
    on = form.born_on or form.expected_on
    if on is not None:
        return (on.year,)
    return years_between(*form.born_between) if form.born_between else ()


def pair_keys(ones: Iterable[str], others: Iterable[str]) -> Iterator[int]:
    """The keys of every pair of one with another."""
    return (name_pair_key(one, other) for one, other in product(ones, others) if one and other)


def record_keys(form: Normalised) -> frozenset[int]:
    """Every key under which a record is kept."""
    keys: set[int] = set()
    if form.nhs_number:
        keys.add(nhs_key(form.nhs_number))
    if form.upn:
        keys.add(upn_key(form.upn))
    codes = dict.fromkeys((*forename_codes(form), *surname_codes(form)))
    for on in (form.born_on, form.expected_on):
        if on is not None:
            keys.add(birth_key(on))
            keys.update(birth_and_name_key(on, code) for code in codes)
    usual = dict.fromkeys((*_forenames(form), *surname_codes(form)))
    years = birth_years(form)
    keys.update(year_and_name_key(year, code) for year in years for code in usual)
    if not years:
        keys.update(undated_name_key(code) for code in usual)
    keys.update(_own_pairs(form))
    for placed in form.addresses:
        keys.update(address_keys(placed))
    return frozenset(keys)


def _own_pairs(form: Normalised) -> Iterator[int]:
    for name in form.names:
        surnames = (*sound_codes(name.surname), *_parents(form))
        yield from pair_keys(sound_codes(name.forename), surnames)
        yield from pair_keys(sound_codes(name.middle[:2]), surnames)


def _parents(form: Normalised) -> tuple[str, ...]:
    return tuple(code for name in form.parent_surnames for code in sound_codes(name))
