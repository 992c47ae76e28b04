"""Who leads for a child, whether that person is at work, and who covers.

Active means what the staff slice says: not left, not disabled, not absent that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

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
    besides: tuple[Lead, ...] = ()
    """Who leads by another record of the same child, which is linked to this one."""


def leads_of(child_ids: Iterable[int], on: date) -> dict[int, Lead]:
    """Who leads for each of these children; staff are looked up once each, not once a child."""
    known: dict[_Key, Lead] = {}
    found = facts.in_force(LeadSocialWorkerAssignment, child_ids, on)
    return {child_id: lead_among(rows, on, known)[0] for child_id, rows in found.items()}


_Key: TypeAlias = tuple[int | None, str, int | None]


def lead_among(
    rows: Sequence[LeadSocialWorkerAssignment], on: date, known: dict[_Key, Lead] | None = None
) -> tuple[Lead, LeadSocialWorkerAssignment]:
    """Who leads by these assignments, of which the last holds, and by which of them.

    Each linked record has one. Where the one that holds reaches nobody at work, one that does
    takes its place, so that an enquirer is never given the duty team for want of looking.
    """
    known = {} if known is None else known
    newest = {row.child_id: row for row in rows}
    by_weight = [row for row in rows if newest[row.child_id] is row]
    leads = []
    for row in by_weight:
        key = (row.account_id, row.name_as_given, row.team_id)
        if key not in known:
            known[key] = lead_of(row, on)
        leads.append((known[key], row))
    reachable = [one for one in leads if one[0].active or one[0].cover is not None]
    chosen = leads[-1] if leads[-1] in reachable or not reachable else reachable[-1]
    besides = {one.worker: one for one, _ in leads if one.worker != chosen[0].worker}
    return replace(chosen[0], besides=tuple(besides.values())), chosen[1]


def lead_of(row: LeadSocialWorkerAssignment, on: date) -> Lead:
    """What stands behind one assignment on that day."""
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
