"""Tasks and notifications: done in time, late, or climbed because nobody answered."""

from __future__ import annotations

from lacrecords.figures.sections import Figure, Period, Section, duty_counted
from lacrecords.notifications import figures as notifications
from lacrecords.notifications.words import TASK_WORDS
from lacrecords.terms import TaskKind

ELSEWHERE = frozenset(
    {
        TaskKind.LATE_HIT,
        TaskKind.TOLD_OUTSIDE_RULES,
        TaskKind.OFFICER_QUESTION,
        TaskKind.INCIDENT,
    }
)
"""Counted in the sections of what they are about: no number stands in two sums."""


def tasks_section(period: Period) -> Section:
    """What our own people were given to do or told in the period."""
    given = notifications.tasks(period.span, period.as_of)
    told, climbed = notifications.notice_states(period.span, period.as_of)
    by_kind = tuple(
        duty_counted(f"task.{kind}", f"Task: {_inside(TASK_WORDS[kind])}", given[kind])
        for kind in TaskKind
        if kind in TASK_WORDS and kind not in ELSEWHERE
    )
    return Section(
        key="tasks",
        title="Tasks and notifications",
        about="A notification counts by when anybody answered it, whether the one who was first"
        " told or one to whom it climbed.",
        duties=(*by_kind, duty_counted("notification", "Notifications", told)),
        figures=(
            Figure(
                "climbed",
                "Notifications that climbed because nobody answered in time",
                climbed,
            ),
        ),
    )


def _inside(words: str) -> str:
    """A sentence within a sentence begins small."""
    return words[:1].lower() + words[1:]
