"""Who leads for a child, whether that person is at work, and who covers.

Active means what the staff slice says: not left, not disabled, not absent that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lacrecords.children import facts
from lacrecords.children.models import LeadSocialWorkerAssignment
from lacrecords.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Worker:
    """A lead social worker or their cover; no account: known by a name in a file only."""

    account_id: int | None
    name: str
    office_number: str
    team_id: int | None


@dataclass(frozen=True, slots=True)
class Lead:
    """The assignment in force, and what stands behind it today."""

    worker: Worker
    active: bool
    cover: Worker | None
    team_id: int | None
    team_manager_id: int | None


def leads_of(child_ids: Iterable[int], on: date) -> dict[int, Lead]:
    """Who leads for each of these children; staff are looked up once each, not once a child."""
    latest = {
        child_id: rows[-1]
        for child_id, rows in facts.in_force(LeadSocialWorkerAssignment, child_ids, on).items()
    }
    known: dict[tuple[int | None, str, int | None], Lead] = {}
    leads = {}
    for child_id, row in latest.items():
        key = (row.account_id, row.name_as_given, row.team_id)
        if key not in known:
            known[key] = _lead(row, on)
        leads[child_id] = known[key]
    return leads


def _lead(row: LeadSocialWorkerAssignment, on: date) -> Lead:
    card = staff.person(row.account_id) if row.account_id is not None else None
    team_id = row.team_id
    if team_id is None and card is not None:
        team_id = next(iter(card.team_ids), None)
    manager = staff.team_manager_for(team_id, on)
    manager_id = manager.account_id if manager else None
    if card is None:
        worker = Worker(None, row.name_as_given, "", team_id)
        return Lead(worker, False, None, team_id, manager_id)
    worker = Worker(card.account_id, card.name, card.office_number, team_id)
    active = staff.is_active(card.account_id, on)
    cover = None if active else _cover(card.account_id, on)
    return Lead(worker, active, cover, team_id, manager_id)


def _cover(account_id: int, on: date) -> Worker | None:
    card = staff.cover_for(account_id, on)
    if card is None:
        return None
    return Worker(card.account_id, card.name, card.office_number, next(iter(card.team_ids), None))
