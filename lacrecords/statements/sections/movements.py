"""Children on a plan or looked after who came into the area or left it, and missing families."""

from __future__ import annotations

from collections import Counter

from lacrecords.figures.sections import Breakdown, Figure, Period, Section, parts_of
from lacrecords.movements.figures import movement_figures
from lacrecords.terms import MovementDirection, MovementStepKind

_DIRECTIONS = {
    MovementDirection.IN.value: "Into the area",
    MovementDirection.OUT.value: "Out of the area",
}
_STEPS = {
    MovementStepKind.NOTICE_SENT: "Written notices sent",
    MovementStepKind.NOTICE_RECEIVED: "Written notices received",
    MovementStepKind.ACKNOWLEDGEMENT_SENT: "Notices acknowledged by us",
    MovementStepKind.ACKNOWLEDGEMENT_RECEIVED: "Notices acknowledged by other authorities",
    MovementStepKind.CONFERENCE_HELD: "Transfer-in conferences held",
    MovementStepKind.RESPONSIBILITY_PASSED: "Times responsibility passed",
}


def movements_section(period: Period) -> Section | None:
    """Movements of the period; the designated manager's, of no team."""
    if period.team_id is not None:
        return None
    found = movement_figures(period.span)
    recorded = Counter({one.value: number for one, number in found.recorded.items()})
    return Section(
        key="movements",
        title="Movements and missing families",
        about="Children on a plan or looked after who came into the area or left it, counted when"
        " they were recorded. Steps are counted when they were recorded and not withdrawn since.",
        figures=(
            *(
                Figure(f"movement_steps.{kind}", label, found.steps[kind])
                for kind, label in _STEPS.items()
            ),
            Figure("families_missing", "Families reported missing", found.families_missing),
            Figure("families_found", "Missing families found", found.families_found),
        ),
        breakdowns=(
            Breakdown(
                title="Movements recorded",
                heading="Direction",
                total=Figure("movements", "Movements", recorded.total()),
                parts=parts_of("movement", _DIRECTIONS, recorded),
            ),
        ),
    )
