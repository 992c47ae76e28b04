"""Who the child is: dates of birth and numbers that are missing, wrong or shared.

What is missing is asked for while the child is worked with; what is wrong, of any record,
for it can send an enquirer to the wrong child.
"""

from __future__ import annotations

from datetime import timedelta

from lacrecords.rules.currency_record import CurrencyFigures, Found, RecordFacts
from lacrecords.terms import IdentifierScheme, WorkerState

ONE_DAY = timedelta(days=1)


def a_child_has_a_date_of_birth(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """A date of birth, or an expected date, is recorded. Source: CIN census, rule 8525Q."""
    missing = record.born_on is None and record.expected_on is None
    return Found() if missing and record.is_worked_with else None


def a_birth_is_recorded_soon(record: RecordFacts, figures: CurrencyFigures) -> Found | None:
    """An unborn child was born, or the expected date is mended, so many days after that date.

    Source: CIN census, rule 8530Q; product, A9.
    """
    if record.born_on is not None or record.expected_on is None or not record.is_living:
        return None
    until = record.expected_on + figures.expected_date_days * ONE_DAY
    return Found(until + ONE_DAY) if until < record.on else None


def an_nhs_number_is_recorded(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """A child has an NHS number; for an unborn child on a plan it is the mother's.

    Source: product, B1; CP-IS of NHS England holds every plan against an NHS number.
    """
    unborn = record.born_on is None and record.expected_on is not None
    if not record.is_worked_with or (unborn and not record.open_plans):
        return None
    wanted = IdentifierScheme.MOTHER_NHS if unborn else IdentifierScheme.NHS
    held = any(number.scheme is wanted for number in record.numbers)
    return None if held else Found()


def an_nhs_number_passes_its_check(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """No NHS number, the mother's included, has a wrong check digit.

    Source: product, B1; NHS data dictionary.
    """
    return _wrong(record, frozenset({IdentifierScheme.NHS, IdentifierScheme.MOTHER_NHS}))


def a_pupil_number_passes_its_check(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """No unique pupil number has a wrong check letter. Source: CIN census, rule 1510."""
    return _wrong(record, frozenset({IdentifierScheme.UPN}))


def an_nhs_number_is_of_one_child(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """No other record has this child's NHS number.

    Source: product, B6; as CIN census, rule 1520, for pupil numbers.
    """
    return Found() if record.shares_nhs_number else None


def a_restricted_record_has_an_owner(
    record: RecordFacts, _figures: CurrencyFigures
) -> Found | None:
    """Whoever answers for a restricted record still works here. Source: product, B5."""
    return Found(record.owner_since) if record.restriction_owner is WorkerState.LEFT else None


def _wrong(record: RecordFacts, schemes: frozenset[IdentifierScheme]) -> Found | None:
    wrong = any(number.check_failed and number.scheme in schemes for number in record.numbers)
    return Found() if wrong else None
