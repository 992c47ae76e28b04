"""What is said of a child, as it was said, and the same in one plain packed form.

`Described` is given by the other parts of the program; `Normalised` is what is kept in
the index, so that a search parses nothing. Neither knows a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple

from lacrecords.matching.addresses import ParsedAddress, parse_address
from lacrecords.matching.dates import born_between, could_be_a_birth
from lacrecords.matching.identifiers import normalise_nhs_number, normalise_upn
from lacrecords.matching.names import (
    forename_without_stand_ins,
    name_words,
    says_unborn_or_new,
    without_stand_ins,
)
from lacrecords.terms import DatePrecision, Sex

MOST_NAMES = 12
MOST_ADDRESSES = 24


class SubjectKind(IntEnum):
    """What is indexed: a child of the register, or a child that someone enquired about."""

    CHILD = 0
    ENQUIRED_CHILD = 1


@dataclass(frozen=True, slots=True)
class NameForm:
    """One name that a child has, had or is given by an enquirer."""

    forename: str = ""
    middle: str = ""
    surname: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressForm:
    """One address as it was said, and between which days it held."""

    line1: str = ""
    line2: str = ""
    town: str = ""
    postcode: str = ""
    uprn: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A child as an enquirer describes it or as a record holds it."""

    names: tuple[NameForm, ...] = ()
    born_on: date | None = None
    born_precision: DatePrecision = DatePrecision.EXACT
    expected_on: date | None = None
    age_years: int | None = None
    as_of: date | None = None
    sex: Sex = Sex.NOT_RECORDED
    nhs_number: str = ""
    upn: str = ""
    addresses: tuple[AddressForm, ...] = ()
    parent_surnames: tuple[str, ...] = ()


class WordsOfName(NamedTuple):
    """The plain words of one name."""

    forename: tuple[str, ...]
    middle: tuple[str, ...]
    surname: tuple[str, ...]


class PlacedAddress(NamedTuple):
    """One address taken apart, with its property number and its days."""

    parsed: ParsedAddress
    uprn: str
    from_on: date | None
    to_on: date | None


class Normalised(NamedTuple):
    """Everything said of a child in one plain form, ready to be compared."""

    names: tuple[WordsOfName, ...] = ()
    born_on: date | None = None
    born_precision: DatePrecision = DatePrecision.EXACT
    expected_on: date | None = None
    born_between: tuple[date, date] | None = None
    sex: str = ""
    nhs_number: str = ""
    upn: str = ""
    addresses: tuple[PlacedAddress, ...] = ()
    parent_surnames: tuple[tuple[str, ...], ...] = ()
    unborn_or_new: bool = False


def normalise(described: Described) -> Normalised:
    """Put what was said of a child into one plain form; whatever was said, it never fails."""
    range_of_births = None
    as_of = could_be_a_birth(described.as_of)
    born_on = could_be_a_birth(described.born_on)
    if born_on is not None and described.born_precision is DatePrecision.YEAR:
        # A year alone is a range, as an age is: its day was never said.
        range_of_births = date(born_on.year, 1, 1), date(born_on.year, 12, 31)
        born_on = None
    elif described.born_on is None and described.age_years is not None and as_of:
        range_of_births = born_between(described.age_years, as_of)
    names = (_words_of(name) for name in described.names[:MOST_NAMES])
    parents = (without_stand_ins(name_words(name)) for name in described.parent_surnames[:6])
    return Normalised(
        names=tuple(dict.fromkeys(name for name in names if any(name))),
        born_on=born_on,
        born_precision=described.born_precision,
        expected_on=could_be_a_birth(described.expected_on),
        born_between=range_of_births,
        sex="" if described.sex is Sex.NOT_RECORDED else described.sex.value,
        nhs_number=normalise_nhs_number(described.nhs_number) or "",
        upn=normalise_upn(described.upn) or "",
        addresses=placed_addresses(described.addresses),
        parent_surnames=tuple(dict.fromkeys(name for name in parents if name)),
        unborn_or_new=described.expected_on is not None
        or any(says_unborn_or_new(name.forename) for name in described.names[:MOST_NAMES]),
    )


def _words_of(name: NameForm) -> WordsOfName:
    return WordsOfName(
        forename_without_stand_ins(name_words(name.forename)),
        without_stand_ins(name_words(name.middle)),
        without_stand_ins(name_words(name.surname)),
    )


def placed_addresses(addresses: Iterable[AddressForm]) -> tuple[PlacedAddress, ...]:
    """Addresses taken apart, those with nothing in them left out."""
    placed = (
        PlacedAddress(
            parse_address(form.line1, form.line2, form.town, form.postcode),
            form.uprn.strip()[:20].lstrip("0"),
            form.from_on,
            form.to_on,
        )
        for form in tuple(addresses)[:MOST_ADDRESSES]
    )
    return tuple(address for address in placed if address.uprn or not address.parsed.is_empty())


def pack(form: Normalised) -> str:
    """The plain form as short JSON text, to be kept beside the keys."""
    return json.dumps(
        [
            [[" ".join(part) for part in name] for name in form.names],
            _day(form.born_on),
            form.born_precision.value,
            _day(form.expected_on),
            [_day(day) for day in form.born_between] if form.born_between else None,
            form.sex,
            form.nhs_number,
            form.upn,
            [_pack_address(address) for address in form.addresses],
            [" ".join(name) for name in form.parent_surnames],
            int(form.unborn_or_new),
        ],
        separators=(",", ":"),
        ensure_ascii=True,
    )


def _pack_address(placed: PlacedAddress) -> list[Any]:
    parsed = placed.parsed
    return [
        parsed.flat,
        parsed.number,
        parsed.building,
        parsed.street,
        parsed.town,
        parsed.postcode,
        placed.uprn,
        _day(placed.from_on),
        _day(placed.to_on),
    ]


def _day(on: date | None) -> int | None:
    return on.toordinal() if on else None


def _date(day: int | None) -> date | None:
    return date.fromordinal(day) if day else None


def _placed(*parts: Any) -> PlacedAddress:
    return PlacedAddress(ParsedAddress(*parts[:6]), parts[6], _date(parts[7]), _date(parts[8]))


_PRECISIONS = {precision.value: precision for precision in DatePrecision}


def _words(forename: str, middle: str, surname: str) -> WordsOfName:
    return WordsOfName(tuple(forename.split()), tuple(middle.split()), tuple(surname.split()))


def unpack(text: str) -> Normalised:
    """The plain form that was packed."""
    parts = json.loads(text)
    between = parts[4]
    return Normalised(
        tuple([_words(*name) for name in parts[0]]),
        _date(parts[1]),
        _PRECISIONS[parts[2]],
        _date(parts[3]),
        (date.fromordinal(between[0]), date.fromordinal(between[1])) if between else None,
        parts[5],
        parts[6],
        parts[7],
        tuple([_placed(*address) for address in parts[8]]),
        tuple([tuple(name.split()) for name in parts[9]]),
        bool(parts[10]),
    )


def unpack_addresses(text: str) -> tuple[PlacedAddress, ...]:
    """The addresses alone of the plain form that was packed: hundreds share a street."""
    return tuple([_placed(*address) for address in json.loads(text)[8]])
