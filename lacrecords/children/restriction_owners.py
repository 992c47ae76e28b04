"""Who answers for a restricted or sealed record, and how they are told that something concerns it.

Of a sealed record nobody but its named owner is told which one it is. Where the owner is
away or has left, the designated manager hears that there is something, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lacrecords.children.standing import RestrictionCard
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import StaffCard, council_day
from lacrecords.terms import NotificationKind, Role, Urgency

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
MANAGERS = (Role.DESIGNATED_MANAGER, Role.TEAM_MANAGER)


def tell_owner(
    actor: Actor,
    child_id: int,
    card: RestrictionCard,
    why: str,
    now: datetime,
    urgency: Urgency = Urgency.ROUTINE,
) -> None:
    """Tell whoever answers for this record that something concerns it."""
    at_work = staff.is_active(card.owner_id, council_day(now))
    notice = Notice(
        kind=kind_of_notice(card),
        urgency=urgency,
        recipient=Recipient(account_id=card.owner_id) if at_work else DESIGNATED_MANAGER,
        child_id=child_id if at_work or not card.sealed else None,
        why=why,
    )
    notify(actor, notice, now)


def kind_of_notice(card: RestrictionCard) -> NotificationKind:
    """What is said of a sealed record climbs past nobody but the designated manager."""
    return NotificationKind.SEALED_RECORD if card.sealed else NotificationKind.RESTRICTED_RECORD


def has_gone(account_id: int, now: datetime) -> bool:
    """Whether this person works here no more; one who is away has not gone."""
    return account_id not in {card.account_id for card in staff.everybody(council_day(now))}


def may_manage(
    actor: Actor, card: RestrictionCard, connected: Iterable[int], now: datetime
) -> bool:
    """Whether this person answers for the record: its owner, or the designated manager.

    Of a sealed record only the owner, unless the owner works here no more. Whoever knows
    the child or family never does.
    """
    if actor.account_id is None or actor.account_id in connected:
        return False
    if actor.account_id == card.owner_id:
        return True
    if actor.role is not Role.DESIGNATED_MANAGER:
        return False
    return not card.sealed or has_gone(card.owner_id, now)


def second_people(actor: Actor, connected: Iterable[int], now: datetime) -> tuple[StaffCard, ...]:
    """Managers who may decide what this person asks: of another role, or of no team of theirs."""
    apart = set(connected) | {actor.account_id}
    own_teams = set(actor.team_ids)
    return tuple(
        card
        for card in staff.active_people(MANAGERS, council_day(now))
        if card.account_id not in apart
        and (card.role is not actor.role or not own_teams & set(card.team_ids))
    )
