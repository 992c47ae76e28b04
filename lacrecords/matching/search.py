"""The search for a child: candidates in order with their reasons, and children at an address.

Looks under narrow keys first and stops when an answer is strong; looks under wider ones
otherwise, and says when there are too many to tell. A person decides, never this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log2
from operator import itemgetter

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from lacrecords.matching import weights
from lacrecords.matching.address_search import SameAddress, same_address_ids
from lacrecords.matching.forms import Described, Normalised, SubjectKind, normalise
from lacrecords.matching.models import MatchForm, MatchNameVariant
from lacrecords.matching.neighbours import SHORTEST_NAME, nearest, sought_variants
from lacrecords.matching.question import (
    Keys,
    all_year_keys,
    name_counts_sought,
    narrow_keys,
    near_spelling_keys,
    undated_keys,
    wide_keys,
    words_asked,
    year_keys,
)
from lacrecords.matching.scoring import Scored, score
from lacrecords.matching.store import load_forms
from lacrecords.matching.under_keys import MOST_ROWS, counts_under, subjects_under
from lacrecords.terms import MatchStrength

__all__ = [
    "Candidate",
    "CandidateList",
    "SameAddress",
    "find_candidates",
    "same_address_ids",
]

MOST_SCORED = 80
_FORMS, _VARIANTS = (one.__table__ for one in (MatchForm, MatchNameVariant))
_FEWEST_FOR_CHANCE = 256
_ALIKE_BITS = 2.0
_MANY_ALIKE = 12
_MOST_AT_FIRST = 40
_WEIGHED_FIRST = 10
_LEAST_SHARE_BESIDE_LIKELY = 0.3
_LIKELY = frozenset({MatchStrength.STRONG, MatchStrength.LIKELY})
_MOST_BY_SPELLING = 40
_MOST_BY_YEAR = 30
_COUNTED_AGES = (3, 7, 11, 15)
_CHILD_YEARS = 19.0
_COST_OF_A_COMMON_KEY = 0.35
_LEAST_WORTH = 0.1


_SPELLINGS = (
    select(_VARIANTS.c.name)
    .where(_VARIANTS.c.variant.in_(bindparam("variants", expanding=True)))
    .distinct()
)
_NEWEST = select(func.max(_FORMS.c.subject_id)).where(_FORMS.c.subject_kind == bindparam("kind"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record that may be the child, with how strongly and why."""

    subject_id: int
    score: float
    strength: MatchStrength
    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidateList:
    """Candidates best first; whether there were too many to tell; what was tried."""

    candidates: tuple[Candidate, ...]
    too_many: bool
    tried: tuple[str, ...]


class _Search:
    """One search under way: what was found, what was weighed, what was tried."""

    def __init__(
        self,
        session: Session,
        kind: SubjectKind,
        form: Normalised,
        excluded: Collection[int],
        this_year: int,
    ) -> None:
        self.session, self.kind, self.form = session, kind, form
        self.excluded = frozenset(excluded)
        self.hits: dict[int, float] = {}
        self.scored: dict[int, Scored] = {}
        self.passed: set[int] = set()
        self.tried: list[str] = []
        self.crowded = False
        self.size = size_of(session, kind)
        self.this_year = this_year
        self.name_bits = name_bits(session, kind, words_asked(form), self.size, this_year)

    def has_room(self) -> bool:
        """Whether any more may be weighed."""
        return len(self.scored) + len(self.passed) < MOST_SCORED

    def look(self, words: str, keys: Keys, most: int, decides_crowd: bool = False) -> None:
        """Look under some keys and weigh what is new, where any more may be weighed."""
        if keys and (decides_crowd or self.has_room()):
            self.tried.append(words)
            full = self._find(keys)
            left_out = self._weigh(most)
            self.crowded = self.crowded or (decides_crowd and (full or left_out))

    def is_strong(self) -> bool:
        """Whether a strong answer is found where there is one to be found: a child has one record.

        Of enquiries there may be many about one child, each in other words, and all are wanted.
        """
        strong = any(found.strength is MatchStrength.STRONG for found in self.scored.values())
        return strong and self.kind is SubjectKind.CHILD

    def is_settled(self) -> bool:
        """The same, with all that was given agreeing."""
        settled = any(found.settles for found in self.scored.values())
        return settled and self.kind is SubjectKind.CHILD

    def _find(self, keys: Keys) -> bool:
        rows, full = subjects_under(self.session, self.kind, list(keys))
        counted, hits = Counter(map(itemgetter(0), rows)), self.hits
        worth = {number: _worth(keys[number], count) for number, count in counted.items()}
        for number, subject_id in rows:
            hits[subject_id] = hits.get(subject_id, 0.0) + worth[number]
        for subject_id in self.excluded:
            hits.pop(subject_id, None)
        return full

    def _weigh(self, most: int) -> bool:
        """Weigh the best hit of those not yet weighed; whether some had to be left out."""
        waiting = sorted(self.hits.keys() - self.scored.keys())
        waiting.sort(key=self.hits.__getitem__, reverse=True)
        near = set(self._not_far_behind(list(self.passed)))
        waiting = [who for who in waiting if who not in self.passed or who in near]
        self.passed -= near
        room = min(most, MOST_SCORED - len(self.scored) - len(self.passed))
        best, first = waiting[:room], 0 if self.scored else _WEIGHED_FIRST
        for some in (best[:first], best[first:]):
            self._score(self._not_far_behind(some))
        self.passed |= set(best) - self.scored.keys()
        return len(waiting) > room

    def _score(self, ids: list[int]) -> None:
        chance = chance_bits(self.size)
        for who, held in load_forms(self.session, self.kind, ids).items():
            self.scored[who] = score(self.form, held, self.name_bits, chance)

    def _not_far_behind(self, ids: list[int]) -> list[int]:
        """Beside a likely child, those who share much less with what was said are not weighed."""
        if self.kind is not SubjectKind.CHILD or not self._has_likely():
            return ids
        least = _LEAST_SHARE_BESIDE_LIKELY * max(self.hits.values())
        return [who for who in ids if self.hits[who] >= least]

    def _has_likely(self) -> bool:
        return any(found.strength in _LIKELY for found in self.scored.values())

    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """Names of the register spelt nearly like those asked about."""
        words = [word for word in words_asked(self.form) if len(word) >= SHORTEST_NAME]
        sought = {number for word in words for number in sought_variants(word)}
        if not sought or not self.has_room():
            return {}
        names = self.session.scalars(_SPELLINGS, {"variants": sorted(sought)}).all()
        return {word: nearest(word, names) for word in words}

    def answer(self, limit: int) -> CandidateList:
        """The best candidates in an order that never varies."""
        speaking = (item for item in self.scored.items() if item[1].speaks)
        ranked = sorted(speaking, key=lambda item: (-item[1].score, item[0]))
        candidates = tuple(
            Candidate(who, found.score, found.strength, found.label, found.reasons)
            for who, found in ranked[:limit]
        )
        return CandidateList(candidates, self._too_many(ranked), tuple(self.tried))

    def _too_many(self, ranked: list[tuple[int, Scored]]) -> bool:
        """Whether a date or an address is needed to tell the candidates apart."""
        if not ranked or ranked[0][1].strength in _LIKELY:
            return False
        best = ranked[0][1].score
        alike = sum(found.score > best - _ALIKE_BITS for _, found in ranked)
        little = self.form.born_on is None or not self.form.addresses
        return little and (self.crowded or alike >= _MANY_ALIKE)


def find_candidates(
    session: Session,
    subject_kind: SubjectKind,
    described: Described,
    limit: int = 20,
    exclude_ids: Collection[int] = (),
) -> CandidateList:
    """The records that may be the child described, best first, each with its reasons."""
    form = normalise(described)
    today = described.as_of or datetime.now(UTC).date()
    search = _Search(session, subject_kind, form, exclude_ids, today.year)
    _look_wider_and_wider(search, form)
    return search.answer(limit)


def _look_wider_and_wider(search: _Search, form: Normalised) -> None:
    narrow = "numbers, names as they sound, date of birth"
    # With more to go by, the best hits rise in the wider look: fewer need be weighed now.
    more = form.born_on or form.expected_on or form.born_between or form.addresses
    most = _MOST_AT_FIRST if more else MOST_SCORED
    search.look(narrow, narrow_keys(form), most, decides_crowd=not more)
    # A namesake who lives elsewhere must not hide the child of this name at the address given.
    if search.is_settled():
        return
    search.look("dates near it, short names, addresses", wide_keys(form), MOST_SCORED)
    if search.is_strong():
        return
    neighbours = search.neighbours()
    near = near_spelling_keys(form, neighbours)
    search.look("names spelt nearly the same", near, _MOST_BY_SPELLING)
    if search.is_strong():
        return
    # An enquiry may be about a name alone; a record without any date is hardly ever the child.
    undated = undated_keys(form) if search.kind is SubjectKind.ENQUIRED_CHILD else {}
    by_year = year_keys(form, neighbours)
    if by_year:
        search.look("one name with the year of birth", by_year | undated, _MOST_BY_YEAR)
    else:
        anyone = all_year_keys(form, search.this_year) | undated
        search.look("one name at any age", anyone, _MOST_BY_YEAR, decides_crowd=not form.addresses)


def _worth(worth: float, count: int) -> float:
    """What a hit is worth under a key that so many share: the rarer, the sooner it is weighed."""
    return max(_LEAST_WORTH, worth - _COST_OF_A_COMMON_KEY * log2(count))


def size_of(session: Session, kind: SubjectKind) -> int:
    """About how many there are to be found."""
    newest = session.scalar(_NEWEST, {"kind": int(kind)})
    return newest or 0


def chance_bits(size: int) -> float:
    """The odds of meeting the child by chance among so many, in bits."""
    return log2(max(size, _FEWEST_FOR_CHANCE))


def name_bits(
    session: Session, kind: SubjectKind, words: Iterable[str], size: int, this_year: int
) -> dict[str, float]:
    """How much each of these names says: "Smith" says little, a rare name much."""
    sought = name_counts_sought(words, (this_year - age for age in _COUNTED_AGES))
    counts: Counter[str] = Counter()
    for some in _slices(sorted(sought)):
        for number, count in counts_under(session, kind, some):
            for word in sought[number]:
                counts[word] += count
    expected = max(size, _FEWEST_FOR_CHANCE) * len(_COUNTED_AGES) / _CHILD_YEARS
    found = {word for sharing in sought.values() for word in sharing}
    return {word: _bits(counts[word], expected) for word in found}


def _slices(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + MOST_ROWS] for start in range(0, len(keys), MOST_ROWS))


def _bits(count: int, of: float) -> float:
    share = (count + 1.0) / (of + 1.0)
    return min(
        weights.RARE_NAME_BITS,
        max(weights.COMMON_NAME_BITS, -log2(min(share, 1.0)) + 1.0),
    )
