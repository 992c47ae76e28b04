"""Whom an alert concerns here: the lead social worker of a child in it, or a record's owner.

A sender whom nobody has confirmed stops no duty: our own people are told, and told that too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lacrecords.children.restriction_owners import tell_owner
from lacrecords.children.standing import ChildStanding, standing_of, standings_of
from lacrecords.clocks import local_date
from lacrecords.movements.received_facts import matter_of
from lacrecords.movements.received_models import ReceivedAlert, ReceivedAlertPerson
from lacrecords.movements.received_search import strong_children
from lacrecords.notifications.services import Notice, Recipient, notify, route_worker
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, Urgency

CLOSED_WHY = (
    "Another authority looks for a family, and a child of it may be the child of this record."
    " Open the alerts from other authorities, or ask the designated manager."
)
LINKED_WHY = "Another authority looks for the family of a child you lead for."
NOT_CONFIRMED = " Nobody has confirmed yet who sent the alert: tell nobody where the family is."
TOLD_HOW = " Tell nobody outside where the family is: the designated manager tells the sender."


def tell_owners(actor: Actor, persons: Iterable[ReceivedAlertPerson], now: datetime) -> None:
    """A closed record of which the search is sure comes to whoever answers for it, and nobody."""
    ids = {child_id for person in persons for child_id in strong_children(person, now)}
    for child_id, standing in standings_of(ids, local_date(now)).items():
        if standing.restriction is not None:
            tell_owner(actor, child_id, standing.restriction, CLOSED_WHY, now, Urgency.URGENT)


def tell_lead(
    actor: Actor, row: ReceivedAlert, child_id: int, *, confirmed: bool, now: datetime
) -> None:
    """Whoever leads for the child hears at once; of a closed record its owner alone."""
    standing = standing_of(child_id, local_date(now))
    if standing.restriction is not None:
        tell_owner(actor, child_id, standing.restriction, CLOSED_WHY, now, Urgency.URGENT)
        return
    for recipient in _leads(standing, now):
        notice = Notice(
            kind=NotificationKind.ALERT_RECEIVED,
            urgency=Urgency.URGENT,
            recipient=recipient,
            child_id=child_id,
            matter=matter_of(row),
            why=LINKED_WHY + (TOLD_HOW if confirmed else NOT_CONFIRMED),
        )
        notify(actor, notice, now)


def _leads(standing: ChildStanding, now: datetime) -> tuple[Recipient, ...]:
    on = local_date(now)
    first = standing.lead.account_id if standing.lead else None
    leads = [route_worker(first, standing.team_id, on)]
    leads += [
        route_worker(lead.worker.account_id, lead.team_id, on) for lead in standing.also_leading
    ]
    return tuple(dict.fromkeys(leads))
