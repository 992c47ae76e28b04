"""An adult as somebody describes them, and the same in one plain packed form.

Whatever was said, putting it into the plain form never fails. It knows no table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from lacrecords.matching.addresses import ParsedAddress
from lacrecords.matching.dates import could_be_a_birth
from lacrecords.matching.forms import (
    AddressForm,
    NameForm,
    PlacedAddress,
    WordsOfName,
    placed_addresses,
)
from lacrecords.matching.names import name_words, without_stand_ins
from lacrecords.terms import DatePrecision

MOST_NAMES = 12
MOST_BIRTHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSought:
    """Everything somebody says of an adult; a person with one name has it in either part."""

    names: tuple[NameForm, ...] = ()
    births: tuple[date, ...] = ()
    addresses: tuple[AddressForm, ...] = ()


class PlainBirth(NamedTuple):
    """One date of birth as far as it is known."""

    on: date
    precision: DatePrecision = DatePrecision.EXACT


class PlainPerson(NamedTuple):
    """An adult in one plain form, ready to be compared."""

    names: tuple[WordsOfName, ...] = ()
    births: tuple[PlainBirth, ...] = ()
    addresses: tuple[PlacedAddress, ...] = ()


def plain_of(sought: PersonSought) -> PlainPerson:
    """What is said of an adult in one plain form."""
    return plain_person(sought.names, (PlainBirth(on) for on in sought.births), sought.addresses)


def plain_person(
    names: Iterable[NameForm], births: Iterable[PlainBirth], addresses: Iterable[AddressForm]
) -> PlainPerson:
    """Names, dates and addresses in one plain form; what holds nothing is left out."""
    words = dict.fromkeys(_words_of(name) for name in tuple(names)[:MOST_NAMES])
    dates = dict.fromkeys(birth for birth in births if could_be_a_birth(birth.on))
    return PlainPerson(
        tuple(name for name in words if any(name)),
        tuple(dates)[:MOST_BIRTHS],
        placed_addresses(addresses),
    )


def _words_of(name: NameForm) -> WordsOfName:
    return WordsOfName(
        without_stand_ins(name_words(name.forename)),
        without_stand_ins(name_words(name.middle)),
        without_stand_ins(name_words(name.surname)),
    )


def pack(person: PlainPerson) -> str:
    """The plain form as short JSON text, to be kept beside the keys."""
    return json.dumps(
        [
            [[" ".join(part) for part in name] for name in person.names],
            [[birth.on.toordinal(), birth.precision.value] for birth in person.births],
            [_pack_address(placed) for placed in person.addresses],
        ],
        separators=(",", ":"),
    )


def _pack_address(placed: PlacedAddress) -> list[Any]:
    parsed = placed.parsed
    return [
        [parsed.flat, parsed.number, parsed.building, parsed.street, parsed.town, parsed.postcode],
        placed.uprn,
        placed.from_on.toordinal() if placed.from_on else None,
        placed.to_on.toordinal() if placed.to_on else None,
    ]


def unpack(text: str) -> PlainPerson:
    """The plain form that was packed."""
    names, births, addresses = json.loads(text)
    return PlainPerson(
        tuple(WordsOfName(*(tuple(part.split()) for part in name)) for name in names),
        tuple(PlainBirth(date.fromordinal(on), DatePrecision(word)) for on, word in births),
        tuple(
            PlacedAddress(ParsedAddress(*parts), uprn, _day(from_on), _day(to_on))
            for parts, uprn, from_on, to_on in addresses
        ),
    )


def _day(number: int | None) -> date | None:
    return date.fromordinal(number) if number else None
