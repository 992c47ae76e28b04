"""What the trail says of one notification, in words, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.audit import queries as trail
from lacrecords.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened: when, what, by whom, in whose words."""

    at: datetime
    what: str
    by: str
    words: str = ""
    reference: str = ""


def trail_of(number: int) -> tuple[Line, ...]:
    """The latest of who saw or did what with a notification, refusals included."""
    entries = trail.latest_about("risk_notification", number, most=50)
    names = staff.names_for({entry.actor for entry in entries})
    return tuple(
        Line(
            entry.at,
            _trail_words(entry.action, entry.outcome),
            names[entry.actor],
        )
        for entry in entries
    )


def _trail_words(action: str, outcome: str) -> str:
    said = {"risk_notification_read": "Read", "risk_door_seen": "Came to the door, saw nothing"}
    plain = action.removeprefix("risk_").replace("_", " ").capitalize()
    text = said.get(action, plain)
    return f"{text} (refused)" if outcome == "refused" else text
