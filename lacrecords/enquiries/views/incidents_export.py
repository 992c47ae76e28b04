"""The incidents as a file, as their list shows them: with nothing of what was told, or to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from lacrecords.enquiries.queries.incidents import SHOWN, SORTED, incidents
from lacrecords.exports.kinds import ExportKind
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.words import moment_words

COLUMNS = ("Incident", "Enquiry", "Opened", "Next due", "Still to be told", "Late", "Closed")


def chosen_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The part of the list that is wanted, and its order, as the request keeps it."""
    show, sort = address.get("show", ""), address.get("sort", "")
    return {
        "show": show if show in SHOWN else SHOWN[0],
        "sort": sort if sort in SORTED else SORTED[0],
    }


def rows(_actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every incident of that part."""
    wanted = chosen_of(chosen)
    for number in count(1):
        found = incidents(now, show=wanted["show"], sort=wanted["sort"], page=number)
        for one in found.items:
            yield (
                one.reference,
                one.enquiry_reference,
                moment_words(one.opened_at),
                moment_words(one.next_due_at) if one.next_due_at else "",
                str(one.open_duties),
                "Yes" if one.is_late else "No",
                moment_words(one.closed_at) if one.closed_at else "",
            )
        if not found.has_next:
            return


def describe(chosen: Mapping[str, Any]) -> str:
    """Which part of the list it is, in words."""
    return f"Incidents: {chosen_of(chosen)['show']}"


INCIDENTS = ExportKind(
    key="incidents",
    title="Incidents",
    action=Action.INCIDENT_READ,
    columns=COLUMNS,
    rows=rows,
    describe=describe,
    chosen_of=chosen_of,
    back_to="enquiries.incidents_list",
)
