"""How strongly a record looks like the child described, with every reason in words.

Adds up bits of evidence, names, dates, home and numbers, against the odds of meeting the
child by chance. A forename that conflicts is never strong: it may be a brother or sister.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lacrecords.matching import weights
from lacrecords.matching.forms import Normalised
from lacrecords.matching.home_evidence import weigh_home
from lacrecords.matching.name_comparison import NameAgreement
from lacrecords.matching.name_evidence import NameEvidence, weigh_names
from lacrecords.matching.other_evidence import (
    Part,
    weigh_birth,
    weigh_numbers,
    weigh_sex,
)
from lacrecords.terms import MatchStrength

SIBLING_LABEL = "possible sibling or twin"
_FORENAME_AGREES = frozenset(
    {
        NameAgreement.SAME,
        NameAgreement.PART_SAME,
        NameAgreement.KIN,
        NameAgreement.SOUNDS_SAME,
        NameAgreement.CLOSE,
    }
)
_NAME_IS_CERTAIN = frozenset({NameAgreement.SAME, NameAgreement.PART_SAME, NameAgreement.KIN})
_SAYS_NOTHING = frozenset({NameAgreement.DIFFERENT, NameAgreement.MISSING})
_SURNAME_AGREES = _FORENAME_AGREES | {NameAgreement.LOOSE}


class Scored(NamedTuple):
    """One record weighed against what was described."""

    score: float
    strength: MatchStrength
    label: str
    reasons: tuple[str, ...]
    settles: bool = False
    """Strong, and all that was given agrees: nobody need be looked for any further."""
    speaks: bool = True
    """Something of what was said agrees, at least a little; else it is nobody's candidate."""


class _Evidence(NamedTuple):
    names: NameEvidence
    birth: Part
    home: Part
    numbers: Part
    sex: Part

    def bits(self) -> float:
        """All of it together, before the odds of chance."""
        names, birth, home, numbers, sex = self
        apart = names.part.bits + birth.bits + home.bits + numbers.bits + sex.bits
        return apart + _home_is_shared(names, home) + weights.STANDING_BITS


def _weigh(asked: Normalised, held: Normalised, name_bits: Mapping[str, float]) -> _Evidence:
    return _Evidence(
        weigh_names(asked, held, name_bits),
        weigh_birth(asked, held),
        weigh_home(asked, held),
        weigh_numbers(asked, held),
        weigh_sex(asked, held),
    )


def bits_of(asked: Normalised, held: Normalised, name_bits: Mapping[str, float]) -> float:
    """What speaks for one record in bits, before the odds of meeting it by chance."""
    return _weigh(asked, held, name_bits).bits()


def score(
    asked: Normalised,
    held: Normalised,
    name_bits: Mapping[str, float],
    chance_bits: float,
) -> Scored:
    """Weigh one record: bits of evidence above the odds of chance, strength and reasons."""
    evidence = _weigh(asked, held, name_bits)
    names, birth, home, numbers, sex = evidence
    total = evidence.bits() - chance_bits
    sibling = _may_be_sibling(names, birth, home, sex) and numbers.bits <= 0
    of_person = (*numbers.reasons, *names.part.reasons, *birth.reasons)
    reasons = (*of_person, *home.reasons, *sex.reasons)
    strength = _limited(_by_score(total), names, numbers, (birth, home), sibling)
    agrees = birth.agrees and (home.agrees or not asked.addresses)
    settles = strength is MatchStrength.STRONG and (agrees or numbers.agrees)
    label = SIBLING_LABEL if sibling else ""
    return Scored(round(total, 2), strength, label, reasons, settles, _speaks(evidence))


def _speaks(evidence: _Evidence) -> bool:
    """Whether anything at all speaks for the record; that nothing conflicts is not enough."""
    names, birth, home, numbers, _ = evidence
    named = {names.forename, names.surname} - _SAYS_NOTHING
    others = (birth, home, numbers)
    return bool(named) or any(part.agrees or part.bits > 0 for part in others)


def _home_is_shared(names: NameEvidence, home: Part) -> float:
    """What a home says less because brothers and sisters live there too."""
    if home.agrees and names.forename is NameAgreement.MISSING:
        return weights.HOME_WITHOUT_FORENAME_BITS
    if home.agrees and names.forename is NameAgreement.DIFFERENT:
        return weights.HOME_OF_ANOTHER_FORENAME_BITS
    return 0.0


def _may_be_sibling(names: NameEvidence, birth: Part, home: Part, sex: Part) -> bool:
    """The forename speaks for another child while two of surname, date and home agree."""
    if not _is_of_another(names, sex):
        return False
    surname = names.surname in _SURNAME_AGREES
    return sum((surname, birth.agrees, home.agrees)) > 1


def _is_of_another(names: NameEvidence, sex: Part) -> bool:
    """Whether the forename conflicts, or says too little where the sex does not bear it out."""
    if names.forename is NameAgreement.DIFFERENT:
        return True
    if names.forename is NameAgreement.LOOSE:
        return names.as_middle or not sex.agrees
    says_little = names.as_middle and names.forename not in _NAME_IS_CERTAIN
    return bool(sex.reasons) and (says_little or names.forename is NameAgreement.MISSING)


def _by_score(total: float) -> MatchStrength:
    if total >= weights.STRONG_FROM:
        return MatchStrength.STRONG
    if total >= weights.LIKELY_FROM:
        return MatchStrength.LIKELY
    return MatchStrength.POSSIBLE if total >= weights.POSSIBLE_FROM else MatchStrength.WEAK


def _limited(
    strength: MatchStrength,
    names: NameEvidence,
    numbers: Part,
    supports: tuple[Part, ...],
    sibling: bool,
) -> MatchStrength:
    """Hold back the strength that the sum alone would give."""
    if sibling:
        return _at_most(strength, MatchStrength.POSSIBLE)
    if names.forename in _FORENAME_AGREES:
        conflict = min(part.bits for part in supports) <= weights.CONFLICT_BITS
        stands = numbers.agrees or (any(part.agrees for part in supports) and not conflict)
        return strength if stands else _at_most(strength, MatchStrength.LIKELY)
    conflicts = names.forename in (NameAgreement.DIFFERENT, NameAgreement.LOOSE)
    if numbers.agrees and not conflicts:
        return strength
    return _at_most(strength, MatchStrength.LIKELY)


_ORDER = (
    MatchStrength.WEAK,
    MatchStrength.POSSIBLE,
    MatchStrength.LIKELY,
    MatchStrength.STRONG,
)


def _at_most(strength: MatchStrength, limit: MatchStrength) -> MatchStrength:
    return min(strength, limit, key=_ORDER.index)
