"""Dates as people give them, and how two dates agree."""

from __future__ import annotations

from datetime import date

import pytest

from lacrecords.matching.dates import (
    DateAgreement,
    born_between,
    compare_dates,
    nearby_dates,
    parse_given_age,
    parse_given_date,
    swapped,
)
from lacrecords.terms import DatePrecision


@pytest.mark.parametrize(
    ("said", "on", "precision"),
    [
        ("9/4/2015", date(2015, 4, 9), DatePrecision.EXACT),
        ("2015-04-09", date(2015, 4, 9), DatePrecision.EXACT),
        ("9th April 15", date(2015, 4, 9), DatePrecision.EXACT),
        ("04/19/2015", date(2015, 4, 19), DatePrecision.EXACT),
        ("31/02/2015", date(2015, 2, 15), DatePrecision.MONTH),
        ("April 2015", date(2015, 4, 15), DatePrecision.MONTH),
        ("2015", date(2015, 7, 1), DatePrecision.YEAR),
    ],
)
def test_a_date_is_read_as_far_as_it_was_given(
    said: str, on: date, precision: DatePrecision
) -> None:
    given = parse_given_date(said)
    assert given is not None
    assert (given.on, given.precision) == (on, precision)


@pytest.mark.parametrize("said", ["", "spring", "1/2/3/4", "9/4/1492", "٣", "99999", "-"])
def test_what_is_no_date_is_nothing(said: str) -> None:
    assert parse_given_date(said) is None


def test_an_age_is_a_range() -> None:
    assert born_between(7, date(2026, 11, 2)) == (date(2018, 11, 3), date(2019, 11, 2))
    assert born_between(0, date(2024, 2, 29)) == (date(2023, 3, 1), date(2024, 2, 29))
    months, about, plain = (parse_given_age(said) for said in ("7 months", "about 7", "7"))
    assert months is not None and about is not None and plain is not None
    assert months.most_days < 366
    assert about.least_days < plain.least_days and plain.most_days < about.most_days
    assert parse_given_age("young") is None


BORN = date(2015, 4, 9)


@pytest.mark.parametrize(
    ("held", "agreement"),
    [
        (date(2015, 4, 9), DateAgreement.SAME),
        (date(2015, 9, 4), DateAgreement.SWAPPED),
        (date(2015, 4, 12), DateAgreement.DAYS_OFF),
        (date(2015, 4, 15), DateAgreement.ESTIMATED_MONTH),
        (date(2015, 4, 28), DateAgreement.MONTH_SAME),
        (date(2016, 4, 9), DateAgreement.YEAR_OFF),
        (date(2005, 4, 9), DateAgreement.DIGIT_OFF),
        (date(2015, 7, 9), DateAgreement.MONTH_OFF),
        (date(2015, 11, 20), DateAgreement.YEAR_SAME),
        (date(2011, 11, 20), DateAgreement.DIFFERENT),
    ],
)
def test_dates_agree_in_one_word(held: date, agreement: DateAgreement) -> None:
    assert compare_dates(BORN, held) is agreement


def test_a_first_of_january_may_stand_for_the_year() -> None:
    new_year = date(2015, 1, 1)
    assert compare_dates(new_year, new_year) is DateAgreement.SAME_PLACEHOLDER


def test_an_estimated_day_is_compared_by_month() -> None:
    held = date(2015, 4, 15)
    agreement = compare_dates(date(2015, 4, 30), held, held_precision=DatePrecision.MONTH)
    assert agreement is DateAgreement.ESTIMATED_MONTH


def test_the_swapped_date_is_among_those_looked_under() -> None:
    assert swapped(date(2015, 4, 13)) is None
    assert swapped(date(2015, 4, 4)) is None
    assert date(2015, 9, 4) in nearby_dates(BORN)
    assert BORN not in nearby_dates(BORN)
    assert date.max not in nearby_dates(date.max)
    assert date.min not in nearby_dates(date.min)
