"""Whether a child understands enough to decide about the sharing of what is known of them.

Source: the council's procedure, "Whose consent should be sought?"; product, D3. In law a young
person of 16 or 17 is presumed able to decide (Family Law Reform Act 1969, section 8, for
treatment; Mental Capacity Act 2005, sections 1 and 2). Below that it depends on the child and
the question (Gillick v West Norfolk AHA [1986] AC 112). Pure: day and figures are handed in.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lacrecords.rules.deadlines import anniversary
from lacrecords.terms import AgeBand, DatePrecision, UnderstandingAnswer, UnderstandingQuestion

PRESUMED_FROM_YEARS = 16
ADULT_FROM_YEARS = 18


@dataclass(frozen=True, slots=True)
class BirthDays:
    """The first and the last day on which a child can have been born, as far as it is known."""

    earliest: date
    latest: date


def birth_days(born_on: date, precision: DatePrecision) -> BirthDays:
    """Give the days on which somebody can have been born whose date is known so far."""
    if precision is DatePrecision.YEAR:
        return BirthDays(date(born_on.year, 1, 1), date(born_on.year, 12, 31))
    if precision is DatePrecision.MONTH:
        last = monthrange(born_on.year, born_on.month)[1]
        return BirthDays(born_on.replace(day=1), born_on.replace(day=last))
    return BirthDays(born_on, born_on)


def age_band(
    born: BirthDays | None, on: date, *, expected_from_years: int, unborn: bool = False
) -> AgeBand:
    """Say what the age on that day says. Source: procedure, "Whose consent should be sought?".

    A birthday counts from its first moment; who was born on 29 February has it on 1 March of a
    year without that day. Where the date is known so far only that it could be either of two,
    the age says nothing, and a worksheet must.
    """
    if unborn:
        return AgeBand.UNBORN
    if born is None:
        return AgeBand.NOT_KNOWN
    eldest = _band(born.earliest, on, expected_from_years)
    youngest = _band(born.latest, on, expected_from_years)
    return eldest if eldest is youngest else AgeBand.NOT_KNOWN


def _band(born_on: date, on: date, expected_from_years: int) -> AgeBand:
    if on >= anniversary(born_on, ADULT_FROM_YEARS):
        return AgeBand.ADULT
    if on >= anniversary(born_on, PRESUMED_FROM_YEARS):
        return AgeBand.PRESUMED_TO_UNDERSTAND
    if on >= anniversary(born_on, expected_from_years):
        return AgeBand.EXPECTED_TO_UNDERSTAND
    return AgeBand.YOUNGER


def starts_as_able(band: AgeBand) -> bool | None:
    """Say what is taken to be so before any worksheet; None: the age does not say.

    16 and 17: presumed able. From the age of the procedure: generally expected to be. Younger
    children may be, and a worksheet shows it.
    """
    if band in (AgeBand.PRESUMED_TO_UNDERSTAND, AgeBand.EXPECTED_TO_UNDERSTAND):
        return True
    return False if band is AgeBand.YOUNGER else None


def answers_suggest(
    answers: Mapping[UnderstandingQuestion, UnderstandingAnswer],
) -> bool | None:
    """Say what the answers suggest: able, not able, or (None) that a person must weigh them.

    Every question answered yes suggests that the child can decide. A plain no to any of them
    suggests that the child cannot, on this occasion. Anything between suggests nothing.
    """
    given = [answers.get(question) for question in UnderstandingQuestion]
    if UnderstandingAnswer.NO in given:
        return False
    return True if set(given) == {UnderstandingAnswer.YES} else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNeeds:
    """What must be written down with a result."""

    why_departs: bool
    capacity_note: bool


def result_needs(band: AgeBand, suggested: bool | None, able: bool) -> ResultNeeds:
    """Say what else a result needs besides its reason. Source: product, D3.

    A result other than the answers suggest says why it departs from them. That somebody of 16
    or 17 cannot decide goes against a presumption of law: it is noted how the Mental Capacity
    Act was followed.
    """
    return ResultNeeds(
        why_departs=suggested is not None and suggested is not able,
        capacity_note=band is AgeBand.PRESUMED_TO_UNDERSTAND and not able,
    )


def finding_now(able: bool, then: AgeBand, now: AgeBand) -> bool | None:
    """Say what an earlier worksheet still shows of the same question; None: nothing any more.

    Who understood then understands now. Who did not may have grown into it: once the age says
    something else, above all at 16, the finding no longer stands against it.
    """
    return able if able or then is now else None
