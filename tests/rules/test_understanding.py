"""A child's understanding: birthdays to the day, every set of answers, every result."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.understanding import (
    ADULT_FROM_YEARS,
    PRESUMED_FROM_YEARS,
    BirthDays,
    ResultNeeds,
    age_band,
    answers_suggest,
    birth_days,
    finding_now,
    result_needs,
    starts_as_able,
)
from lacrecords.terms import AgeBand, DatePrecision, UnderstandingAnswer, UnderstandingQuestion

YES, NO, NOT_SURE = UnderstandingAnswer
UNBORN, YOUNGER, EXPECTED, PRESUMED, ADULT, NOT_KNOWN = AgeBand
TWELVE = {"expected_from_years": 12}
ONE_DAY = timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def born(day: date) -> BirthDays:
    return BirthDays(day, day)


def test_the_ages_of_the_law_are_those_of_the_law() -> None:
    assert (PRESUMED_FROM_YEARS, ADULT_FROM_YEARS) == (16, 18)


@pytest.mark.parametrize(
    ("on", "band"),
    [
        (date(2024, 5, 3), YOUNGER),
        (date(2024, 5, 4), EXPECTED),
        (date(2028, 5, 3), EXPECTED),
        (date(2028, 5, 4), PRESUMED),
        (date(2030, 5, 3), PRESUMED),
        (date(2030, 5, 4), ADULT),
    ],
)
def test_a_birthday_counts_from_the_day_itself(on: date, band: AgeBand) -> None:
    assert age_band(born(date(2012, 5, 4)), on, **TWELVE) is band


@pytest.mark.parametrize(
    ("on", "band"),
    [
        (date(2024, 2, 28), YOUNGER),
        (date(2024, 2, 29), EXPECTED),
        (date(2028, 2, 28), EXPECTED),
        (date(2028, 2, 29), PRESUMED),
        (date(2030, 2, 28), PRESUMED),
        (date(2030, 3, 1), ADULT),
    ],
)
def test_who_was_born_on_a_leap_day_has_the_birthday_on_1_march(on: date, band: AgeBand) -> None:
    assert age_band(born(date(2012, 2, 29)), on, **TWELVE) is band


def test_the_age_from_which_understanding_is_expected_is_the_council_s_figure() -> None:
    on = date(2025, 5, 4)
    assert age_band(born(date(2012, 5, 4)), on, expected_from_years=13) is EXPECTED
    assert age_band(born(date(2012, 5, 4)), on, expected_from_years=14) is YOUNGER


def test_a_child_not_yet_born_is_of_no_age_whatever_day_is_recorded() -> None:
    assert age_band(None, date(2026, 1, 1), unborn=True, **TWELVE) is UNBORN
    assert age_band(born(date(2000, 1, 1)), date(2026, 1, 1), unborn=True, **TWELVE) is UNBORN
    assert age_band(None, date(2026, 1, 1), **TWELVE) is NOT_KNOWN


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        (DatePrecision.EXACT, date(2012, 2, 15), date(2012, 2, 15)),
        (DatePrecision.MONTH, date(2012, 2, 1), date(2012, 2, 29)),
        (DatePrecision.YEAR, date(2012, 1, 1), date(2012, 12, 31)),
    ],
)
def test_a_date_known_in_part_stands_for_every_day_it_can_be(
    precision: DatePrecision, first: date, last: date
) -> None:
    assert birth_days(date(2012, 2, 15), precision) == BirthDays(first, last)


def test_an_age_that_could_be_either_says_nothing() -> None:
    in_2012 = birth_days(date(2012, 7, 15), DatePrecision.YEAR)
    assert age_band(in_2012, date(2023, 12, 31), **TWELVE) is YOUNGER
    assert age_band(in_2012, date(2024, 1, 1), **TWELVE) is NOT_KNOWN
    assert age_band(in_2012, date(2024, 12, 30), **TWELVE) is NOT_KNOWN
    assert age_band(in_2012, date(2024, 12, 31), **TWELVE) is EXPECTED


@given(days, st.integers(0, 8000))
def test_nobody_grows_younger(born_on: date, after: int) -> None:
    order = [YOUNGER, EXPECTED, PRESUMED, ADULT]
    on = born_on + timedelta(days=after)
    today = age_band(born(born_on), on, **TWELVE)
    tomorrow = age_band(born(born_on), on + ONE_DAY, **TWELVE)
    assert order.index(tomorrow) - order.index(today) in (0, 1)


@given(days, st.sampled_from([(12, EXPECTED), (16, PRESUMED), (18, ADULT)]))
def test_each_band_begins_on_one_day_a_birthday(born_on: date, begins: tuple[int, AgeBand]) -> None:
    years, band = begins
    leap = (born_on.month, born_on.day) == (2, 29)
    ordinary = date(born_on.year + years, 3, 1) if leap and years == 18 else None
    day = ordinary or born_on.replace(year=born_on.year + years)
    assert age_band(born(born_on), day, **TWELVE) is band
    assert age_band(born(born_on), day - ONE_DAY, **TWELVE) is not band


def test_what_an_age_is_taken_to_mean_before_any_worksheet() -> None:
    taken = {band: starts_as_able(band) for band in AgeBand}
    assert taken == {
        UNBORN: None,
        YOUNGER: False,
        EXPECTED: True,
        PRESUMED: True,
        ADULT: None,
        NOT_KNOWN: None,
    }


@pytest.mark.parametrize("given_answers", list(product([YES, NO, NOT_SURE, None], repeat=3)))
def test_answers_suggest_nothing_but_what_is_plain(
    given_answers: tuple[UnderstandingAnswer | None, ...],
) -> None:
    """Three of the eight take every answer, wherever they stand; the others are yes."""
    for places in ((0, 1, 2), (5, 6, 7), (0, 3, 7)):
        answers = dict.fromkeys(UnderstandingQuestion, YES)
        for place, answer in zip(places, given_answers, strict=True):
            question = list(UnderstandingQuestion)[place]
            if answer is None:
                del answers[question]
            else:
                answers[question] = answer
        suggested = answers_suggest(answers)
        if NO in given_answers:
            assert suggested is False
        elif NOT_SURE in given_answers or None in given_answers:
            assert suggested is None
        else:
            assert suggested is True


def test_no_answers_suggest_nothing() -> None:
    assert answers_suggest({}) is None


@pytest.mark.parametrize("band", AgeBand)
@pytest.mark.parametrize("suggested", [True, False, None])
@pytest.mark.parametrize("able", [True, False])
def test_a_result_against_the_answers_or_the_law_needs_more_words(
    band: AgeBand, suggested: bool | None, able: bool
) -> None:
    against_answers = (suggested, able) in [(True, False), (False, True)]
    against_law = (band, able) == (PRESUMED, False)
    assert result_needs(band, suggested, able) == ResultNeeds(
        why_departs=against_answers, capacity_note=against_law
    )


@pytest.mark.parametrize("then", AgeBand)
@pytest.mark.parametrize("now", AgeBand)
def test_who_could_not_decide_may_have_grown_into_it(then: AgeBand, now: AgeBand) -> None:
    assert finding_now(True, then, now) is True
    assert finding_now(False, then, now) is (False if then == now else None)
