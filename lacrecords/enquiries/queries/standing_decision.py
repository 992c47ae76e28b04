"""The decision that stands about an enquired child, where a person may undo it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.enquiries.models import MatchDecision
from lacrecords.enquiries.queries.steps import decision_before, latest_decision
from lacrecords.staff import queries as staff
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class StandingDecision:
    """Who decided what, when and why, and what would stand again."""

    id: int
    answer_words: str
    by_name: str
    at: datetime
    reasons: str
    before_words: str


def standing_decision(enquired_child_id: int) -> StandingDecision | None:
    """The last decision, if it is a person's own and no undoing; None: nothing can be undone."""
    decision = latest_decision(enquired_child_id)
    if decision is None or not can_be_undone(decision):
        return None
    before = decision_before(decision)
    names = staff.names_for([decision.decided_by])
    return StandingDecision(
        id=decision.id,
        answer_words=words(decision.answer),
        by_name=names[decision.decided_by],
        at=decision.decided_at,
        reasons=decision.words,
        before_words=words(before.answer) if before else "Cannot tell",
    )


def can_be_undone(decision: MatchDecision) -> bool:
    """A person's own decision: not the system's, not an undoing, not the answer to a late hit."""
    kept = decision.evidence
    return decision.by_person and "late_hit" not in kept and "undoes" not in kept
