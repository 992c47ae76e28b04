"""Missing families and alerts from other authorities as files, as whoever asked may see them."""

from __future__ import annotations

from collections.abc import Sequence

from lacrecords.exports.kinds import export_of_list
from lacrecords.movements.missing_queries import FAMILIES, FamilyPage, families_page
from lacrecords.movements.received_queries import ALERTS, AlertPage, alerts_page
from lacrecords.rules.authorisation import Action
from lacrecords.web.words import date_words, moment_words


def _family(one: FamilyPage) -> Sequence[str]:
    return (
        one.row.reference,
        one.who,
        moment_words(one.row.recorded_at),
        one.state_words,
        date_words(one.row.found_on),
        "; ".join(alert.authority for alert in one.alerts),
        "; ".join(one.still_looking),
    )


def _alert(one: AlertPage) -> Sequence[str]:
    """The people as the sender described them."""
    return (
        one.row.reference,
        one.authority,
        moment_words(one.row.received_at),
        one.who,
        one.state_words,
        "; ".join(one.duty_words),
        moment_words(one.due_at) if one.duties else "",
        "Yes" if one.is_late else "No",
    )


MISSING_FAMILIES = export_of_list(
    FAMILIES,
    families_page,
    _family,
    key="missing_families",
    title="Families whose whereabouts are not known",
    action=Action.MOVEMENT_READ,
    columns=(
        "Family",
        "Children",
        "Recorded",
        "State",
        "Found on",
        "Authorities told",
        "Not told to stand down",
    ),
    back_to="movements.families",
)
RECEIVED_ALERTS = export_of_list(
    ALERTS,
    alerts_page,
    _alert,
    key="received_alerts",
    title="Alerts from other authorities",
    action=Action.MOVEMENT_READ,
    columns=(
        "Alert",
        "From",
        "Received",
        "People described",
        "State",
        "Still to do",
        "Due",
        "Late",
    ),
    back_to="movements.received_alerts",
)
