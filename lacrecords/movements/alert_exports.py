"""Missing families and alerts from other authorities as files, as whoever asked may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lacrecords.exports.kinds import ExportKind
from lacrecords.movements.missing_queries import FAMILIES, families_page
from lacrecords.movements.received_queries import ALERTS, alerts_page
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.listing import chosen_from, chosen_words, every_page
from lacrecords.web.words import date_words, moment_words

FAMILY_COLUMNS = (
    "Family",
    "Children",
    "Recorded",
    "State",
    "Found on",
    "Authorities told",
    "Not told to stand down",
)
ALERT_COLUMNS = (
    "Alert",
    "From",
    "Received",
    "People described",
    "State",
    "Still to do",
    "Due",
    "Late",
)


def family_rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every family of that part that this person may see."""
    for one in every_page(lambda asked: families_page(actor, asked, now), FAMILIES, chosen):
        yield (
            one.row.reference,
            one.who,
            moment_words(one.row.recorded_at),
            one.state_words,
            date_words(one.row.found_on),
            "; ".join(alert.authority for alert in one.alerts),
            "; ".join(one.still_looking),
        )


def alert_rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every alert of that part that this person may see, as its sender described the people."""
    for one in every_page(lambda asked: alerts_page(actor, asked, now), ALERTS, chosen):
        yield (
            one.row.reference,
            one.authority,
            moment_words(one.row.received_at),
            one.who,
            one.state_words,
            "; ".join(one.duty_words),
            moment_words(one.due_at) if one.duties else "",
            "Yes" if one.is_late else "No",
        )


MISSING_FAMILIES = ExportKind(
    key="missing_families",
    title="Families whose whereabouts are not known",
    action=Action.MOVEMENT_READ,
    columns=FAMILY_COLUMNS,
    rows=family_rows,
    describe=lambda chosen: chosen_words(FAMILIES, chosen),
    chosen_of=lambda address: chosen_from(FAMILIES, address),
    back_to="movements.families",
)
RECEIVED_ALERTS = ExportKind(
    key="received_alerts",
    title="Alerts from other authorities",
    action=Action.MOVEMENT_READ,
    columns=ALERT_COLUMNS,
    rows=alert_rows,
    describe=lambda chosen: chosen_words(ALERTS, chosen),
    chosen_of=lambda address: chosen_from(ALERTS, address),
    back_to="movements.received_alerts",
)
