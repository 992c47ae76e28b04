"""Whether an adult lives with a child and has parental responsibility: yes, no, or not known. Pure.

Where it is not known the row says No, and that nobody said so: no reader takes it for a Yes.
"""

from __future__ import annotations

from typing import Any, Protocol

from lacrecords.children.code_words import RESPONSIBILITY_WORDS
from lacrecords.terms import Known

KNOWN_WORDS = {Known.YES: "Yes", Known.NO: "No", Known.NOT_KNOWN: "Not known"}
LIVING_WORDS = {
    Known.YES: "lives with the child",
    Known.NO: "visits or lives apart",
    Known.NOT_KNOWN: "not known whether they live with the child",
}
MOTHER = "mother"


class Adult(Protocol):
    """What a row of the household says of an adult."""

    relationship: Any
    lives_with_child: Any
    living_is_known: Any
    parental_responsibility: Any
    responsibility_is_known: Any
    responsibility_basis: Any


def adult_columns(
    relationship: str, lives_with_child: Known, responsibility: Known, basis: str = ""
) -> dict[str, Any]:
    """What is said of an adult, as the columns of a household member."""
    return {
        "relationship": relationship,
        "lives_with_child": lives_with_child is Known.YES,
        "living_is_known": lives_with_child is not Known.NOT_KNOWN,
        "parental_responsibility": responsibility is Known.YES,
        "responsibility_is_known": responsibility is not Known.NOT_KNOWN,
        "responsibility_basis": "" if responsibility is Known.NOT_KNOWN else basis,
    }


def living_of(adult: Adult) -> Known:
    """Whether the adult lives with the child."""
    return _known(adult.lives_with_child, adult.living_is_known)


def responsibility_of(adult: Adult) -> Known:
    """Whether the adult has parental responsibility."""
    return _known(adult.parental_responsibility, adult.responsibility_is_known)


def _known(is_so: bool, is_known: bool) -> Known:
    if not is_known:
        return Known.NOT_KNOWN
    return Known.YES if is_so else Known.NO


def living_words(adult: Adult) -> str:
    """Where the adult lives, as the record knows it."""
    return LIVING_WORDS[living_of(adult)]


def responsibility_words(adult: Adult) -> str:
    """Whether and how the adult has parental responsibility; nothing where they have none."""
    has = responsibility_of(adult)
    if has is Known.NOT_KNOWN:
        return "not known whether they have parental responsibility"
    if has is Known.NO:
        return ""
    how = RESPONSIBILITY_WORDS.get(adult.responsibility_basis, adult.responsibility_basis)
    return "has parental responsibility" + (f" ({how[:1].lower()}{how[1:]})" if how else "")


def is_mother(relationship: str) -> bool:
    """Whether the adult is recorded as the mother, by whom a child is known before its birth."""
    return relationship.strip().casefold() == MOTHER
