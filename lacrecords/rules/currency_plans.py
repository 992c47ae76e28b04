"""Child protection plans that contradict themselves, each other, a birthday, a case or a death."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from lacrecords.rules.currency_record import CurrencyFigures, Found, RecordFacts, Spell, latest


def a_child_has_one_open_plan(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """No two plans are open at once. Source: CIN census, rule 8935."""
    if len(record.open_plans) < 2:
        return None
    starts = sorted(plan.from_on for plan in record.open_plans if plan.from_on is not None)
    # With a start unknown the other plan's is the first day on which both surely stood.
    unknown = len(record.open_plans) - len(starts)
    return Found(next(iter(starts[max(0, 1 - unknown) :]), None))


def plans_follow_one_another(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """No plan begins before the one before it ended. Source: CIN census, rule 8940.

    Of two that are both open another rule speaks.
    """
    for one, other in combinations(record.plans, 2):
        both_open = one in record.open_plans and other in record.open_plans
        if not both_open and _overlap(one, other):
            return Found(latest((one.from_on, other.from_on)))
    return None


def a_plan_lasts_longer_than_a_day(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """No plan starts and ends on one day. Source: CIN census, rule 8840."""
    for plan in record.plans:
        if plan.from_on is not None and plan.from_on == plan.to_on:
            return Found(plan.from_on)
    return None


def a_plan_ends_after_it_starts(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """No plan ends before it starts. Source: CIN census, rule 8925."""
    for plan in record.plans:
        if plan.from_on is not None and plan.to_on is not None and plan.to_on < plan.from_on:
            return Found(plan.from_on)
    return None


def nobody_of_eighteen_is_on_a_plan(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """A plan ends at the eighteenth birthday. Source: Children Act 1989, section 105; CP-IS."""
    adult_from = record.adult_from
    if adult_from is None or adult_from > record.on or not record.open_plans:
        return None
    return Found(latest((adult_from, *(plan.from_on for plan in record.open_plans))))


def a_plan_stands_on_an_open_case(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """A case is not closed while a plan is open. Source: product, B2."""
    closed = [case for case in record.cases if case.to_on is not None and case.to_on <= record.on]
    if not record.open_plans or record.open_cases or not closed:
        return None
    starts = (plan.from_on for plan in record.open_plans)
    return Found(latest((*starts, *(case.to_on for case in closed))))


def a_plan_ends_when_the_child_dies(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """Nobody who has died is on a plan. Source: CIN census, rules 8915 and 8920."""
    if record.is_living or not record.open_plans:
        return None
    return Found(record.died_on)


def no_plan_reaches_past_a_death(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """No plan that has ended started or ended after the death, and no review was held after it.

    Source: CIN census, rules 8915 and 8920.
    """
    died_on = record.died_on
    if died_on is None or died_on > record.on:
        return None
    ended = (plan for plan in record.plans if plan not in record.open_plans)
    held = (review.held_on for review in record.reviews)
    if any(_later(plan, died_on) for plan in ended) or _later(held, died_on):
        return Found(died_on)
    return None


def _later(days: Iterable[date | None], day: date) -> bool:
    return any(one is not None and one > day for one in days)


def _overlap(one: Spell, other: Spell) -> bool:
    """Whether both stood on some day, as far as the days are known; a wrong spell is none."""
    return (
        _begins_before_end(one, other) and _begins_before_end(other, one) and _is_real(one, other)
    )


def _begins_before_end(one: Spell, other: Spell) -> bool:
    return one.from_on is None or other.to_on is None or one.from_on < other.to_on


def _is_real(*plans: Spell) -> bool:
    return all(
        plan.from_on is None or plan.to_on is None or plan.from_on < plan.to_on for plan in plans
    )
