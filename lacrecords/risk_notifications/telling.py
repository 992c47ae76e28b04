"""Whom this slice tells, and in which words: no name, no address, nothing that a desk may read."""

from __future__ import annotations

from datetime import datetime

from lacrecords.children.standing import ChildStanding
from lacrecords.clocks import local_date
from lacrecords.notifications.services import Matter, Notice, Recipient, notify, route_worker
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk import RecordOfHit
from lacrecords.staff import queries as staff
from lacrecords.terms import MatterKind, NotificationKind, Role, Urgency

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
DIRECTOR = Recipient(role=Role.DIRECTOR)
HIT_TASK_WHY = (
    "A person of whom the council was notified may be in the home or household of a child on"
    " the register."
)
MAY_MEET_WHY = (
    "A person of whom the council was notified may be, or have been, in the home or household of"
    " a child you lead for. A manager decides whether it is so. Open it to ask to see more."
)
DECIDED_SAME_WHY = (
    "It was decided that a notification concerns a child you lead for. Open it to ask to see more."
)
CANNOT_TELL_WHY = (
    "Nobody could tell whether a notification concerns a child you lead for. Find out who lives"
    " with the child, and tell the designated manager."
)


def matter_of(reference: str) -> Matter:
    """The matter of a notification or of a meeting, by its random reference."""
    return Matter(MatterKind.RISK_NOTIFICATION, reference)


def record_of(standing: ChildStanding) -> RecordOfHit:
    """How the child's record stands for the rules."""
    if standing.sealed:
        return RecordOfHit.SEALED
    if standing.restriction is not None:
        return RecordOfHit.RESTRICTED
    is_open = standing.case_open or standing.on_plan
    return RecordOfHit.CASE_OPEN if is_open else RecordOfHit.CASE_NOT_OPEN


def owner_of(standing: ChildStanding, now: datetime) -> Recipient:
    """The named owner of a closed record where active; else the designated manager."""
    owner_id = standing.restriction.owner_id if standing.restriction else None
    if owner_id is not None and staff.is_active(owner_id, local_date(now)):
        return Recipient(account_id=owner_id)
    return DESIGNATED_MANAGER


def tell_leads(
    actor: Actor, standing: ChildStanding, hit_reference: str, why: str, now: datetime
) -> int:
    """Tell whoever leads for the child, or who stands in for them; how many were told."""
    told = set()
    for recipient in _leads(standing, now):
        notice = Notice(
            kind=NotificationKind.RISK_HIT,
            urgency=Urgency.URGENT,
            recipient=recipient,
            child_id=standing.child_id,
            matter=matter_of(hit_reference),
            why=why,
        )
        notify(actor, notice, now)
        told.add(recipient)
    return len(told)


def _leads(standing: ChildStanding, now: datetime) -> tuple[Recipient, ...]:
    on = local_date(now)
    first = standing.lead.account_id if standing.lead else None
    leads = [route_worker(first, standing.team_id, on)]
    leads += [
        route_worker(lead.worker.account_id, lead.team_id, on) for lead in standing.also_leading
    ]
    return tuple(dict.fromkeys(leads))
