"""Keys of an adult: 48-bit numbers under which a search can find them. A key decides nothing.

Kept: pairs of names by sound, a name with a date, one part's spellings with the other's sound,
each address. The widening (other dates, nearby spellings) is done with the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lacrecords.matching.dates import nearby_dates, swapped
from lacrecords.matching.forms import WordsOfName
from lacrecords.matching.keys import address_keys, key, pair_keys
from lacrecords.matching.names import sound_codes
from lacrecords.matching.neighbours import kept_variants
from lacrecords.people.plain import PlainPerson

KEYS_VERSION = 4
"""Raise it when the keys of an adult change: the worker then makes them anew."""
MOST_KEYS = 900


def kept_keys(person: PlainPerson) -> frozenset[int]:
    """Every key under which an adult is kept."""
    keys = set(chain.from_iterable(_keys_of_name(name) for name in person.names))
    codes = _codes(person)
    for birth in person.births:
        keys.add(key("person born", birth.on.toordinal()))
        keys.update(_dated(birth.on.toordinal(), codes))
        keys.update(_in_year(birth.on.year, codes))
    for placed in person.addresses:
        keys.update(address_keys(placed))
    return frozenset(keys)


def sure_keys(person: PlainPerson) -> frozenset[int]:
    """The keys under which an adult stands who is most likely the one sought."""
    keys: set[int] = set()
    codes = _codes(person)
    for name in person.names:
        keys.update(_pairs(name))
        keys.update(_alone(name))
    for birth in person.births:
        for on in (birth.on, swapped(birth.on)):
            if on is not None:
                keys.add(key("person born", on.toordinal()))
                keys.update(_dated(on.toordinal(), codes))
    for placed in person.addresses:
        keys.update(address_keys(placed))
    return frozenset(keys)


def wide_keys(person: PlainPerson) -> frozenset[int]:
    """The keys of other dates, other years and nearby spellings, and of one name alone."""
    keys: dict[int, None] = {}
    codes = _codes(person)
    for name in person.names:
        keys.update(dict.fromkeys(_spelled(name)))
        keys.update(dict.fromkeys(_words(name)))
    for birth in person.births:
        for year in (birth.on.year - 1, birth.on.year, birth.on.year + 1):
            keys.update(dict.fromkeys(_in_year(year, codes)))
        for on in nearby_dates(birth.on):
            keys.update(dict.fromkeys(_dated(on.toordinal(), codes)))
    return frozenset(tuple(keys)[:MOST_KEYS])


def _keys_of_name(name: WordsOfName) -> Iterator[int]:
    yield from _pairs(name)
    yield from _spelled(name)
    if not (name.forename and name.surname):
        yield from (key("person alone", code) for code in _codes_of(name))
    yield from (key("person word", word) for word in _all_words(name))


def _all_words(name: WordsOfName) -> tuple[str, ...]:
    return (*name.forename, *name.middle, *name.surname)


def _codes_of(name: WordsOfName) -> tuple[str, ...]:
    parts = (name.forename, name.middle, name.surname)
    return tuple(dict.fromkeys(code for part in parts for code in sound_codes(part)))


def _codes(person: PlainPerson) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for name in person.names for code in _codes_of(name)))


def _pairs(name: WordsOfName) -> Iterator[int]:
    yield from pair_keys(sound_codes(name.forename), sound_codes(name.surname))
    yield from pair_keys(sound_codes(name.middle[:2]), sound_codes(name.surname))
    if not (name.forename and name.surname):
        # A whole name typed into one box.
        codes = sound_codes(_all_words(name))
        yield from pair_keys(codes, codes)


def _spelled(name: WordsOfName) -> Iterator[int]:
    """One part as it is spelled, or a letter short, with the sound of the other."""
    for one, other in ((name.forename, name.surname), (name.surname, name.forename)):
        for word in one[:2]:
            for code in sound_codes(other):
                yield from (key("person spelled", number, code) for number in kept_variants(word))


def _words(name: WordsOfName) -> Iterator[int]:
    """Of a person with one name, everybody with that word in their name."""
    if not (name.forename and name.surname):
        yield from (key("person word", word) for word in _all_words(name))


def _alone(name: WordsOfName) -> Iterator[int]:
    return (key("person alone", code) for code in _codes_of(name))


def _dated(day: int, codes: tuple[str, ...]) -> Iterator[int]:
    return (key("person born+name", day, code) for code in codes)


def _in_year(year: int, codes: tuple[str, ...]) -> Iterator[int]:
    return (key("person year+name", year, code) for code in codes)
