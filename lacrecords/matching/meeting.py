"""The search turned round: which earlier enquired children do changed records meet?

Few children change at a time and many were asked about, so the children's own keys are
looked up, many children in one question, and only pairs that meet are weighed. The same
scoring as in the search for a child; a person decides, never this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lacrecords.matching.address_search import SameAddress, at_address
from lacrecords.matching.forms import Normalised, SubjectKind, pack
from lacrecords.matching.keys import (
    birth_years,
    forename_codes,
    record_keys,
    surname_codes,
    year_and_name_key,
)
from lacrecords.matching.models import MatchKey
from lacrecords.matching.question import narrow_keys, wide_keys, words_asked
from lacrecords.matching.scoring import Scored, score
from lacrecords.matching.search import chance_bits, name_bits, size_of
from lacrecords.matching.store import load_forms
from lacrecords.terms import DatePrecision, MatchStrength

MOST_KEYS_AT_ONCE = 5000
_KEYS = MatchKey.__table__
_UNDER = select(_KEYS.c.key, _KEYS.c.subject_id).where(
    _KEYS.c.key.in_(bindparam("keys", expanding=True)),
    _KEYS.c.subject_kind == int(SubjectKind.ENQUIRED_CHILD),
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """An earlier enquired child and a record of the register that may be the same child."""

    enquired_child_id: int
    child_id: int
    scored: Scored
    evidence: str


def evidence_of_pair(asked: Normalised, held: Normalised) -> str:
    """A short mark of what both sides say: another mark, other evidence."""
    return sha256(f"{pack(asked)}\n{pack(held)}".encode()).hexdigest()[:32]


def evidence_of_pairs(
    session: Session, enquired_child_id: int, child_ids: Sequence[int]
) -> dict[int, str]:
    """The mark of each of these records with this enquired child."""
    asked = load_forms(session, SubjectKind.ENQUIRED_CHILD, (enquired_child_id,))
    held = load_forms(session, SubjectKind.CHILD, child_ids)
    return {
        child_id: evidence_of_pair(form, their_form)
        for form in asked.values()
        for child_id, their_form in held.items()
    }


@dataclass(slots=True)
class Round:
    """One round of looking; what it reads of enquired children it reads once."""

    session: Session
    this_year: int
    _asked: dict[int, Normalised] = field(default_factory=dict)
    _name_bits: dict[int, Mapping[str, float]] = field(default_factory=dict)
    _size: int = 0

    def look(self, child_ids: Collection[int]) -> Pairs:
        """Whom these children meet under any key."""
        held = load_forms(self.session, SubjectKind.CHILD, sorted(child_ids))
        met = self._meet({child_id: _telling_keys(form) for child_id, form in held.items()})
        by_year = self._meet({child_id: _year_keys(form) for child_id, form in held.items()})
        self.read(one for several in by_year.values() for one in several)
        for child_id, several in by_year.items():
            day_known = _has_a_day(held[child_id])
            # Two days that are known and neither alike nor near tell more than the year does.
            met[child_id] |= {
                one for one in several if not (day_known and _has_a_day(self._asked.get(one)))
            }
        self._size = size_of(self.session, SubjectKind.CHILD)
        return Pairs(self, held, met)

    def _meet(self, keys: Mapping[int, Collection[int]]) -> dict[int, set[int]]:
        sought: dict[int, list[int]] = defaultdict(list)
        for child_id, numbers in keys.items():
            for number in numbers:
                sought[number].append(child_id)
        met: dict[int, set[int]] = defaultdict(set)
        for number, enquired_child_id in self._under(sorted(sought)):
            for child_id in sought[number]:
                met[child_id].add(enquired_child_id)
        return met

    def _under(self, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
        for start in range(0, len(numbers), MOST_KEYS_AT_ONCE):
            some = numbers[start : start + MOST_KEYS_AT_ONCE]
            found = self.session.execute(_UNDER, {"keys": some})
            yield from ((number, enquired_child_id) for number, enquired_child_id in found)

    def read(self, enquired_child_ids: Iterable[int]) -> None:
        """Read the plain forms of these enquired children, those not read before."""
        unread = [one for one in enquired_child_ids if one not in self._asked]
        self._asked.update(load_forms(self.session, SubjectKind.ENQUIRED_CHILD, unread))

    def asked(self, enquired_child_id: int) -> Normalised | None:
        """What was said of this enquired child."""
        return self._asked.get(enquired_child_id)

    def weigh(self, enquired_child_id: int, held: Normalised) -> Scored:
        """Weigh one record against what was asked, as the search for the child would."""
        asked = self._asked[enquired_child_id]
        if enquired_child_id not in self._name_bits:
            words = words_asked(asked)
            self._name_bits[enquired_child_id] = name_bits(
                self.session, SubjectKind.CHILD, words, self._size, self.this_year
            )
        bits = self._name_bits[enquired_child_id]
        return score(asked, held, bits, chance_bits(self._size))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Children and the enquired children that they meet under some key."""

    round: Round
    held: Mapping[int, Normalised]
    met: Mapping[int, Collection[int]]

    @property
    def enquired_child_ids(self) -> frozenset[int]:
        """Every enquired child that is met."""
        return frozenset(one for several in self.met.values() for one in several)

    def close(
        self, wanted: Collection[int], strengths: Collection[MatchStrength]
    ) -> Iterator[Meeting]:
        """The pairs with these enquired children that agree so strongly, and why.

        A possible brother, sister or twin is none of them.
        """
        self.round.read(sorted(wanted))
        for child_id, form in self.held.items():
            for enquired_child_id in sorted(self.met.get(child_id, ())):
                asked = self.round.asked(enquired_child_id)
                if enquired_child_id not in wanted or asked is None:
                    continue
                scored = self.round.weigh(enquired_child_id, form)
                if scored.strength in strengths and not scored.label:
                    mark = evidence_of_pair(asked, form)
                    yield Meeting(enquired_child_id, child_id, scored, mark)

    def at_address(
        self, child_ids: Collection[int], asked_on: Mapping[int, date]
    ) -> Iterator[tuple[int, SameAddress]]:
        """Those of these children who lived at the address given, then or since, and why."""
        self.round.read(sorted(asked_on))
        for child_id in sorted(child_ids):
            for enquired_child_id in sorted(self.met.get(child_id, ())):
                asked, on = self.round.asked(enquired_child_id), asked_on.get(enquired_child_id)
                if asked is None or on is None:
                    continue
                found = at_address(asked.addresses, child_id, self.held[child_id], on)
                if found is not None:
                    yield enquired_child_id, found


def _telling_keys(form: Normalised) -> Collection[int]:
    """The keys of the record, and those by which a question of the same words would widen."""
    keys = record_keys(form) | narrow_keys(form).keys() | wide_keys(form).keys()
    return keys - _year_keys(form)


def _year_keys(form: Normalised) -> frozenset[int]:
    """One name with the year of birth: many meet under it, and few of them are the same child."""
    codes = dict.fromkeys((*forename_codes(form), *surname_codes(form)))
    return frozenset(year_and_name_key(year, code) for year in birth_years(form) for code in codes)


def _has_a_day(form: Normalised | None) -> bool:
    """Whether a day of birth is known, not a month or a year."""
    exact = form is not None and form.born_precision is DatePrecision.EXACT
    return exact and form is not None and form.born_on is not None
