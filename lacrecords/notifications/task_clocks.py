"""Why a task is due when it is: what started its clock, and under which figure it runs."""

from __future__ import annotations

from datetime import datetime

from lacrecords.clocks import unit_of
from lacrecords.notifications.stand_ins import this_procedure
from lacrecords.terms import TaskKind
from lacrecords.web.words import figure_words, moment_words

TASK_SETTINGS = {
    TaskKind.WORRY: "worry_task_minutes",
    TaskKind.CHILD_CALLING: "worry_task_minutes",
    TaskKind.MATCH: "match_task_minutes",
    TaskKind.RING_BACK: "ring_back_minutes",
    TaskKind.MOVEMENT: "movement_task_working_days",
    TaskKind.MORE_ASKED: "more_asked_minutes",
    TaskKind.LATE_HIT: "late_hit_working_days",
    TaskKind.SHARING_DECISION: "sharing_decision_working_days",
    TaskKind.CONSENT_REVIEW: "consent_review_working_days",
    TaskKind.PARENTS_DISAGREE: "parents_disagree_working_days",
    TaskKind.PEER_REVIEW: "peer_review_working_days",
    TaskKind.CHECK_SEARCH_AGAIN: "suitability_changed_working_days",
    TaskKind.CHECK_ANSWER_CHANGED: "suitability_changed_working_days",
    TaskKind.CORRECTION: "correction_tell_working_days",
}
"""Under which figure of the procedure each kind of task runs; others were given their own end."""


def clock_reason(kind: TaskKind, created_at: datetime) -> str:
    """In words: "60 minutes from 18 November 2026, 11:00am, when the task was opened".

    The figure is today's; the end that stands beside it was worked out on the day.
    """
    began = f"from {moment_words(created_at)}, when the task was opened"
    setting = TASK_SETTINGS.get(kind)
    if setting is None:
        return began.capitalize()
    figure: int = getattr(this_procedure(), setting)
    return f"{figure_words(figure, unit_of(setting))} {began} (setting {setting})"
