"""Who can be asked through the program, and to whom a question for them goes."""

from __future__ import annotations

from datetime import date

from lacrecords.notifications.services import Recipient
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.staff import queries as staff
from lacrecords.terms import AdviserKind, Role

_OFFICES = {
    AdviserKind.CALDICOTT_GUARDIAN: Role.CALDICOTT_GUARDIAN,
    AdviserKind.DESIGNATED_MANAGER: Role.DESIGNATED_MANAGER,
}


def recipient_of(
    actor: Actor, adviser: AdviserKind, procedure: Procedure, on: date
) -> Recipient | None:
    """To whom a question of this person for that adviser goes; None: they have no account."""
    role = _OFFICES.get(adviser)
    if role is not None:
        holders = {each.account_id for each in staff.active_people([role], on)}
        # Whoever holds the office alone has nobody to ask in it.
        return Recipient(role=role) if holders - {actor.account_id} else None
    if adviser is AdviserKind.OWN_MANAGER:
        return _manager_of(actor, on)
    names = {
        AdviserKind.NAMED_PROFESSIONAL: procedure.named_professional_team,
        AdviserKind.LEGAL_SERVICES: procedure.legal_services_team,
    }
    return _team_called(names[adviser], actor, on)


def advisers_offered(actor: Actor, procedure: Procedure, on: date) -> tuple[AdviserKind, ...]:
    """Those whom this person can ask through the program; the others are asked by telephone."""
    return tuple(one for one in AdviserKind if recipient_of(actor, one, procedure, on) is not None)


def _manager_of(actor: Actor, on: date) -> Recipient | None:
    if actor.account_id is None:
        return None
    for team_id in staff.teams_of(actor.account_id, on):
        manager = staff.team_manager_for(team_id, on)
        if manager is not None and manager.account_id != actor.account_id:
            return Recipient(account_id=manager.account_id)
    return None


def _team_called(name: str, actor: Actor, on: date) -> Recipient | None:
    team = next((one for one in staff.every_team() if name and one.name == name), None)
    if team is None:
        return None
    advising = [
        each
        for each in staff.active_people(Role, on)
        if team.team_id in each.team_ids
        and each.account_id != actor.account_id
        and may(each.role, Action.ADVICE_GIVE)
    ]
    return Recipient(team_id=team.team_id) if advising else None
