"""The part of a child's page that says who the child is: names, age, sex, numbers.

Each statement carries the number of its fact, so that it is one step from its correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lacrecords.children.ages import adult_from, age_words, birth_words
from lacrecords.children.fact_words import (
    NAME_WORDS,
    SCHEME_WORDS,
    SEX_WORDS,
    ethnicity_words,
    number_words,
)
from lacrecords.children.models import (
    ChildBirth,
    ChildCharacteristics,
    ChildDeath,
    ChildIdentifier,
    ChildName,
)
from lacrecords.children.queries import name_shown, name_words, whole_name
from lacrecords.children.record import Record
from lacrecords.children.standing import birth_of
from lacrecords.history import Fact
from lacrecords.terms import IdentifierScheme, Sex


@dataclass(frozen=True, slots=True)
class NameCard:
    """One name besides the one that is shown first."""

    fact_id: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class NumberCard:
    """One number the child was given; `doubtful`: its check digit or letter is wrong."""

    fact_id: int
    scheme: str
    number: str
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the child is, in words; the numbers are those of the facts that say so."""

    name: str
    name_id: int | None
    other_names: tuple[NameCard, ...]
    birth: str
    birth_id: int | None
    age: str
    sex: str
    ethnicity: str
    characteristics_id: int | None
    is_unborn: bool
    adult_on: date | None
    has_died: bool
    died_on: date | None
    death_id: int | None
    numbers: tuple[NumberCard, ...]
    has_nhs_number: bool


def identity(record: Record) -> Identity:
    """Who the child is, as the record stood."""
    birth, on = birth_of(record.held(ChildBirth)), record.when.on
    deaths, characteristics = record.held(ChildDeath), record.held(ChildCharacteristics)
    died_on = deaths[-1].from_on if deaths else None
    names, numbers = record.standing(ChildName), record.held(ChildIdentifier)
    shown = name_shown(names)
    adult_on = adult_from(birth)
    return Identity(
        name=name_words(names)[0],
        name_id=shown.id if shown else None,
        other_names=tuple(
            NameCard(row.id, NAME_WORDS[row.name_type], whole_name(row))
            for row in names
            if row is not shown
        ),
        birth=birth_words(birth),
        birth_id=_newest(record.held(ChildBirth)),
        age=age_words(birth, died_on or on),
        sex=SEX_WORDS[characteristics[-1].sex if characteristics else Sex.NOT_RECORDED],
        ethnicity=ethnicity_words(characteristics[-1].ethnicity) if characteristics else "",
        characteristics_id=_newest(characteristics),
        is_unborn=birth is not None and birth.expected_on is not None,
        adult_on=adult_on if adult_on and adult_on <= on and not deaths else None,
        has_died=bool(deaths),
        died_on=died_on,
        death_id=_newest(deaths),
        numbers=tuple(map(_number, numbers)),
        has_nhs_number=any(row.scheme is IdentifierScheme.NHS for row in numbers),
    )


def _newest(rows: Sequence[Fact]) -> int | None:
    return rows[-1].id if rows else None


def _number(row: ChildIdentifier) -> NumberCard:
    number = number_words(row.scheme, row.value)
    return NumberCard(row.id, SCHEME_WORDS[row.scheme], number, row.check_failed)
