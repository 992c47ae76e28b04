"""Who looked at a child's record, or changed it, and when: shown on the record itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.audit import queries as audit
from lacrecords.staff import queries as staff

MOST_VISITS = 25
_ACTION_WORDS = {
    "child_read": "Opened the record",
    "child_created": "Made the record",
    "candidate_shown": "Was shown it as a candidate for an enquiry",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One entry of the trail about this record, with the name of who did it."""

    at: datetime
    name: str
    what: str


def latest_visits(child_id: int) -> tuple[Visit, ...]:
    """The latest entries of the trail about this record, newest first."""
    entries = audit.latest_about("child", child_id, MOST_VISITS)
    names = staff.names_for(entry.actor for entry in entries)
    return tuple(
        Visit(entry.at, names[entry.actor], _words(entry.action, entry.outcome))
        for entry in entries
    )


def _words(action: str, outcome: str) -> str:
    words = _ACTION_WORDS.get(action, action.replace("_", " ").capitalize())
    return words if outcome == "allowed" else f"{words}: {outcome}"
