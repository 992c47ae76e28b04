"""Children on a plan or looked after who came into the area or left it, and missing families."""

from __future__ import annotations

from collections import Counter

from lacrecords.figures.sections import Breakdown, Duty, Figure, Period, Section, duty, parts_of
from lacrecords.movements.figures import MovementFigures, movement_figures
from lacrecords.terms import MovementDirection, MovementDuty, MovementStepKind

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
_OUT, _IN = MovementDirection.OUT, MovementDirection.IN
_CLOCKS = {
    (_OUT, MovementDuty.WRITTEN_NOTICE): "Written notice by us, of a child who left",
    (_OUT, MovementDuty.ACKNOWLEDGEMENT): "Acknowledgement by the other authority",
    (_OUT, MovementDuty.PAPERS): "Papers from us",
    (_OUT, MovementDuty.TRANSFER_CONFERENCE): "Transfer-in conference at the other authority",
    (
        _IN,
        MovementDuty.WRITTEN_NOTICE,
    ): "Written notice to us, of a child who came",
    (_IN, MovementDuty.ACKNOWLEDGEMENT): "Acknowledgement by us",
    (_IN, MovementDuty.PAPERS): "Papers from the other authority",
    (_IN, MovementDuty.TRANSFER_CONFERENCE): "Transfer-in conference here",
}


def _about(period: Period) -> str:
    days = period.procedure.transfer_conference_working_days
    return (
        "Children on a plan or looked after who came into the area or left it, counted when they"
        " were recorded. Steps are counted when they were recorded and not withdrawn since. A step"
        " with a clock counts in the period in which it fell due, by the day on which it was done;"
        " also where the movement was ended after that without it. The transfer-in conference is"
        f" due {days} working days after the written notice; an agreement in writing counts as one."
    )


def _clocks(found: MovementFigures, period: Period) -> tuple[Duty, ...]:
    return tuple(
        duty(f"movement_clock.{way}.{step}", label, found.clocks.get((way, step), ()), period.as_of)
        for (way, step), label in _CLOCKS.items()
    )


def movements_section(period: Period) -> Section | None:
    """Movements of the period; the designated manager's, of no team."""
    if period.team_id is not None:
        return None
    found = movement_figures(period.span, period.as_of)
    recorded = Counter({one.value: number for one, number in found.recorded.items()})
    return Section(
        key="movements",
        title="Movements and missing families",
        about=_about(period),
        duties=_clocks(found, period),
        figures=(
            *(
                Figure(f"movement_steps.{kind}", label, found.steps[kind])
                for kind, label in _STEPS.items()
            ),
            Figure(
                "movements_ended_undone",
                "Movements ended with something left undone",
                found.ended_with_things_undone,
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
