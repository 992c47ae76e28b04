"""The story of a movement: every step, the newest first, also what was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.movements import notices
from lacrecords.movements.reading import Standing
from lacrecords.movements.words import METHOD_WORDS, STEP_WORDS
from lacrecords.staff import queries as staff


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step in the story of a movement."""

    step_id: int
    what: str
    on: date
    method: str
    whom: str
    words: str
    agreed_in_writing: bool
    by: str
    recorded_at: datetime
    document_reference: str
    withdrawn: str


def step_lines(standing: Standing) -> tuple[StepLine, ...]:
    """Every step of this movement."""
    keys = {step.recorded_by for step in standing.steps}
    keys |= {step.withdrawn_by for step in standing.steps if step.withdrawn_by}
    names = staff.names_for(keys)
    documents = {one.id: one.reference for one in notices.documents_of(standing.row.id)}
    ordered = sorted(standing.steps, key=lambda step: (step.recorded_at, step.id), reverse=True)
    return tuple(
        StepLine(
            step_id=step.id,
            what=STEP_WORDS[step.kind],
            on=step.happened_on,
            method=METHOD_WORDS[step.method] if step.method else "",
            whom=step.whom,
            words=step.words,
            agreed_in_writing=step.agreed_in_writing,
            by=names[step.recorded_by],
            recorded_at=step.recorded_at,
            document_reference=documents.get(step.document_id or 0, ""),
            withdrawn=(
                f"Withdrawn by {names[step.withdrawn_by]}: {step.withdrawn_because}"
                if step.withdrawn_by
                else ""
            ),
        )
        for step in ordered
    )


def proposal_line(standing: Standing) -> StepLine | None:
    """The proposal to end it that waits for a second person."""
    waiting = standing.proposal
    if waiting is None:
        return None
    return next(line for line in step_lines(standing) if line.step_id == waiting.id)
