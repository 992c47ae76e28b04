"""Reviews of an open plan: when the next is due, whether it is booked, where they stand in time."""

from __future__ import annotations

from datetime import date, timedelta

from lacrecords.rules.currency_record import (
    CurrencyFigures,
    Found,
    RecordFacts,
    Review,
    Spell,
    latest,
)
from lacrecords.rules.deadlines import months_later

ONE_DAY = timedelta(days=1)


def next_review_due(record: RecordFacts, figures: CurrencyFigures) -> date | None:
    """The day by which the plan must be reviewed next; None: no plan, or nothing to reckon from.

    The first review within three months of the conference the plan comes from, or of its start;
    each later one within six months of the one before. A day set earlier holds.
    Source: Working Together, as local procedures quote it.
    """
    if not record.open_plans:
        return None
    started = latest(plan.from_on for plan in record.open_plans)
    held = _held(record, started)
    reviewed = latest(review.held_on for review in held if not review.of_the_start)
    last = latest((started, *(review.held_on for review in held)))
    days = _days_set(record, last)
    if reviewed is not None:
        days.append(months_later(reviewed, figures.later_review_months))
    elif last is not None:
        days.append(months_later(last, figures.first_review_months))
    return min(days) if days else None


def the_review_of_a_plan_is_held_in_time(
    record: RecordFacts, figures: CurrencyFigures
) -> Found | None:
    """No review of an open plan is overdue. Source: product, B2 and B4; Working Together."""
    due = next_review_due(record, figures)
    return Found(due + ONE_DAY) if due is not None and due < record.on else None


def the_next_review_of_a_plan_is_booked(
    record: RecordFacts, figures: CurrencyFigures
) -> Found | None:
    """A review is booked for a day in time, so many days before it is due.

    Also where nothing says when it is due. Source: product, B2; local procedures.
    """
    if not record.open_plans:
        return None
    due = next_review_due(record, figures)
    if due is None:
        return None if _is_booked(record, None) else Found()
    book_by = due - figures.review_booked_days * ONE_DAY
    if due < record.on or book_by >= record.on or _is_booked(record, due):
        return None
    return Found(book_by + ONE_DAY)


def a_review_comes_after_its_plan_began(
    record: RecordFacts, _figures: CurrencyFigures
) -> Found | None:
    """No review is held on or before the first day of its plan. Source: CIN census, rule 8841.

    A review that falls into another plan is that plan's.
    """
    for review in record.reviews:
        day = review.held_on
        if review.of_the_start or day is None or any(_is_in(day, plan) for plan in record.plans):
            continue
        if any(plan.from_on is not None and day <= plan.from_on for plan in record.plans):
            return Found(day)
    return None


def _held(record: RecordFacts, started: date | None) -> list[Review]:
    """The reviews held by that day, after the plan began."""
    return [
        review
        for review in record.reviews
        if review.held_on is not None
        and review.held_on <= record.on
        and (started is None or review.held_on > started)
    ]


def _days_set(record: RecordFacts, after: date | None) -> list[date]:
    """The days set for reviews that were not held, those before the last one left out."""
    return [
        review.due_on
        for review in record.reviews
        if review.held_on is None
        and not review.of_the_start
        and review.due_on is not None
        and (after is None or review.due_on > after)
    ]


def _is_booked(record: RecordFacts, by: date | None) -> bool:
    return any(
        review.held_on is None
        and review.booked_on is not None
        and review.booked_on >= record.on
        and (by is None or review.booked_on <= by)
        for review in record.reviews
    )


def _is_in(day: date, plan: Spell) -> bool:
    begun = plan.from_on is None or plan.from_on < day
    return begun and (plan.to_on is None or day <= plan.to_on)
