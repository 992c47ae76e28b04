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


_SAID = {
    "risk_notification_read": "Read",
    "risk_door_seen": "Came to the door, saw nothing",
    "risk_hit_read": "Read who the person is, beside a child",
    "risk_hit_answered": "Decided whether it concerns a child",
    "risk_child_linked": "Linked a child",
    "risk_access_asked": "Asked to see it",
    "risk_access_granted": "Let somebody in",
    "risk_access_refused": "Refused to let somebody in",
    "risk_notification_recorded": "Wrote it down",
    "risk_removal_proposed": "Proposed that it be taken off",
    "risk_notification_removed": "Took it off, as the second person",
    "risk_removal_refused": "Left it on, as the second person",
    "risk_reader_listed": "Let somebody see it",
    "risk_reader_taken_away": "Took away that somebody sees it",
    "risk_hold_set": "Held it",
    "risk_hold_lifted": "Lifted the hold, as another person",
    "risk_disposal_asked": "Asked that it be destroyed",
    "risk_disposal_refused": "Refused to destroy it, as the second person",
    "risk_notification_destroyed": "Destroyed it, as the second person",
    "risk_certificate_read": "Read that it was destroyed",
    "risk_source_confirmed": "Checked the source: confirmed",
    "risk_source_not_confirmed": "Checked the source: not confirmed",
    "risk_source_could_not_be_done": "Checked the source: could not be done",
}


def _trail_words(action: str, outcome: str) -> str:
    text = _SAID.get(action) or action.removeprefix("risk_").replace("_", " ").capitalize()
    return f"{text} (refused)" if outcome == "refused" else text
