"""Whoever answers for a closed record is told of a check that may concern it, and nobody else."""

from __future__ import annotations

from datetime import datetime

from lacrecords.check_requests.matters import matter_of
from lacrecords.check_requests.models import CheckRequest
from lacrecords.children.restriction_owners import kind_of_notice
from lacrecords.children.standing import RestrictionCard
from lacrecords.clocks import local_date
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import Role, Urgency

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
OWNER_IS_ASKED = (
    "A suitability check may concern a record that you answer for. Open the request and say"
    " whether it does."
)
OWNER_IS_TOLD = (
    "A suitability check that was answered may concern a record that you answer for: the register"
    " has changed since. Speak to the designated manager."
)


def tell_owner(
    actor: Actor,
    request: CheckRequest,
    child_id: int,
    card: RestrictionCard,
    why: str,
    now: datetime,
) -> None:
    """Tell the owner of the record; where they work here no more, the designated manager."""
    at_work = staff.is_active(card.owner_id, local_date(now))
    notice = Notice(
        kind=kind_of_notice(card),
        urgency=Urgency.ROUTINE,
        recipient=Recipient(account_id=card.owner_id) if at_work else DESIGNATED_MANAGER,
        child_id=child_id if at_work or not card.sealed else None,
        matter=matter_of(request),
        why=why,
    )
    notify(actor, notice, now)
