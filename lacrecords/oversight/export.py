"""The notifications that nobody acknowledged as a file: they name no child, but lead to many."""

from __future__ import annotations

from collections.abc import Sequence

from lacrecords.exports.kinds import export_of_list
from lacrecords.notifications.lists import UNACKNOWLEDGED
from lacrecords.oversight.unacknowledged import UnacknowledgedLine, unacknowledged_lines
from lacrecords.rules.authorisation import Action
from lacrecords.web.words import moment_words


def _line(line: UnacknowledgedLine) -> Sequence[str]:
    """One notification; about what, where whoever asked may open it."""
    return (
        line.item.reference,
        line.item.recipient_name,
        line.item.kind_words,
        line.about,
        moment_words(line.item.created_at),
        moment_words(line.item.acknowledge_by_at),
        "Yes" if line.item.urgent else "No",
        "Yes" if line.item.is_late else "No",
    )


UNACKNOWLEDGED_LIST = export_of_list(
    UNACKNOWLEDGED,
    unacknowledged_lines,
    _line,
    key="unacknowledged",
    title="Notifications not acknowledged",
    action=Action.CONSIDERATION,
    columns=("Notification", "To", "What", "About", "Sent", "Due", "Urgent", "Late"),
    back_to="oversight.unacknowledged",
)
