"""Evidence from dates, numbers and sex: bits and reasons for one record.

Compares; it neither searches nor decides.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import OSA

from lacrecords.matching import weights
from lacrecords.matching.dates import (
    EXPECTED_WINDOW_DAYS,
    FAR_FROM_EXPECTED_DAYS,
    WIDE_EXPECTED_WINDOW_DAYS,
    DateAgreement,
    compare_dates,
)
from lacrecords.matching.forms import Normalised
from lacrecords.terms import DatePrecision

_NEAR_AGE_DAYS = 366


class Part(NamedTuple):
    """One part of the evidence: its bits, whether it agrees, and why in words."""

    bits: float = 0.0
    agrees: bool = False
    reasons: tuple[str, ...] = ()


NOTHING = Part()

_DATE_WORDS = {
    DateAgreement.SAME: "date of birth agrees",
    DateAgreement.SAME_PLACEHOLDER: "date of birth agrees, 1 January may stand for the year",
    DateAgreement.SWAPPED: "day and month swapped",
    DateAgreement.DAYS_OFF: "date of birth up to three days apart",
    DateAgreement.ESTIMATED_MONTH: "month of birth agrees, the day may be an estimate",
    DateAgreement.MONTH_SAME: "month and year of birth agree, the day differs",
    DateAgreement.YEAR_OFF: "date of birth one year apart",
    DateAgreement.DIGIT_OFF: "day and month of birth agree, the year differs",
    DateAgreement.MONTH_OFF: "day and year of birth agree, the month differs",
    DateAgreement.YEAR_SAME: "only the year of birth agrees",
    DateAgreement.DIFFERENT: "date of birth differs",
}
_DATE_SUPPORTS = frozenset(
    {
        DateAgreement.SAME,
        DateAgreement.SWAPPED,
        DateAgreement.DAYS_OFF,
        DateAgreement.ESTIMATED_MONTH,
        DateAgreement.YEAR_OFF,
        DateAgreement.MONTH_OFF,
    }
)


def weigh_birth(asked: Normalised, held: Normalised) -> Part:
    """Weigh dates of birth, expected dates and ages; what was not given weighs nothing."""
    best: Part | None = None
    if asked.born_on and held.born_on:
        agreement = compare_dates(
            asked.born_on, held.born_on, asked.born_precision, held.born_precision
        )
        supports = agreement in _DATE_SUPPORTS
        best = Part(weights.DATE_BITS[agreement], supports, (_DATE_WORDS[agreement],))
    if asked.unborn_or_new or held.unborn_or_new or asked.expected_on or held.expected_on:
        expected = _expected(asked, held)
        if expected and (best is None or expected.bits > best.bits):
            best = expected
    return best or _age(asked, held)


def _expected(asked: Normalised, held: Normalised) -> Part | None:
    """An expected date against another, or against the day the child was born."""
    mine, theirs = asked.expected_on or asked.born_on, held.expected_on or held.born_on
    if mine is None or theirs is None:
        return None
    apart = abs((mine - theirs).days)
    both = weights.UNBORN_BOTH_BITS if asked.expected_on and held.expected_on else 0.0
    if apart <= EXPECTED_WINDOW_DAYS:
        same = "expected date agrees" if apart == 0 else "expected date within three weeks"
        extra = 3.0 if apart == 0 else 0.0
        return Part(weights.EXPECTED_NEAR_BITS + both + extra, True, (same,))
    if apart <= WIDE_EXPECTED_WINDOW_DAYS:
        return Part(weights.EXPECTED_WIDE_BITS + both, True, ("expected date some weeks apart",))
    far = apart > FAR_FROM_EXPECTED_DAYS
    bits = weights.EXPECTED_FAR_BITS if far else weights.EXPECTED_DIFFERS_BITS
    return Part(bits, False, ("expected date differs",))


def _age(asked: Normalised, held: Normalised) -> Part:
    mine, theirs = _births(asked), _births(held)
    if mine is None or theirs is None:
        return NOTHING
    apart = max((theirs[0] - mine[1]).days, (mine[0] - theirs[1]).days, 0)
    years = DatePrecision.YEAR in (asked.born_precision, held.born_precision)
    said = "year of birth" if years else "age"
    if apart == 0:
        return Part(weights.AGE_AGREES_BITS, True, (f"{said} agrees",))
    if apart <= _NEAR_AGE_DAYS:
        return Part(weights.AGE_NEARLY_BITS, False, (f"{said} within a year",))
    return Part(weights.AGE_DIFFERS_BITS, False, (f"{said} differs",))


def _births(form: Normalised) -> tuple[date, date] | None:
    on = form.born_on or form.expected_on
    return (on, on) if on else form.born_between


def weigh_numbers(asked: Normalised, held: Normalised) -> Part:
    """Weigh the NHS number and the unique pupil number; either agreeing is enough."""
    if not asked.nhs_number and not asked.upn:
        return NOTHING
    nhs = _number("NHS number", asked.nhs_number, held.nhs_number)
    upn = _number("unique pupil number", asked.upn[1:], held.upn[1:])
    return Part(nhs.bits + upn.bits, nhs.agrees or upn.agrees, nhs.reasons + upn.reasons)


def _number(name: str, asked: str, held: str) -> Part:
    if not asked or not held:
        return NOTHING
    if asked == held:
        return Part(weights.NUMBER_AGREES_BITS, True, (f"{name} agrees",))
    if OSA.distance(asked, held, score_cutoff=1) == 1:
        return Part(weights.NUMBER_NEARLY_BITS, True, (f"{name} one digit apart",))
    return Part(weights.NUMBER_DIFFERS_BITS, False, (f"{name} differs",))


def weigh_sex(asked: Normalised, held: Normalised) -> Part:
    """Weigh the sex recorded; one mistake there must not hide a child."""
    if not asked.sex or not held.sex:
        return NOTHING
    if asked.sex == held.sex:
        return Part(weights.SEX_AGREES_BITS, True)
    return Part(weights.SEX_DIFFERS_BITS, False, ("sex differs",))
