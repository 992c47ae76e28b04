"""The list of notifications and of their meetings as files, as whoever asked may see them.

The list of notifications is for the designated manager alone to ask for: others read on the page
those that they were let in to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lacrecords.exports.kinds import ExportKind
from lacrecords.risk_notifications.listing import HITS, REGISTER, hits_page, notifications_page
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.terms import RiskLevel
from lacrecords.web.listing import chosen_from, chosen_words, every_page
from lacrecords.web.words import date_words, moment_words
from lacrecords.wording import words

NOTIFICATION_COLUMNS = (
    "Notification",
    "Person",
    "From",
    "Received",
    "Risk",
    "Source confirmed",
    "Next review",
    "Review late",
    "Taken off",
)
HIT_COLUMNS = ("Meeting", "Child", "Person", "How they meet", "Found", "State")


def notification_rows(
    actor: Actor, chosen: Mapping[str, Any], now: datetime
) -> Iterator[Sequence[str]]:
    """Every notification of that part that this person sees."""
    for one in every_page(lambda asked: notifications_page(actor, asked, now), REGISTER, chosen):
        yield (
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


def hit_rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every meeting of that part, where this person sees the notification and the record."""
    for one in every_page(lambda asked: hits_page(actor, asked, now), HITS, chosen):
        yield (
            one.reference,
            one.child_name,
            one.person,
            one.kind,
            moment_words(one.raised_at),
            one.state,
        )


RISK_NOTIFICATIONS = ExportKind(
    key="risk_notifications",
    title="People who may pose a risk to children",
    action=Action.RISK_RECORD,
    columns=NOTIFICATION_COLUMNS,
    rows=notification_rows,
    describe=lambda chosen: chosen_words(REGISTER, chosen),
    chosen_of=lambda address: chosen_from(REGISTER, address),
    back_to="risk_notifications.index",
)
RISK_HITS = ExportKind(
    key="risk_hits",
    title="Children whom notifications may concern",
    action=Action.RISK_HIT,
    columns=HIT_COLUMNS,
    rows=hit_rows,
    describe=lambda chosen: chosen_words(HITS, chosen),
    chosen_of=lambda address: chosen_from(HITS, address),
    back_to="risk_notifications.hits",
)
