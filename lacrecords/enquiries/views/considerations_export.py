"""The child in need considerations as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from lacrecords.enquiries.queries.considerations import PAGE, SHOWN, considerations_page
from lacrecords.exports.kinds import ExportKind
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.words import moment_words

COLUMNS = ("Consideration", "Child", "Enquiries", "Opened", "Due", "Late", "Closed", "Outcome")


def chosen_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The part of the list that is wanted, as the request keeps it."""
    show = address.get("show", "")
    return {"show": show if show in SHOWN else "open"}


def rows(_actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every consideration of that part, the soonest due first."""
    for number in count(1):
        found = considerations_page(now, show=str(chosen["show"]), number=number)
        for one in found.items:
            yield (
                one.reference,
                one.child_title,
                str(one.enquiries),
                moment_words(one.opened_at),
                moment_words(one.due_at),
                "Yes" if one.is_late or one.closed_late else "No",
                moment_words(one.closed_at) if one.closed_at else "",
                one.outcome_words,
            )
        if number * PAGE >= found.total:
            return


def describe(chosen: Mapping[str, Any]) -> str:
    """Which part of the list it is, in words."""
    return f"Child in need considerations: {chosen['show']}"


CONSIDERATIONS = ExportKind(
    key="considerations",
    title="Child in need considerations",
    action=Action.CONSIDERATION,
    columns=COLUMNS,
    rows=rows,
    describe=describe,
    chosen_of=chosen_of,
    back_to="enquiries.considerations_list",
)
