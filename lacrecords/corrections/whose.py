"""Who tells a recipient: whoever told them before, else whoever answers for the child."""

from __future__ import annotations

from datetime import datetime

from lacrecords.children.standing import ChildStanding, closed_to, standings_of
from lacrecords.clocks import local_date
from lacrecords.enquiries.services.recipients import record_owner
from lacrecords.notifications.services import Recipient
from lacrecords.rules.authorisation import Action, may
from lacrecords.rules.corrections import Telling
from lacrecords.staff import queries as staff
from lacrecords.terms import NotificationKind, Role

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
_OF_A_PERSON = "account:"


def standing_of_child(child_id: int | None, now: datetime) -> ChildStanding | None:
    """How the child stands today; None: a decision to share without a record."""
    if child_id is None:
        return None
    return standings_of((child_id,), local_date(now)).get(child_id)


def who_tells(telling: Telling, child: ChildStanding | None, now: datetime) -> Recipient:
    """Of a restricted record its owner alone; of what only managers may see, the manager."""
    if child is not None and child.restriction is not None:
        return record_owner(child, now)
    if telling.recipient.managers_only:
        return DESIGNATED_MANAGER
    told_by = _still_here(telling.told_by, child, now)
    if told_by is not None:
        return Recipient(account_id=told_by)
    return _who_answers_for(child)


def told_as(child: ChildStanding | None) -> NotificationKind:
    """Of a restricted record the duty desk never reads, nor anybody who stands in for it."""
    if child is None or child.restriction is None:
        return NotificationKind.TASK
    return NotificationKind.SEALED_RECORD if child.sealed else NotificationKind.RESTRICTED_RECORD


def _still_here(key: str, child: ChildStanding | None, now: datetime) -> int | None:
    if not key.startswith(_OF_A_PERSON):
        return None
    account_id = int(key.removeprefix(_OF_A_PERSON))
    person = staff.person(account_id)
    if person is None or not may(person.role, Action.CORRECTION_TELL):
        return None
    if child is not None and closed_to(child, account_id):
        return None
    return account_id if staff.is_active(account_id, local_date(now)) else None


def _who_answers_for(child: ChildStanding | None) -> Recipient:
    """The lead social worker, the cover, the team manager, the designated manager."""
    if child is None:
        return DESIGNATED_MANAGER
    for worker in (child.lead if child.lead_active else None, child.cover):
        account_id = worker.account_id if worker is not None else None
        if account_id is not None and not closed_to(child, account_id):
            return Recipient(account_id=account_id)
    manager = child.team_manager_id
    if manager is not None and not closed_to(child, manager):
        return Recipient(account_id=manager)
    return DESIGNATED_MANAGER
