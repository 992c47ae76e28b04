"""What plans, reviews and conferences of one child say against each other and against a birth.

Pure. Checks that the national returns make, as warnings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import combinations

from lacrecords.children.bulk import FactKind
from lacrecords.exchange.dataset_conferences import Conference
from lacrecords.exchange.dataset_said import SaidFact
from lacrecords.exchange.findings import Finding, warned
from lacrecords.rules.lifetimes import begins_long_before
from lacrecords.terms import DatePrecision

PLAN_COLUMN = "cppl_cp_plan_start_date"
REVIEW_COLUMN = "cppr_cp_review_date"
OF_THE_START = ("initial", "transfer_in")


def check_plans(
    facts: Sequence[SaidFact], conferences: Collection[Conference]
) -> Iterator[Finding]:
    """Everything about the plans of one child that cannot be right."""
    ours = [fact for fact in facts if fact.kind is FactKind.PLAN]
    others = [fact for fact in facts if fact.kind is FactKind.OTHER_AUTHORITY]
    reviews = [fact for fact in facts if fact.kind is FactKind.REVIEW]
    yield from _each_other(ours)
    yield from _reviews([*ours, *others], reviews)
    yield from _conferences(ours, reviews, conferences)
    yield from _before_birth([*ours, *others], facts)


def _each_other(plans: Sequence[SaidFact]) -> Iterator[Finding]:
    if sum(plan.to_on is None for plan in plans) > 1:
        yield warned(PLAN_COLUMN, "The child has two plans that have not ended.")
    elif any(_overlap(one, other) for one, other in combinations(plans, 2)):
        yield warned(PLAN_COLUMN, "Two plans of the child overlap.")


def _overlap(one: SaidFact, other: SaidFact) -> bool:
    first, second = sorted((one, other), key=lambda plan: plan.from_on or date.min)
    return (first.to_on or date.max) > (second.from_on or date.min)


def _reviews(plans: Sequence[SaidFact], reviews: Sequence[SaidFact]) -> Iterator[Finding]:
    """National rule 8841, against the plan that the review belongs to."""
    held = [review for review in reviews if review.values["review_kind"] not in OF_THE_START]
    if any(_is_before_its_plan(review, plans) for review in held):
        yield warned(REVIEW_COLUMN, "A review on or before the start of its plan.")


def _is_before_its_plan(review: SaidFact, plans: Sequence[SaidFact]) -> bool:
    """Of the plan it names; else one that is in no plan, and a plan began that day or later."""
    day = review.values["held_on"]
    if day is None:
        return False
    named = [plan for plan in plans if review.tied_to and plan.row_in_file == review.tied_to]
    if not named and any(_is_in(day, plan) for plan in plans):
        return False
    return any(plan.from_on is not None and day <= plan.from_on for plan in named or plans)


def _is_in(day: date, plan: SaidFact) -> bool:
    return (plan.from_on or date.min) < day <= (plan.to_on or date.max)


def _conferences(
    plans: Sequence[SaidFact], reviews: Sequence[SaidFact], conferences: Collection[Conference]
) -> Iterator[Finding]:
    """National rule 2885: a plan starts on the day of its conference."""
    of_the_start = [one for one in reviews if one.values["review_kind"] in OF_THE_START]
    days = {one.values["held_on"] for one in of_the_start if one.values["held_on"]}
    days |= {conference.held_on for conference in conferences}
    for plan in plans:
        own = {each.held_on for each in conferences if _is_of(each, plan)}
        if plan.from_on and (own or days) and plan.from_on not in (own or days):
            yield warned(PLAN_COLUMN, "A plan does not start on the day of its initial conference.")
            return


def _is_of(conference: Conference, plan: SaidFact) -> bool:
    by_plan = bool(plan.tied_to) and plan.tied_to == conference.number
    return by_plan or (bool(conference.of_plan) and conference.of_plan == plan.row_in_file)


def _before_birth(plans: Sequence[SaidFact], facts: Sequence[SaidFact]) -> Iterator[Finding]:
    birth = next((fact.values for fact in facts if fact.kind is FactKind.BIRTH), None)
    if birth is None or birth["precision"] is DatePrecision.YEAR:
        return
    born = birth["born_on"] or birth["expected_on"]
    if any(plan.from_on and begins_long_before(plan.from_on, born) for plan in plans):
        yield warned(PLAN_COLUMN, "A plan began more than nine months before the birth.")
