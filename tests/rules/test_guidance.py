"""Which version of a text applies on a day: one from its first day, none before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.rules.guidance import (
    LONGEST_AHEAD_DAYS,
    in_force,
    periods,
    review_due_on,
    why_day_refused,
    why_decision_refused,
    why_review_refused,
)

START = date(2015, 3, 26)
DAYS = 60


@dataclass(frozen=True)
class Said:
    """A version as the rules know it."""

    number: int
    from_on: date
    ends: bool = False


def at(day: int) -> date:
    return START + timedelta(days=day)


@st.composite
def texts(draw: st.DrawFn, may_end: bool = True) -> tuple[Said, ...]:
    """Any versions in any order of days, as two people may agree on them."""
    days = draw(st.lists(st.integers(0, DAYS), min_size=1, max_size=8))
    ends = draw(st.lists(st.booleans(), min_size=len(days), max_size=len(days)))
    return tuple(
        Said(number, at(day), may_end and end)
        for number, (day, end) in enumerate(zip(days, ends, strict=True), 1)
    )


@given(texts(may_end=False), st.integers(-5, DAYS + 5))
def test_exactly_one_version_applies_on_every_day_from_the_first(
    versions: tuple[Said, ...], day: int
) -> None:
    holding = [
        one
        for one in periods(versions)
        if one.from_on <= at(day) and (one.to_on is None or at(day) < one.to_on)
    ]
    first = min(one.from_on for one in versions)
    assert len(holding) == (at(day) >= first)
    found = in_force(versions, at(day))
    assert (found is not None) == (at(day) >= first)
    assert found is None or found.from_on <= at(day)


@given(texts(), st.integers(-5, DAYS + 5))
def test_a_version_applies_on_no_day_outside_its_period(
    versions: tuple[Said, ...], day: int
) -> None:
    holding = [
        one.version
        for one in periods(versions)
        if one.from_on <= at(day) and (one.to_on is None or at(day) < one.to_on)
    ]
    found = in_force(versions, at(day))
    assert holding == ([] if found is None else [found])


@given(texts(), st.integers(-5, DAYS + 5))
def test_the_version_of_a_day_is_what_a_reading_day_by_day_finds(
    versions: tuple[Said, ...], day: int
) -> None:
    told: Said | None = None
    for moment in range(day + 1):
        of_day = [one for one in versions if one.from_on == at(moment)]
        told = of_day[-1] if of_day else told
    assert in_force(versions, at(day)) == (None if told is None or told.ends else told)


@given(texts(), st.permutations(range(8)), st.integers(0, DAYS))
def test_the_order_in_which_versions_are_read_changes_nothing(
    versions: tuple[Said, ...], order: list[int], day: int
) -> None:
    shuffled = [versions[place] for place in order if place < len(versions)]
    assert in_force(shuffled, at(day)) == in_force(versions, at(day))
    assert periods(shuffled) == periods(versions)


@given(texts(), st.integers(0, DAYS), st.integers(0, DAYS), st.booleans())
def test_another_version_changes_no_day_before_it_begins_nor_after_the_next(
    versions: tuple[Said, ...], begins: int, day: int, ends: bool
) -> None:
    new = Said(len(versions) + 1, at(begins), ends)
    following = min((one.from_on for one in versions if one.from_on > at(begins)), default=None)
    is_within = at(begins) <= at(day) and (following is None or at(day) < following)
    after = in_force((*versions, new), at(day))
    assert after == ((None if ends else new) if is_within else in_force(versions, at(day)))


TODAY = date(2026, 11, 23)


PAST = "Enter today or a later day, or mark it as a correction of the record"
NOT_PAST = "A correction of the record begins on a day in the past"


@pytest.mark.parametrize("corrects", [False, True])
@pytest.mark.parametrize("days", [-4000, -1, 0, 1, LONGEST_AHEAD_DAYS, LONGEST_AHEAD_DAYS + 1])
def test_a_day_in_the_past_is_a_correction_and_nothing_else_is(days: int, corrects: bool) -> None:
    why = why_day_refused(TODAY + timedelta(days=days), TODAY, corrects_record=corrects)
    if corrects:
        assert why == ("" if days < 0 else NOT_PAST)
    elif days < 0:
        assert why == PAST
    else:
        too_far = days > LONGEST_AHEAD_DAYS
        assert why == ("Enter a day within the next two years" if too_far else "")


@pytest.mark.parametrize("from_days", [-30, 0, 30])
@pytest.mark.parametrize("review_days", [None, -31, -1, 0, 1, 30, 31, 1000, 1001])
def test_an_agreement_is_looked_at_again_after_it_begins_and_in_time(
    from_days: int, review_days: int | None
) -> None:
    review_on = None if review_days is None else TODAY + timedelta(days=review_days)
    latest = TODAY + timedelta(days=1000)
    why = why_review_refused(review_on, TODAY + timedelta(days=from_days), TODAY, latest)
    if review_days is None:
        assert why == "Enter the day on which the agreement is looked at again"
    elif review_days <= max(0, from_days):
        assert why == "The review day must be after today and after the day it applies from"
    else:
        too_late = "The review day must be no later than 19 August 2029"
        assert why == (too_late if review_days > 1000 else "")


def test_of_all_answers_only_a_second_person_gives_one_and_agrees_to_what_was_read() -> None:
    for may, own, done, agrees, overtaken in product([False, True], repeat=5):
        why = why_decision_refused(
            may_decide=may, own_proposal=own, decided=done, agrees=agrees, overtaken=overtaken
        )
        said = "Another change of this text was agreed" if agrees and overtaken else ""
        said = "It was decided meanwhile" if done else said
        said = "Somebody else must decide: the designated manager" if own or not may else said
        assert why.startswith(said) and bool(why) is bool(said), (may, own, done, agrees, overtaken)


def test_the_last_day_of_a_period_is_the_one_before_the_next_begins() -> None:
    first, second = periods((Said(1, at(0)), Said(2, at(10))))
    assert (first.last_on, second.last_on) == (at(9), None)


@given(texts(), st.integers(0, 90), st.lists(st.integers(0, 90), min_size=8, max_size=8))
def test_a_review_is_due_of_what_goes_on_and_of_nothing_that_ended(
    versions: tuple[Said, ...], today: int, reviews: list[int]
) -> None:
    days: dict[int, date | None] = {one.number: at(reviews[one.number - 1]) for one in versions}
    due = review_due_on(periods(versions), days, at(today))
    last = in_force(versions, date.max)
    expected = days[last.number] if last else None
    assert due == (expected if expected is not None and expected <= at(today) else None)


def test_of_a_text_without_a_review_day_none_is_due() -> None:
    said = periods((Said(1, at(0)),))
    assert review_due_on(said, {1: None}, at(50)) is None
    assert review_due_on(said, {}, at(50)) is None


def test_two_years_ahead_are_730_days() -> None:
    today = at(0)
    assert not why_day_refused(at(730), today, corrects_record=False)
    assert why_day_refused(at(731), today, corrects_record=False)
