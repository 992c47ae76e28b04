"""How strongly two descriptions of an adult agree, in a word, with the reasons in words.

Compares plain forms only and asks nothing. Reasons hold no name, date or address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from lacrecords.matching.address_comparison import AddressCertainty, compare_addresses
from lacrecords.matching.dates import DateAgreement, compare_dates
from lacrecords.matching.forms import PlacedAddress, WordsOfName
from lacrecords.matching.name_comparison import RANK, NameAgreement, compare_names
from lacrecords.people.plain import PlainBirth, PlainPerson
from lacrecords.terms import DatePrecision, PersonStrength


class Names(IntEnum):
    """How the names agree, over all names of both sides."""

    DIFFERENT = 0
    PART = 1
    ALONE = 2
    CLOSE = 3
    SAME = 4


class Births(IntEnum):
    """How the dates of birth agree, over all dates of both sides."""

    FAR = 0
    UNKNOWN = 1
    NEAR = 2
    SAME = 3


class Homes(IntEnum):
    """Whether any address of one is any address of the other."""

    NONE = 0
    UNCERTAIN = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two descriptions agree, part by part, with the reasons in words."""

    names: Names
    births: Births
    homes: Homes
    reasons: tuple[str, ...]

    @property
    def strength(self) -> PersonStrength | None:
        """In one word; None: they are not taken for one person."""
        return strength_of(self.names, self.births, self.homes)

    @property
    def order(self) -> tuple[int, int, int]:
        """What comes first among adults of one strength is greatest."""
        return self.names + self.births, self.homes, self.names


_STRONG, _LIKELY, _POSSIBLE = PersonStrength
_Word = PersonStrength | None
_WORD: dict[Names, dict[Births, tuple[_Word, _Word, _Word]]] = {
    # For each agreement of dates: no home in common, perhaps one, one in common.
    Names.SAME: {
        Births.SAME: (_STRONG, _STRONG, _STRONG),
        Births.NEAR: (_LIKELY, _LIKELY, _STRONG),
        Births.UNKNOWN: (_LIKELY, _LIKELY, _STRONG),
        Births.FAR: (_POSSIBLE, _POSSIBLE, _LIKELY),
    },
    Names.CLOSE: {
        Births.SAME: (_STRONG, _STRONG, _STRONG),
        Births.NEAR: (_LIKELY, _LIKELY, _LIKELY),
        Births.UNKNOWN: (_POSSIBLE, _LIKELY, _LIKELY),
        Births.FAR: (None, _POSSIBLE, _POSSIBLE),
    },
    Names.ALONE: {
        Births.SAME: (_LIKELY, _LIKELY, _LIKELY),
        Births.NEAR: (_POSSIBLE, _LIKELY, _LIKELY),
        Births.UNKNOWN: (_POSSIBLE, _POSSIBLE, _LIKELY),
        Births.FAR: (None, _POSSIBLE, _POSSIBLE),
    },
    Names.PART: {
        Births.SAME: (_POSSIBLE, _POSSIBLE, _LIKELY),
        Births.NEAR: (None, _POSSIBLE, _POSSIBLE),
        Births.UNKNOWN: (None, _POSSIBLE, _POSSIBLE),
        Births.FAR: (None, None, _POSSIBLE),
    },
    Names.DIFFERENT: {
        Births.SAME: (None, _POSSIBLE, _POSSIBLE),
        Births.NEAR: (None, None, None),
        Births.UNKNOWN: (None, None, None),
        Births.FAR: (None, None, None),
    },
}


def strength_of(names: Names, births: Births, homes: Homes) -> PersonStrength | None:
    """How strongly two adults agree; more agreement never makes it weaker."""
    return _WORD[names][births][homes]


def compare_people(asked: PlainPerson, held: PlainPerson) -> Agreement:
    """Compare every name, date and address of one with every one of the other."""
    names, name_reason = _best_names(asked, held)
    births, birth_reason = _best_births(asked, held)
    homes, home_reason = _best_homes(asked.addresses, held.addresses)
    reasons = tuple(reason for reason in (name_reason, birth_reason, home_reason) if reason)
    return Agreement(names, births, homes, reasons)


_SURE = frozenset({NameAgreement.SAME, NameAgreement.PART_SAME, NameAgreement.KIN})
_NEAR = frozenset({NameAgreement.SOUNDS_SAME, NameAgreement.CLOSE})
_ALIKE = _SURE | _NEAR
_LITTLE = frozenset({NameAgreement.INITIAL, NameAgreement.LOOSE, NameAgreement.MISSING})


def _best_names(asked: PlainPerson, held: PlainPerson) -> tuple[Names, str]:
    found = (_compare(one, other) for one in asked.names for other in held.names)
    return max(found, key=lambda said: said[0], default=(Names.DIFFERENT, ""))


def _compare(asked: WordsOfName, held: WordsOfName) -> tuple[Names, str]:
    if not (asked.forename and asked.surname and held.forename and held.surname):
        return _compare_one_name(asked, held)
    first = min(_first_names(asked, held), key=RANK.__getitem__)
    straight = _both(first, compare_names(asked.surname, held.surname))
    crossed = _both(
        compare_names(asked.forename, held.surname), compare_names(asked.surname, held.forename)
    )
    if crossed >= Names.CLOSE and crossed > straight:
        return crossed, "The names agree with first and last name exchanged"
    return straight, _WORDS_OF_NAMES[straight]


_WORDS_OF_NAMES = {
    Names.SAME: "The names agree",
    Names.CLOSE: "The names are close: a short form, another spelling or an initial",
    Names.ALONE: "One name only is given, and it agrees",
    Names.PART: "A part of the name agrees",
    Names.DIFFERENT: "",
}


def _first_names(asked: WordsOfName, held: WordsOfName) -> Iterator[NameAgreement]:
    """People are called by a middle name too; that it is missing says nothing."""
    yield compare_names(asked.forename, held.forename)
    for one, other in ((asked.forename, held.middle), (asked.middle, held.forename)):
        if one and other:
            yield compare_names(one, other)


def _both(one: NameAgreement, other: NameAgreement) -> Names:
    pair = {one, other}
    if pair <= _SURE:
        return Names.SAME
    if pair <= _ALIKE or (NameAgreement.INITIAL in pair and pair & _SURE):
        return Names.CLOSE
    if pair & _SURE or (pair & _NEAR and pair & _LITTLE):
        return Names.PART
    return Names.DIFFERENT


def _compare_one_name(asked: WordsOfName, held: WordsOfName) -> tuple[Names, str]:
    """A person with one name, or a whole name typed into one box."""
    mine, theirs = _whole(asked), _whole(held)
    if len(mine) > 1 and len(theirs) > 1:
        found = _words_alike(mine, theirs)
        return found, _WORDS_OF_NAMES[found]
    both = compare_names(mine, theirs)
    if len(mine) == len(theirs) == 1:
        found = Names.SAME if both in _SURE else Names.CLOSE if both in _NEAR else Names.DIFFERENT
        return found, _WORDS_OF_NAMES[found]
    found = Names.ALONE if both in _ALIKE else Names.DIFFERENT
    return found, _WORDS_OF_NAMES[found]


def _whole(name: WordsOfName) -> tuple[str, ...]:
    return (*name.forename, *name.middle, *name.surname)


def _words_alike(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Names:
    """Each word of the shorter has its like in the longer, in whatever order."""
    shorter, longer = sorted((mine, theirs), key=len)
    left, levels = list(longer), []
    for word in shorter:
        agreement, like = min(
            ((compare_names((word,), (other,)), other) for other in left),
            key=lambda pair: RANK[pair[0]],
        )
        levels.append(agreement)
        left.remove(like)
    if all(level in _SURE for level in levels):
        return Names.SAME
    if all(level in _ALIKE for level in levels):
        return Names.CLOSE
    return Names.PART if any(level in _SURE for level in levels) else Names.DIFFERENT


_NEAR_DATES = {
    DateAgreement.SAME_PLACEHOLDER: "The date of birth agrees, and is a first of January",
    DateAgreement.SWAPPED: "Day and month of the date of birth are exchanged",
    DateAgreement.DAYS_OFF: "The dates of birth are a few days apart",
    DateAgreement.ESTIMATED_MONTH: "Month and year of birth agree",
    DateAgreement.MONTH_SAME: "Month and year of birth agree",
    DateAgreement.YEAR_OFF: "The dates of birth are a year apart",
    DateAgreement.DIGIT_OFF: "Day and month of birth agree, the year differs",
    DateAgreement.MONTH_OFF: "Day and year of birth agree, the month differs",
}


def _best_births(asked: PlainPerson, held: PlainPerson) -> tuple[Births, str]:
    found = (_compare_births(one, other) for one in asked.births for other in held.births)
    return max(found, key=lambda said: said[0], default=(Births.UNKNOWN, ""))


def _compare_births(one: PlainBirth, other: PlainBirth) -> tuple[Births, str]:
    agreement = compare_dates(one.on, other.on, one.precision, other.precision)
    if agreement is DateAgreement.SAME:
        return Births.SAME, "The date of birth agrees"
    if agreement in _NEAR_DATES:
        return Births.NEAR, _NEAR_DATES[agreement]
    year_only = DatePrecision.YEAR in (one.precision, other.precision)
    if agreement is DateAgreement.YEAR_SAME and year_only:
        # A year alone is no date: it neither confirms nor rules out.
        return Births.UNKNOWN, "The year of birth agrees"
    return Births.FAR, "The dates of birth differ"


def _best_homes(
    asked: tuple[PlacedAddress, ...], held: tuple[PlacedAddress, ...]
) -> tuple[Homes, str]:
    best, why = Homes.NONE, ""
    for mine in asked:
        for theirs in held:
            compared = compare_addresses(mine.parsed, theirs.parsed, mine.uprn, theirs.uprn)
            if compared.certainty is AddressCertainty.SAME:
                return Homes.SAME, f"An address agrees: {compared.why}"
            if compared.certainty is AddressCertainty.UNCERTAIN and compared.shares_home:
                best, why = Homes.UNCERTAIN, f"An address may be the same: {compared.why}"
    return best, why
