"""What should be rare: told outside the rules, late hits, openings in an emergency."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from lacrecords.children import figures as children
from lacrecords.clocks import working_days_later
from lacrecords.enquiries.queries import figures as enquiries
from lacrecords.figures.sections import (
    Breakdown,
    ChartKind,
    Duty,
    Figure,
    Period,
    Section,
    duty,
    duty_counted,
    parts_of,
    with_done,
)
from lacrecords.notifications import figures as notifications
from lacrecords.terms import LateHitAnswer, TaskKind

LATE_HITS = {
    LateHitAnswer.SAME.value: "The record is the child asked about",
    LateHitAnswer.DIFFERENT.value: "Another child",
    LateHitAnswer.CANNOT_TELL.value: "Cannot tell",
    enquiries.UNDONE: "Decided, and the decision undone",
    enquiries.WITHDRAWN: "Nothing was left to decide",
}
ABOUT = "Words said outside the rules are always kept, unlock nothing and are looked into."


@dataclass(frozen=True, slots=True)
class _Clock:
    due_at: datetime
    done_at: datetime | None


def exceptions_section(period: Period) -> Section:
    """Told outside the rules; of the whole council also late hits and emergency openings."""
    if period.team_id is not None:
        told = enquiries.told_outside_rules(period.span)
        figure = Figure("told_outside_rules", "Told outside the rules", told)
        return Section(
            key="exceptions", title="What should be rare", about=ABOUT, figures=(figure,)
        )
    late_hits, settled = _late_hits(period)
    return Section(
        key="exceptions",
        title="What should be rare",
        about=f"{ABOUT} A record that came in after an enquiry and meets it is decided on.",
        duties=(_told_outside(period), _openings(period), late_hits),
        breakdowns=(settled,),
    )


def _told_outside(period: Period) -> Duty:
    given = notifications.tasks(period.span, period.as_of)[TaskKind.TOLD_OUTSIDE_RULES]
    return duty_counted("told_outside_rules", "Told outside the rules: looked into", given)


def _openings(period: Period) -> Duty:
    days = period.procedure.emergency_review_working_days
    found = [
        _Clock(working_days_later(period.procedure, one.opened_at, days), one.reviewed_at)
        for one in children.emergency_openings(period.span)
    ]
    label = "Restricted records opened in an emergency: reviewed"
    return duty("opening", label, found, period.as_of)


def _late_hits(period: Period) -> tuple[Duty, Breakdown]:
    days = period.procedure.late_hit_working_days
    found = enquiries.late_hits(period.span)
    clocks = [
        _Clock(working_days_later(period.procedure, one.raised_at, days), one.settled_at)
        for one in found
    ]
    raised = duty("late_hits", "Records that met an earlier enquiry", clocks, period.as_of)
    raised, decided = with_done(raised, "Decided")
    counted = Counter(one.how for one in found if one.settled_at is not None)
    return raised, Breakdown(
        title="What was decided of records that met an earlier enquiry",
        heading="Decision",
        total=decided,
        parts=parts_of("late_hit", LATE_HITS, counted),
        chart=ChartKind.NONE,
    )
