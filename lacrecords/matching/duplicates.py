"""Which other records may be of the same child: pairs of the index, weighed and explained.

Twins and siblings are never such a pair: surname, date of birth and home are no evidence
where the forenames conflict. A person decides, never this. It knows no record, only the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from itertools import product
from math import log2
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from lacrecords.matching.dates import DateAgreement, compare_dates
from lacrecords.matching.forms import Normalised, SubjectKind, WordsOfName, pack
from lacrecords.matching.home_evidence import weigh_home
from lacrecords.matching.models import MatchKey
from lacrecords.matching.name_comparison import RANK, NameAgreement, compare_names
from lacrecords.matching.name_evidence import weigh_names
from lacrecords.matching.question import near_birth_keys, same_birth_keys, same_name_keys
from lacrecords.matching.scoring import Scored, score
from lacrecords.matching.search import name_bits, size_of
from lacrecords.matching.store import load_forms
from lacrecords.terms import MatchStrength

_KEYS: Any = MatchKey.__table__
_MOST_UNDER_A_NUMBER = 60
_MOST_UNDER_A_NAME = 40
_AT_ONCE = 2_000
_OF_CHILDREN = _KEYS.c.subject_kind == int(SubjectKind.CHILD)
_ASKED = _KEYS.c.key.in_(bindparam("keys", expanding=True))
_COUNTED = select(_KEYS.c.key, func.count()).where(_ASKED, _OF_CHILDREN).group_by(_KEYS.c.key)
_UNDER = select(_KEYS.c.key, _KEYS.c.subject_id).where(_ASKED, _OF_CHILDREN)
_NO_NAME = WordsOfName((), (), ())
_FAR = frozenset({DateAgreement.DIFFERENT, DateAgreement.YEAR_SAME})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one child, the older one first."""

    first_id: int
    second_id: int
    evidence: str
    """Another whenever what either record says of the child is another."""
    found: Scored


class Numbers(Enum):
    """How the numbers of two records agree."""

    SAME = "one number is the very same"
    OTHERS = "both have a number, and not the same"
    UNKNOWN = "one of them has none"


def compare_numbers(one: Normalised, other: Normalised) -> Numbers:
    """How the numbers agree; twins often have numbers one digit apart, which is another number."""
    pairs = ((one.nhs_number, other.nhs_number), (one.upn[1:], other.upn[1:]))
    given = [(mine, theirs) for mine, theirs in pairs if mine and theirs]
    if any(mine == theirs for mine, theirs in given):
        return Numbers.SAME
    return Numbers.OTHERS if given else Numbers.UNKNOWN


@dataclass(slots=True)
class Finder:
    """Compares children with all others; keeps what it learnt of names, and no more."""

    session: Session
    this_year: int
    _bits: dict[str, float] = field(default_factory=dict)

    def pairs_of(
        self, child_ids: Iterable[int], paired: Mapping[int, Collection[int]]
    ) -> list[Pair]:
        """The pairs in which these children are; `paired` are pairs found before, weighed anew."""
        forms = dict(load_forms(self.session, SubjectKind.CHILD, tuple(child_ids)))
        wanted = set()
        for who, others in self._met(forms).items():
            wanted |= {(min(who, other), max(who, other)) for other in others}
        for who in forms:
            wanted |= {(min(who, other), max(who, other)) for other in paired.get(who, ())}
        missing = {one for pair in wanted for one in pair} - forms.keys()
        forms |= load_forms(self.session, SubjectKind.CHILD, tuple(missing))
        self._learn(forms.values())
        chance = log2(max(size_of(self.session, SubjectKind.CHILD), 256))
        found = (self._pair(forms, pair, chance) for pair in sorted(wanted))
        return [pair for pair in found if pair is not None]

    def _met(self, forms: Mapping[int, Normalised]) -> dict[int, set[int]]:
        """Whom each of these children meets under a key that few share."""
        asked: dict[int, set[int]] = defaultdict(set)
        for who, form in forms.items():
            for number in same_birth_keys(form):
                asked[number].add(who)
        by_name = {who: same_name_keys(form) for who, form in forms.items()}
        shared = self._counts({number for keys in by_name.values() for number in keys})
        for who, keys in by_name.items():
            few = {number for number in keys if shared.get(number, 0) <= _MOST_UNDER_A_NAME}
            # A name that many bear is looked for with the dates near the child's own.
            others = near_birth_keys(forms[who]) if few < keys else frozenset()
            for number in few | others:
                asked[number].add(who)
        crowd = self._counts(asked)
        shown = (number for number, count in crowd.items() if count <= _MOST_UNDER_A_NUMBER)
        found: dict[int, set[int]] = defaultdict(set)
        for number, subject in self._rows(_UNDER, shown):
            for who in asked[number] - {subject}:
                found[who].add(subject)
        return found

    def _counts(self, keys: Iterable[int]) -> dict[int, int]:
        return dict(self._rows(_COUNTED, keys))

    def _rows(self, statement: Select[Any], keys: Iterable[int]) -> Iterator[tuple[int, int]]:
        for some in _slices(keys):
            found = self.session.execute(statement, {"keys": some})
            yield from ((number, value) for number, value in found)

    def _learn(self, forms: Iterable[Normalised]) -> None:
        """How much each name says, asked once a name."""
        words = {
            word
            for form in forms
            for name in form.names
            for word in (*name.forename, *name.middle[:2], *name.surname)
            if len(word) > 1
        }
        fresh = words - self._bits.keys()
        size = size_of(self.session, SubjectKind.CHILD)
        self._bits |= name_bits(self.session, SubjectKind.CHILD, fresh, size, self.this_year)

    def _pair(
        self, forms: Mapping[int, Normalised], pair: tuple[int, int], chance: float
    ) -> Pair | None:
        if pair[0] not in forms or pair[1] not in forms:
            return None
        one, other = forms[pair[0]], forms[pair[1]]
        found = weigh_pair(one, other, self._bits, chance)
        return Pair(*pair, _evidence(pair, one, other), found) if found else None


def _evidence(pair: tuple[int, int], one: Normalised, other: Normalised) -> str:
    """A short word for all that two records say; another word when either says something else."""
    words = "\x1e".join((*map(str, pair), pack(one), pack(other)))
    return blake2b(words.encode(), digest_size=12).hexdigest()


def weigh_pair(
    one: Normalised, other: Normalised, bits: Mapping[str, float], chance: float
) -> Scored | None:
    """How strongly two records look like one child; None: not enough to trouble a person."""
    numbers = compare_numbers(one, other)
    if numbers is not Numbers.SAME and _births(one, other) in _FAR:
        return None
    found = score(one, other, bits, chance)
    if found.label or found.strength not in (MatchStrength.STRONG, MatchStrength.LIKELY):
        return None
    return None if _may_be_two_children(one, other, numbers) else found


def _births(one: Normalised, other: Normalised) -> DateAgreement | None:
    if one.born_on is None or other.born_on is None:
        return None
    return compare_dates(one.born_on, other.born_on, one.born_precision, other.born_precision)


def _may_be_two_children(one: Normalised, other: Normalised, numbers: Numbers) -> bool:
    """Twins with names alike, namesakes, a boy and a girl, two unborn children of one surname."""
    forename = _forenames(one, other)
    if numbers is Numbers.SAME:
        return forename is NameAgreement.DIFFERENT
    if forename is NameAgreement.LOOSE:
        return True
    if forename is NameAgreement.MISSING:
        # Two surnames and a date are many children's.
        return not weigh_home(one, other).agrees
    firmly = forename in (NameAgreement.SAME, NameAgreement.KIN)
    if numbers is Numbers.OTHERS and not (firmly and _births(one, other) is DateAgreement.SAME):
        return True
    other_sex = bool(one.sex and other.sex and one.sex != other.sex)
    return other_sex and forename is not NameAgreement.SAME


def _forenames(one: Normalised, other: Normalised) -> NameAgreement:
    """How the forenames themselves agree; a middle name in the place of one is not the same."""
    pairs = product(one.names or (_NO_NAME,), other.names or (_NO_NAME,))
    straight = (compare_names(mine.forename, theirs.forename) for mine, theirs in pairs)
    best = min(straight, key=RANK.__getitem__)
    if best is not NameAgreement.DIFFERENT:
        return best
    # A name may stand in another's place: the whole score has weighed that.
    found = weigh_names(one, other, {}).forename
    return best if found is NameAgreement.DIFFERENT else NameAgreement.CLOSE


def _slices(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(set(keys))
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
