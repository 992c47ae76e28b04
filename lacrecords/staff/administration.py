"""What a system administrator does with accounts and teams that exist: change, join, end.

Inviting, leaving and closing are in `services`. Every change leaves its row in the
trail; a change of role names both roles there, and ends the person's sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.refusals import StepRefused
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.sentences import is_speakable_number
from lacrecords.staff import account_rules, services, sessions
from lacrecords.staff.account_rules import AccountRefused
from lacrecords.staff.models import Account, Team, TeamMembership
from lacrecords.staff.queries import MANAGERS
from lacrecords.staff.services import Invited, NewAccount, NewTeam, NoSuchAccount
from lacrecords.terms import Role, TeamKind


class TeamRefused(StepRefused):
    """The team cannot be so; `field` is the part that is wrong, the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDetails:
    """What may be changed of a team; its name and kind stay."""

    office_number: str
    manager_id: int | None


def invite_into_team(
    actor: Actor, new: NewAccount, team_id: int | None, from_on: date, now: datetime
) -> Invited:
    """Invite somebody and, where a team is given, put them in it from that day."""
    invited = services.invite(actor, new, now)
    if team_id is not None:
        join_team(actor, invited.account_id, team_id, from_on)
    return invited


def invite_anew(actor: Actor, account_id: int, now: datetime) -> str:
    """A fresh link for somebody who lost theirs or their password; never for oneself."""
    account = _account(account_id)
    account_rules.refuse_oneself(actor, account)
    if not sessions.may_sign_in(account, now):
        raise AccountRefused("", "This account is closed, or its person has left")
    return services.invite_again(actor, account.id, now)


def change_details(actor: Actor, account_id: int, name: str, office_number: str) -> None:
    """Change the name or the office number that colleagues and enquirers are given."""
    account = _account(account_id)
    account_rules.refuse_unspeakable(name, office_number, account.role)
    account.name, account.office_number = name, office_number
    db.session.flush()
    audit.record(actor, "account_details_changed", "account", account.id)


def change_role(actor: Actor, account_id: int, role: Role, now: datetime) -> None:
    """Give somebody another role; their sessions end with this transaction."""
    account = _account(account_id)
    account_rules.refuse_oneself(actor, account)
    if role is account.role:
        raise AccountRefused("role", "This person has this role already")
    if role not in account_rules.NEVER_TOLD and not account.office_number:
        raise AccountRefused("role", "Record an office number first: enquirers are told it")
    managed = db.session.scalar(select(Team.name).where(Team.manager_id == account.id).limit(1))
    if managed is not None and role not in MANAGERS:
        raise AccountRefused("role", f"Give {managed} another manager first")
    account_rules.refuse_to_lose_the_last_administrator(account)
    earlier, account.role = account.role, role
    db.session.flush()
    sessions.end_all(account.id, now)
    audit.record(actor, f"role_changed_from_{earlier}_to_{role}", "account", account.id)


def join_team(actor: Actor, account_id: int, team_id: int, from_on: date) -> None:
    """Put somebody in a team from that day; AccountRefused when they are in it then."""
    account = _account(account_id)
    if db.session.get(Team, team_id) is None:
        raise AccountRefused("team_id", "Select a team")
    there = select(TeamMembership.id).where(
        TeamMembership.account_id == account.id,
        TeamMembership.team_id == team_id,
        or_(TeamMembership.to_on.is_(None), TeamMembership.to_on > from_on),
    )
    if db.session.scalar(there.limit(1)) is not None:
        raise AccountRefused("team_id", "This person is in this team already")
    services.add_to_team(actor, account.id, team_id, from_on)


def end_membership(actor: Actor, membership_id: int, to_on: date) -> None:
    """Write down the day on which somebody is in a team no more."""
    row = db.session.get(TeamMembership, membership_id)
    if row is None or row.to_on is not None:
        raise AccountRefused("to_on", "This membership has ended already")
    if to_on < row.from_on:
        raise AccountRefused("to_on", "The day must not be before the first day in the team")
    row.to_on = to_on
    db.session.flush()
    audit.record(actor, "team_left", "account", row.account_id)


def add_team(actor: Actor, new: NewTeam, now: datetime) -> int:
    """Add a team; TeamRefused when its name is taken or a part cannot stand."""
    name = " ".join(new.name.split())
    if not name or not name.isprintable():
        raise TeamRefused("name", "Enter the name of the team")
    same = select(Team.id).where(func.lower(Team.name) == func.lower(name))
    if db.session.scalar(same) is not None:
        raise TeamRefused("name", "There is a team of this name")
    _refuse_team(new.office_number, new.manager_id, now)
    whole = NewTeam(
        name=name, kind=new.kind, office_number=new.office_number, manager_id=new.manager_id
    )
    return services.add_team(actor, whole)


def change_team(actor: Actor, team_id: int, details: TeamDetails, now: datetime) -> None:
    """Change a team's office number and manager."""
    row = db.session.get(Team, team_id)
    if row is None:
        raise TeamRefused("", "There is no such team")
    manager_id = details.manager_id if details.manager_id != row.manager_id else None
    _refuse_team(details.office_number, manager_id, now)
    row.office_number, row.manager_id = details.office_number, details.manager_id
    db.session.flush()
    audit.record(actor, "team_changed", "team", row.id)


def _refuse_team(office_number: str, manager_id: int | None, now: datetime) -> None:
    if not is_speakable_number(office_number):
        raise TeamRefused(
            "office_number", "Enter one telephone number, with nothing else, like 01632 960 001"
        )
    manager = db.session.get(Account, manager_id) if manager_id is not None else None
    if manager_id is None:
        return
    if manager is None or manager.role not in MANAGERS or not sessions.may_sign_in(manager, now):
        raise TeamRefused("manager_id", "Select a manager who works here")


def missing_or_doubled_teams(kinds: list[TeamKind]) -> tuple[str, ...]:
    """What is wrong with the teams that every council needs one of, in words; empty: nothing."""
    wrong = []
    for kind, words in ((TeamKind.DUTY, "duty team"), (TeamKind.OUT_OF_HOURS, "out-of-hours team")):
        number = kinds.count(kind)
        if number == 0:
            wrong.append(
                f"There is no {words}. Enquirers cannot be given its number, and it cannot be "
                "told of anything. Add it."
            )
        elif number > 1:
            wrong.append(f"There are {number} {words}s. The one added first is used everywhere.")
    return tuple(wrong)


def _account(account_id: int) -> Account:
    account = db.session.get(Account, account_id)
    if account is None:
        raise NoSuchAccount
    return account
