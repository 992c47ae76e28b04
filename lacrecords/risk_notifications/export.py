"""The list of notifications and of their meetings as files, as whoever asked may see them.

The list of notifications is for the designated manager alone to ask for: others read on the page
those that they were let in to.
"""

from __future__ import annotations

from collections.abc import Sequence

from lacrecords.exports.kinds import export_of_list
from lacrecords.risk_notifications.listing import (
    HITS,
    REGISTER,
    HitLine,
    NotificationLine,
    hits_page,
    notifications_page,
)
from lacrecords.rules.authorisation import Action
from lacrecords.terms import RiskLevel
from lacrecords.web.words import date_words, moment_words
from lacrecords.wording import words


def _notification(one: NotificationLine) -> Sequence[str]:
    return (
        one.reference,
        one.name,
        one.agency,
        date_words(one.received_on),
        words(RiskLevel(one.level)),
        "Yes" if one.established else "No",
        "" if one.removed else date_words(one.due_on),
        "Yes" if one.review_is_late else "No",
        "Yes" if one.removed else "No",
    )


def _hit(one: HitLine) -> Sequence[str]:
    """A meeting, where whoever asked sees the notification and the record."""
    return (
        one.reference,
        one.child_name,
        one.person,
        one.kind,
        moment_words(one.raised_at),
        one.state,
    )


RISK_NOTIFICATIONS = export_of_list(
    REGISTER,
    notifications_page,
    _notification,
    key="risk_notifications",
    title="People who may pose a risk to children",
    action=Action.RISK_RECORD,
    columns=(
        "Notification",
        "Person",
        "From",
        "Received",
        "Risk",
        "Source confirmed",
        "Next review",
        "Review late",
        "Taken off",
    ),
    back_to="risk_notifications.index",
)
RISK_HITS = export_of_list(
    HITS,
    hits_page,
    _hit,
    key="risk_hits",
    title="Children whom notifications may concern",
    action=Action.RISK_HIT,
    columns=("Meeting", "Child", "Person", "How they meet", "Found", "State"),
    back_to="risk_notifications.hits",
)
