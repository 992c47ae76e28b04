"""Notifications of people who may pose a risk: reviewed in time, and the children they met."""

from __future__ import annotations

from collections import Counter

from lacrecords.figures.sections import Breakdown, Figure, Period, Section, duty, parts_of
from lacrecords.risk_notifications.figures import risk_figures
from lacrecords.terms import RiskHitAnswer

WAITING = "waiting"
_ANSWERS = {
    RiskHitAnswer.SAME.value: "It is this person",
    RiskHitAnswer.NOT_THE_SAME.value: "It is somebody else",
    RiskHitAnswer.CANNOT_TELL.value: "Cannot tell",
    WAITING: "Not decided, or nothing left to decide",
}


def risk_section(period: Period) -> Section | None:
    """Risk notifications of the period; the designated manager's, of no team."""
    if period.team_id is not None:
        return None
    found = risk_figures(period.span)
    at_the_end = min(period.as_of, period.span.ends_at)
    answers = Counter({one.value: number for one, number in found.answers.items()})
    answers[WAITING] = found.meetings - answers.total()
    return Section(
        key="risk",
        title="People who may pose a risk",
        about="Reviews are those due in the period, as each stood at its end: held by its day, held"
        " later, or not held. A meeting is a household or address at which somebody of whom a"
        " notification is kept may meet a child of the register.",
        duties=(duty("risk_reviews", "Reviews due", found.reviews, at_the_end),),
        figures=(
            Figure("risk_recorded", "Notifications recorded", found.recorded),
            Figure("risk_removed", "Notifications taken off by two people", found.removed),
            Figure("risk_granted", "Requests to see one that were granted", found.requests_granted),
            Figure("risk_refused", "Requests to see one that were refused", found.requests_refused),
        ),
        breakdowns=(
            Breakdown(
                title="What was decided of meetings with children",
                heading="Decision",
                total=Figure("risk_meetings", "Meetings raised", found.meetings),
                parts=parts_of("risk_meeting", _ANSWERS, answers),
            ),
        ),
    )
