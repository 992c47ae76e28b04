"""Plans and reviews: the contradictions of the national census, and the clocks of reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lacrecords.rules.currency import what_is_wrong
from lacrecords.rules.currency_record import RecordFacts, Review, Spell
from lacrecords.rules.currency_reviews import next_review_due
from lacrecords.rules.deadlines import months_later
from lacrecords.terms import CurrencyRule
from tests.rules.currency_cases import FIGURES, LONG_AGO, ON, OPEN, SILENT, day, since

R = CurrencyRule
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
SPELLS = st.builds(Spell, st.none() | DAYS, st.none() | DAYS)
REVIEWS = st.builds(Review, st.booleans(), *[st.none() | DAYS] * 3)


@pytest.mark.parametrize(
    ("plans", "kind", "wanted"),
    [
        ((OPEN,), R.TWO_OPEN_PLANS, SILENT),
        ((OPEN, Spell(day(-3))), R.TWO_OPEN_PLANS, day(-3)),
        ((Spell(day(-3)), OPEN), R.TWO_OPEN_PLANS, day(-3)),
        ((OPEN, Spell(day(-3)), Spell(day(-2))), R.TWO_OPEN_PLANS, day(-3)),
        ((Spell(), OPEN), R.TWO_OPEN_PLANS, LONG_AGO),
        ((Spell(), Spell(), OPEN), R.TWO_OPEN_PLANS, LONG_AGO),
        ((Spell(), Spell()), R.TWO_OPEN_PLANS, None),
        ((OPEN, Spell(day(-3), ON)), R.TWO_OPEN_PLANS, SILENT),
        ((OPEN, Spell(day(-3))), R.PLANS_OVERLAP, SILENT),
        ((OPEN, Spell(day(-9), day(-3))), R.PLANS_OVERLAP, day(-9)),
        ((Spell(day(-9), day(-3)), OPEN), R.PLANS_OVERLAP, day(-9)),
        ((Spell(day(-9), day(-3)), Spell(day(-4), day(-1))), R.PLANS_OVERLAP, day(-4)),
        ((Spell(day(-9), day(-3)), Spell(day(-3), day(-1))), R.PLANS_OVERLAP, SILENT),
        ((Spell(day(-3), day(-1)), Spell(day(-9), day(-3))), R.PLANS_OVERLAP, SILENT),
        ((Spell(None, day(-3)), Spell(day(-4), day(-1))), R.PLANS_OVERLAP, day(-4)),
        ((Spell(None, day(-3)), Spell(day(-3), day(-1))), R.PLANS_OVERLAP, SILENT),
        ((Spell(None, day(-3)), Spell(None, day(-1))), R.PLANS_OVERLAP, None),
        ((Spell(day(-9), day(-3)), Spell(day(-5), day(-5))), R.PLANS_OVERLAP, SILENT),
        ((Spell(day(-5), day(-5)), Spell(day(-9), day(-3))), R.PLANS_OVERLAP, SILENT),
        ((Spell(day(-9), day(-3)), Spell(day(-5), day(-7))), R.PLANS_OVERLAP, SILENT),
        ((OPEN, Spell(day(5))), R.PLANS_OVERLAP, day(5)),
        ((Spell(day(5)), OPEN), R.PLANS_OVERLAP, day(5)),
        (
            (Spell(day(-90), day(-80)), Spell(day(-9), day(-3)), OPEN),
            R.PLANS_OVERLAP,
            day(-80 - 10),
        ),
        ((Spell(day(-9), day(-9)),), R.PLAN_OF_ONE_DAY, day(-9)),
        ((OPEN, Spell(day(-9), day(-9))), R.PLAN_OF_ONE_DAY, day(-9)),
        ((Spell(day(-9), day(-8)), Spell()), R.PLAN_OF_ONE_DAY, SILENT),
        ((Spell(day(-9), day(-10)),), R.PLAN_ENDS_BEFORE_IT_STARTS, day(-9)),
        ((OPEN, Spell(day(-9), day(-10))), R.PLAN_ENDS_BEFORE_IT_STARTS, day(-9)),
        ((Spell(day(-9), day(-9)),), R.PLAN_ENDS_BEFORE_IT_STARTS, SILENT),
        ((Spell(day(-9)), Spell(None, day(-9)), Spell()), R.PLAN_ENDS_BEFORE_IT_STARTS, SILENT),
        ((), R.PLAN_OF_ONE_DAY, SILENT),
    ],
)
def test_plans_that_contradict_themselves_or_each_other(
    plans: tuple[Spell, ...], kind: R, wanted: object
) -> None:
    assert since(kind, plans=plans) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"adult_from": ON, "plans": (OPEN,)}, ON),
        ({"adult_from": day(1), "plans": (OPEN,)}, SILENT),
        ({"adult_from": day(-400), "plans": (OPEN,)}, LONG_AGO),
        ({"adult_from": day(-4), "plans": (Spell(),)}, day(-4)),
        ({"adult_from": day(-4), "plans": (Spell(None, ON),)}, SILENT),
        ({"adult_from": None, "plans": (OPEN,)}, SILENT),
        ({"adult_from": day(-4)}, SILENT),
    ],
)
def test_a_plan_ends_at_eighteen(said: dict[str, Any], wanted: object) -> None:
    assert since(R.PLAN_OF_AN_ADULT, **said) == wanted


@pytest.mark.parametrize(
    ("cases", "plans", "wanted"),
    [
        ((Spell(LONG_AGO, day(-5)),), (OPEN,), day(-5)),
        ((Spell(LONG_AGO, ON),), (OPEN,), ON),
        ((Spell(LONG_AGO, day(1)),), (OPEN,), SILENT),
        ((Spell(day(2), day(4)),), (OPEN,), SILENT),
        ((Spell(LONG_AGO, day(-5)), Spell(day(-5))), (OPEN,), SILENT),
        ((Spell(LONG_AGO, day(-50)), Spell(day(-40), day(-30))), (OPEN,), day(-30)),
        ((Spell(LONG_AGO, day(-5)),), (Spell(day(-2)),), day(-2)),
        ((Spell(LONG_AGO, day(-5)),), (Spell(LONG_AGO, ON),), SILENT),
        ((Spell(day(3)),), (OPEN,), SILENT),
        ((), (OPEN,), SILENT),
    ],
)
def test_a_case_is_not_closed_while_a_plan_is_open(
    cases: tuple[Spell, ...], plans: tuple[Spell, ...], wanted: object
) -> None:
    assert since(R.PLAN_ON_A_CLOSED_CASE, cases=cases, plans=plans) == wanted


@pytest.mark.parametrize(
    ("died_on", "plans", "still_open", "past"),
    [
        (ON, (OPEN,), ON, SILENT),
        (day(-9), (OPEN,), day(-9), SILENT),
        (day(1), (OPEN,), SILENT, SILENT),
        (None, (OPEN,), SILENT, SILENT),
        (day(-9), (), SILENT, SILENT),
        (day(-9), (Spell(LONG_AGO, day(-9)),), SILENT, SILENT),
        (day(-9), (Spell(LONG_AGO, day(-8)),), SILENT, day(-9)),
        (day(-9), (Spell(day(-7), day(-10)),), SILENT, day(-9)),
        (day(-9), (OPEN, Spell(LONG_AGO, day(-8))), day(-9), day(-9)),
        (day(-9), (Spell(day(3)),), SILENT, day(-9)),
        (day(1), (Spell(LONG_AGO, day(2)), Spell(day(3))), SILENT, SILENT),
        (day(-9), (Spell(day(-7)),), day(-9), SILENT),
        (day(-9), (Spell(None, day(-10)),), SILENT, SILENT),
        (None, (Spell(LONG_AGO, day(-8)),), SILENT, SILENT),
    ],
)
def test_no_plan_outlives_the_child(
    died_on: date | None, plans: tuple[Spell, ...], still_open: object, past: object
) -> None:
    assert since(R.DIED_WITH_OPEN_PLAN, died_on=died_on, plans=plans) == still_open
    assert since(R.PLAN_AFTER_DEATH, died_on=died_on, plans=plans) == past


@pytest.mark.parametrize("of_the_start", [False, True])
@pytest.mark.parametrize(
    ("died_on", "held_on", "wanted"),
    [
        (day(-9), day(-8), day(-9)),
        (day(-9), day(-9), SILENT),
        (day(-9), day(-10), SILENT),
        (day(-9), None, SILENT),
        (day(1), day(2), SILENT),
        (ON, day(1), ON),
        (None, day(-8), SILENT),
    ],
)
def test_no_review_is_held_after_the_death(
    died_on: date | None, held_on: date | None, of_the_start: bool, wanted: object
) -> None:
    reviews = (Review(of_the_start), Review(of_the_start, due_on=day(5), held_on=held_on))
    assert since(R.PLAN_AFTER_DEATH, died_on=died_on, reviews=reviews) == wanted


START = date(2026, 3, 2)
ON_PLAN = RecordFacts(on=date(2026, 4, 1), plans=(Spell(START),))


def held(on: date, of_the_start: bool = False) -> Review:
    return Review(of_the_start, held_on=on)


@pytest.mark.parametrize(
    ("reviews", "due"),
    [
        ((), date(2026, 6, 2)),
        ((held(date(2026, 3, 20)),), date(2026, 9, 20)),
        ((held(date(2026, 3, 20)), held(date(2026, 3, 10))), date(2026, 9, 20)),
        ((held(date(2026, 3, 20), of_the_start=True),), date(2026, 6, 20)),
        ((held(date(2026, 2, 20), of_the_start=True),), date(2026, 6, 2)),
        ((held(START),), date(2026, 6, 2)),
        ((held(date(2026, 4, 1)),), date(2026, 10, 1)),
        ((held(date(2026, 4, 2)),), date(2026, 6, 2)),
        ((Review(due_on=date(2026, 5, 1)),), date(2026, 5, 1)),
        ((Review(due_on=date(2026, 7, 1)),), date(2026, 6, 2)),
        ((Review(due_on=START),), date(2026, 6, 2)),
        ((Review(due_on=date(2026, 3, 3)),), date(2026, 3, 3)),
        ((Review(True, due_on=date(2026, 5, 1)),), date(2026, 6, 2)),
        ((Review(due_on=date(2026, 3, 15)), held(date(2026, 3, 20))), date(2026, 9, 20)),
        ((Review(due_on=date(2026, 3, 5), held_on=date(2026, 3, 20)),), date(2026, 9, 20)),
        ((Review(due_on=date(2026, 5, 1), held_on=date(2026, 3, 20)),), date(2026, 9, 20)),
    ],
)
def test_when_the_next_review_is_due(reviews: tuple[Review, ...], due: date) -> None:
    assert next_review_due(replace(ON_PLAN, reviews=reviews), FIGURES) == due


def test_a_plan_without_a_start_is_reckoned_from_what_was_held() -> None:
    plan = RecordFacts(on=ON, plans=(Spell(),))
    assert next_review_due(plan, FIGURES) is None
    at_start = (held(day(-40), of_the_start=True),)
    assert next_review_due(replace(plan, reviews=at_start), FIGURES) == months_later(day(-40), 3)
    assert next_review_due(RecordFacts(on=ON, reviews=at_start), FIGURES) is None
    assert since(R.REVIEW_NOT_BOOKED, plans=(Spell(),)) is None
    booked = (Review(booked_on=ON),)
    assert since(R.REVIEW_NOT_BOOKED, plans=(Spell(),), reviews=booked) == SILENT
    assert since(R.REVIEW_NOT_BOOKED) == SILENT


def test_the_newest_of_two_open_plans_is_reviewed() -> None:
    both = RecordFacts(on=ON, plans=(Spell(day(-10)), OPEN))
    assert next_review_due(both, FIGURES) == months_later(day(-10), 3)


@pytest.mark.parametrize(
    ("on", "overdue", "not_booked"),
    [
        (date(2026, 5, 5), SILENT, SILENT),
        (date(2026, 5, 6), SILENT, date(2026, 5, 6)),
        (date(2026, 6, 2), SILENT, date(2026, 5, 6)),
        (date(2026, 6, 3), date(2026, 6, 3), SILENT),
        (date(2026, 9, 3), date(2026, 6, 3), SILENT),
    ],
)
def test_a_review_must_be_booked_in_time_and_is_overdue_afterwards(
    on: date, overdue: object, not_booked: object
) -> None:
    said: dict[str, Any] = {"on": on, "plans": (Spell(START),)}
    assert since(R.REVIEW_OVERDUE, **said) == overdue
    assert since(R.REVIEW_NOT_BOOKED, **said) == not_booked


@pytest.mark.parametrize(
    ("review", "counts"),
    [
        (Review(booked_on=date(2026, 6, 2)), True),
        (Review(booked_on=date(2026, 6, 3)), False),
        (Review(booked_on=date(2026, 5, 20)), True),
        (Review(booked_on=date(2026, 5, 19)), False),
        (Review(booked_on=date(2026, 5, 25), held_on=START), False),
        (Review(due_on=date(2026, 6, 2)), False),
    ],
)
def test_a_booking_counts_from_today_until_the_day_due(review: Review, counts: bool) -> None:
    said: dict[str, Any] = {"on": date(2026, 5, 20), "plans": (Spell(START),)}
    wanted = SILENT if counts else date(2026, 5, 6)
    assert since(R.REVIEW_NOT_BOOKED, reviews=(Review(), review), **said) == wanted


@pytest.mark.parametrize(
    ("plans", "reviews", "wanted"),
    [
        ((OPEN,), (held(LONG_AGO),), LONG_AGO),
        ((OPEN,), (held(LONG_AGO + timedelta(days=1)),), SILENT),
        ((OPEN,), (held(LONG_AGO - timedelta(days=9)),), LONG_AGO - timedelta(days=9)),
        ((OPEN,), (held(LONG_AGO, of_the_start=True),), SILENT),
        ((OPEN,), (Review(due_on=LONG_AGO),), SILENT),
        ((OPEN,), (held(LONG_AGO, True), held(day(-1)), held(LONG_AGO)), LONG_AGO),
        ((Spell(),), (held(LONG_AGO),), SILENT),
        ((Spell(None, day(-5)), Spell(day(-3))), (held(day(-5)),), SILENT),
        ((Spell(None, day(-5)), Spell(day(-3))), (held(day(-4)),), day(-4)),
        ((Spell(day(-9), day(-4)), Spell(day(-3))), (held(day(-4)),), SILENT),
        ((Spell(day(-9), day(-4)),), (held(day(-3)),), SILENT),
        ((), (held(LONG_AGO),), SILENT),
    ],
)
def test_a_review_is_held_after_its_plan_began(
    plans: tuple[Spell, ...], reviews: tuple[Review, ...], wanted: object
) -> None:
    assert since(R.REVIEW_BEFORE_PLAN, plans=plans, reviews=reviews) == wanted


@pytest.mark.parametrize(
    ("start", "months", "wanted"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 15), 2, date(2028, 2, 15)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 6, 1), 6, date(2026, 12, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 1), 1, date(2026, 12, 1)),
    ],
)
def test_months_are_counted_on_the_calendar(start: date, months: int, wanted: date) -> None:
    assert months_later(start, months) == wanted


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 240))
def test_months_later_is_that_month_and_no_later_day(start: date, months: int) -> None:
    later = months_later(start, months)
    assert (later.year - start.year) * 12 + later.month - start.month == months
    assert later.day <= start.day


@settings(max_examples=60, deadline=None)
@given(DAYS, st.lists(SPELLS, max_size=4), st.lists(SPELLS, max_size=3), st.lists(REVIEWS))
def test_nothing_is_known_to_have_been_so_after_the_day_it_is_found(
    on: date, plans: list[Spell], cases: list[Spell], reviews: list[Review]
) -> None:
    record = RecordFacts(on=on, plans=tuple(plans), cases=tuple(cases), reviews=tuple(reviews))
    found = what_is_wrong(record, FIGURES)
    # What a record says of days to come may contradict itself already.
    of_any_day = {R.PLANS_OVERLAP, R.PLAN_OF_ONE_DAY, R.PLAN_ENDS_BEFORE_IT_STARTS}
    for kind in found.keys() - of_any_day - {R.REVIEW_BEFORE_PLAN}:
        known = found[kind]
        assert known is None or known <= on, kind
    assert not {R.REVIEW_OVERDUE, R.REVIEW_NOT_BOOKED} <= found.keys()
    assert not {R.PLAN_WITHOUT_LEAD, R.CASE_WITHOUT_LEAD} <= found.keys()


@settings(max_examples=60, deadline=None)
@given(DAYS, st.lists(SPELLS, max_size=4), st.lists(REVIEWS, max_size=4), st.integers(0, 400))
def test_a_review_once_overdue_stays_so_until_something_is_written(
    on: date, plans: list[Spell], reviews: list[Review], later: int
) -> None:
    open_ended = tuple(plan._replace(to_on=None) for plan in plans)
    past = tuple(one for one in reviews if one.held_on is None or one.held_on <= on)
    begun = tuple(plan for plan in open_ended if plan.from_on is None or plan.from_on <= on)
    record = RecordFacts(on=on, plans=begun, reviews=past)
    overdue = what_is_wrong(record, FIGURES).get(R.REVIEW_OVERDUE, SILENT)
    then = replace(record, on=on + timedelta(days=later))
    if overdue != SILENT:
        assert what_is_wrong(then, FIGURES)[R.REVIEW_OVERDUE] == overdue
