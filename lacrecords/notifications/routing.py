"""To whom a notification goes, so that it never waits for somebody who is not there.

Lead social worker, else cover, else team manager, else the designated manager,
else a team on shift. It reads staff only and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.staff import queries as staff
from lacrecords.terms import Role, TeamKind


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, one team or everybody with one role: exactly one of the three."""

    account_id: int | None = None
    team_id: int | None = None
    role: Role | None = None

    def __post_init__(self) -> None:
        """Refuse a notification to nobody or to two at once."""
        if sum(one is not None for one in (self.account_id, self.team_id, self.role)) != 1:
            raise ValueError("A recipient is one person, one team or one role.")


DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
LAST_ROLES = (Role.TEAM_MANAGER, Role.DIRECTOR)


def route_worker(
    worker_account_id: int | None, team_id: int | None, on: date, out_of_hours: bool = False
) -> Recipient:
    """Whoever stands in for this worker on this day; the worker first, and always active."""
    if worker_account_id is not None:
        if staff.is_active(worker_account_id, on):
            return Recipient(account_id=worker_account_id)
        cover = staff.cover_for(worker_account_id, on)
        if cover is not None:
            return Recipient(account_id=cover.account_id)
    manager = _manager(worker_account_id, team_id, on)
    return manager or last_resort(on, out_of_hours)


def reachable(recipient: Recipient, on: date, out_of_hours: bool = False) -> Recipient:
    """The recipient while an active person stands behind it, else whoever stands in."""
    if is_reachable(recipient, on):
        return recipient
    if recipient.role is not None:
        return last_resort(on, out_of_hours)
    return route_worker(recipient.account_id, recipient.team_id, on, out_of_hours)


def is_reachable(recipient: Recipient, on: date) -> bool:
    """Whether at least one active person would see it on this day."""
    if recipient.account_id is not None:
        return staff.is_active(recipient.account_id, on)
    if recipient.role is not None:
        return bool(staff.active_people([recipient.role], on))
    people = staff.active_people(Role, on)
    return any(recipient.team_id in person.team_ids for person in people)


def last_resort(on: date, out_of_hours: bool) -> Recipient:
    """The designated manager, else a team on shift, else any manager.

    With nobody active in the whole council it stands in the designated
    manager's inbox until somebody holds that role.
    """
    shift = (TeamKind.DUTY, TeamKind.OUT_OF_HOURS)
    teams = [_team(kind) for kind in (reversed(shift) if out_of_hours else shift)]
    roles = [Recipient(role=role) for role in LAST_ROLES]
    for recipient in (DESIGNATED_MANAGER, *teams, *roles):
        if recipient is not None and is_reachable(recipient, on):
            return recipient
    return DESIGNATED_MANAGER


def ladder(recipient: Recipient, on: date, out_of_hours: bool) -> tuple[Recipient, ...]:
    """Where one that nobody acknowledged climbs: cover, team manager, designated manager, shift.

    At night the out-of-hours team comes first: they are awake.
    """
    rungs: list[Recipient | None] = [_team(TeamKind.OUT_OF_HOURS)] if out_of_hours else []
    if recipient.account_id is not None:
        cover = staff.cover_for(recipient.account_id, on)
        rungs.append(Recipient(account_id=cover.account_id) if cover else None)
    if recipient.role is None:
        rungs.append(_manager(recipient.account_id, recipient.team_id, on))
    rungs.append(DESIGNATED_MANAGER)
    if not out_of_hours:
        rungs.append(_team(TeamKind.DUTY))
    return tuple(rung for rung in rungs if rung is not None and is_reachable(rung, on))


def people_behind(recipient: Recipient, on: date) -> tuple[staff.StaffCard, ...]:
    """The active people who see it on this day; their addresses are where channels send to."""
    if recipient.account_id is not None:
        person = staff.person(recipient.account_id)
        return (person,) if person and staff.is_active(person.account_id, on) else ()
    if recipient.role is not None:
        return tuple(staff.active_people([recipient.role], on))
    people = staff.active_people(Role, on)
    return tuple(person for person in people if recipient.team_id in person.team_ids)


def _manager(account_id: int | None, team_id: int | None, on: date) -> Recipient | None:
    teams = [team_id] if team_id is not None else []
    if account_id is not None:
        teams += [team for team in staff.teams_of(account_id, on) if team not in teams]
    for team in teams:
        manager = staff.team_manager_for(team, on)
        if manager is not None and manager.account_id != account_id:
            return Recipient(account_id=manager.account_id)
    return None


def _team(kind: TeamKind) -> Recipient | None:
    team = staff.team_of_kind(kind)
    return Recipient(team_id=team.team_id) if team else None
