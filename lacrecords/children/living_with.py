"""Whether an adult lives with a child and has parental responsibility: yes, no, or not known. Pure.

The columns hold yes or no. That it is not known stands with a No: in words beside what the
adult is to the child, and as the basis of the responsibility: no row says more than is known.
"""

from __future__ import annotations

from typing import Any

from lacrecords.children.code_words import RESPONSIBILITY_WORDS
from lacrecords.terms import Known

NOT_KNOWN_WHERE = "not known whether they live with the child"
BASIS_NOT_KNOWN = "not_known"
KNOWN_WORDS = {Known.YES: "Yes", Known.NO: "No", Known.NOT_KNOWN: "Not known"}
MOTHER = "mother"
_BESIDE = f", {NOT_KNOWN_WHERE}"


def adult_columns(
    relationship: str, lives_with_child: Known, responsibility: Known, basis: str = ""
) -> dict[str, Any]:
    """What is said of an adult, as the columns of a household member."""
    is_what = relationship_of(relationship)
    unknown = responsibility is Known.NOT_KNOWN
    kept = "" if basis == BASIS_NOT_KNOWN else basis
    return {
        "relationship": is_what + _BESIDE if lives_with_child is Known.NOT_KNOWN else is_what,
        "lives_with_child": lives_with_child is Known.YES,
        "parental_responsibility": responsibility is Known.YES,
        "responsibility_basis": BASIS_NOT_KNOWN if unknown else kept,
    }


def relationship_of(relationship: str) -> str:
    """What the adult is to the child, without the words that say where they live."""
    return relationship.removesuffix(_BESIDE)


def living_of(relationship: str, lives_with_child: bool) -> Known:
    """Whether the adult lives with the child."""
    if lives_with_child:
        return Known.YES
    return Known.NOT_KNOWN if relationship.endswith(_BESIDE) else Known.NO


def responsibility_of(parental_responsibility: bool, basis: str) -> Known:
    """Whether the adult has parental responsibility."""
    if parental_responsibility:
        return Known.YES
    return Known.NOT_KNOWN if basis == BASIS_NOT_KNOWN else Known.NO


def living_words(relationship: str, lives_with_child: bool) -> str:
    """Where the adult lives, as the record knows it."""
    words = {
        Known.YES: "lives with the child",
        Known.NO: "visits or lives apart",
        Known.NOT_KNOWN: NOT_KNOWN_WHERE,
    }
    return words[living_of(relationship, lives_with_child)]


def responsibility_words(parental_responsibility: bool, basis: str) -> str:
    """Whether and how the adult has parental responsibility; nothing where they have none."""
    has = responsibility_of(parental_responsibility, basis)
    if has is Known.NOT_KNOWN:
        return "not known whether they have parental responsibility"
    if has is Known.NO:
        return ""
    how = RESPONSIBILITY_WORDS.get(basis, basis)
    return "has parental responsibility" + (f" ({how[:1].lower()}{how[1:]})" if how else "")


def is_mother(relationship: str) -> bool:
    """Whether the adult is recorded as the mother, by whom a child is known before its birth."""
    return relationship_of(relationship).strip().casefold() == MOTHER
