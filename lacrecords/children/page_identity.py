"""The part of a child's page that says who the child is: names, age, sex, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.children.ages import age_words, birth_words
from lacrecords.children.fact_words import SCHEME_WORDS, SEX_WORDS, number_words
from lacrecords.children.models import (
    ChildBirth,
    ChildCharacteristics,
    ChildDeath,
    ChildIdentifier,
    ChildName,
)
from lacrecords.children.queries import name_words
from lacrecords.children.record import Record
from lacrecords.children.standing import birth_of
from lacrecords.terms import Sex


@dataclass(frozen=True, slots=True)
class NumberCard:
    """One number the child was given; `doubtful`: its check digit or letter is wrong."""

    scheme: str
    number: str
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the child is, in words."""

    name: str
    other_names: tuple[str, ...]
    birth: str
    age: str
    sex: str
    ethnicity: str
    is_unborn: bool
    has_died: bool
    died_on: date | None
    numbers: tuple[NumberCard, ...]


def identity(record: Record) -> Identity:
    """Who the child is, as the record stood."""
    name, other_names = name_words(record.standing(ChildName))
    birth = birth_of(record.held(ChildBirth))
    deaths = record.held(ChildDeath)
    died_on = deaths[-1].from_on if deaths else None
    characteristics = record.held(ChildCharacteristics)
    return Identity(
        name=name,
        other_names=other_names,
        birth=birth_words(birth),
        age=age_words(birth, died_on or record.when.on),
        sex=SEX_WORDS[characteristics[-1].sex if characteristics else Sex.NOT_RECORDED],
        ethnicity=characteristics[-1].ethnicity if characteristics else "",
        is_unborn=birth is not None and birth.expected_on is not None,
        has_died=bool(deaths),
        died_on=died_on,
        numbers=tuple(
            NumberCard(
                SCHEME_WORDS[row.scheme], number_words(row.scheme, row.value), row.check_failed
            )
            for row in record.held(ChildIdentifier)
        ),
    )
