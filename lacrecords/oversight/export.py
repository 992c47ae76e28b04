"""The notifications that nobody acknowledged as a file: they name no child, but lead to many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lacrecords.exports.kinds import ExportKind
from lacrecords.notifications.lists import UNACKNOWLEDGED
from lacrecords.oversight.unacknowledged import unacknowledged_lines
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.listing import chosen_from, chosen_words, every_page
from lacrecords.web.words import moment_words

COLUMNS = ("Notification", "To", "What", "About", "Sent", "Due", "Urgent", "Late")


def rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every notification of that part; about what, where this person may open it."""
    for line in every_page(
        lambda asked: unacknowledged_lines(actor, asked, now), UNACKNOWLEDGED, chosen
    ):
        yield (
            line.item.reference,
            line.item.recipient_name,
            line.item.kind_words,
            line.about,
            moment_words(line.item.created_at),
            moment_words(line.item.acknowledge_by_at),
            "Yes" if line.item.urgent else "No",
            "Yes" if line.item.is_late else "No",
        )


UNACKNOWLEDGED_LIST = ExportKind(
    key="unacknowledged",
    title="Notifications not acknowledged",
    action=Action.CONSIDERATION,
    columns=COLUMNS,
    rows=rows,
    describe=lambda chosen: chosen_words(UNACKNOWLEDGED, chosen),
    chosen_of=lambda address: chosen_from(UNACKNOWLEDGED, address),
    back_to="oversight.unacknowledged",
)
