"""What the facts of one child say against each other: two open plans, a review before its plan.

Pure. Each is a check that the national returns make of a council's list; here it is a
warning, because the list is what the council has, and somebody should look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from lacrecords.children.bulk import FactKind
from lacrecords.exchange.dataset_changes import ONE_OF_A_SCHEME
from lacrecords.exchange.dataset_said import SaidFact
from lacrecords.exchange.findings import Finding, warned

PLAN_COLUMN = "cppl_cp_plan_start_date"
AFTER_DEATH = (FactKind.PLAN, FactKind.CASE, FactKind.LEGAL_STATUS)


def check_together(facts: Sequence[SaidFact]) -> tuple[Finding, ...]:
    """Everything that cannot be right of all facts of one child together."""
    plans = [fact for fact in facts if fact.kind is FactKind.PLAN]
    reviews = [fact for fact in facts if fact.kind is FactKind.REVIEW]
    return (
        *_plans(plans),
        *_reviews(plans, reviews),
        *_initial_conferences(plans, reviews),
        *_after_death(facts),
        *_before_birth(facts),
        *_two_numbers(facts),
    )


def _plans(plans: Sequence[SaidFact]) -> Iterator[Finding]:
    if sum(plan.to_on is None for plan in plans) > 1:
        yield warned(PLAN_COLUMN, "The child has two plans that have not ended.")
    elif any(_overlap(one, other) for one, other in combinations(plans, 2)):
        yield warned(PLAN_COLUMN, "Two plans of the child overlap.")


def _overlap(one: SaidFact, other: SaidFact) -> bool:
    first, second = sorted((one, other), key=lambda plan: plan.from_on or date.min)
    return (first.to_on or date.max) > (second.from_on or date.min)


def _reviews(plans: Sequence[SaidFact], reviews: Sequence[SaidFact]) -> Iterator[Finding]:
    starts = [plan.from_on for plan in plans if plan.from_on]
    if not starts:
        return
    for review in reviews:
        held = review.values["held_on"]
        is_review = review.values["review_kind"] in ("review", "first_review")
        if is_review and held and held <= min(starts):
            yield warned("cppr_cp_review_date", "A review on or before the start of the plan.")
            return


def _initial_conferences(
    plans: Sequence[SaidFact], reviews: Sequence[SaidFact]
) -> Iterator[Finding]:
    held = {
        review.values["held_on"]
        for review in reviews
        if review.values["review_kind"] in ("initial", "transfer_in") and review.values["held_on"]
    }
    if held and any(plan.from_on and plan.from_on not in held for plan in plans):
        yield warned(PLAN_COLUMN, "A plan does not start on the day of its initial conference.")


def _after_death(facts: Sequence[SaidFact]) -> Iterator[Finding]:
    died = next((fact.from_on for fact in facts if fact.kind is FactKind.DEATH), None)
    if died is None:
        return
    after = (fact for fact in facts if fact.kind in AFTER_DEATH)
    if any((fact.from_on or date.min) > died or fact.to_on is None for fact in after):
        yield warned("pers_death_date", "Something goes on or begins after the death of the child.")


def _before_birth(facts: Sequence[SaidFact]) -> Iterator[Finding]:
    born = next((fact.values["born_on"] for fact in facts if fact.kind is FactKind.BIRTH), None)
    if born is None:
        return
    if any(
        fact.kind in (FactKind.ADDRESS, FactKind.LEGAL_STATUS) and fact.to_on and fact.to_on < born
        for fact in facts
    ):
        yield warned("pers_dob", "Something ended before the child was born.")


def _two_numbers(facts: Sequence[SaidFact]) -> Iterator[Finding]:
    numbers = [fact for fact in facts if fact.kind is FactKind.IDENTIFIER and not fact.to_on]
    for scheme in ONE_OF_A_SCHEME:
        if len({one.values["value"] for one in numbers if one.values["scheme"] is scheme}) > 1:
            yield warned("link_identifier_value", "The files give two numbers. One is kept.")
