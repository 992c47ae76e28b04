"""Members of staff by work e-mail address or name, as files of other systems name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from lacrecords.database import db
from lacrecords.staff.models import Account, TeamMembership


@dataclass(frozen=True, slots=True)
class AccountInTeam:
    """An account, also of somebody who has left, and the first team it is in."""

    account_id: int
    team_id: int | None


@dataclass(frozen=True, slots=True)
class StaffList:
    """Every account by its e-mail address in lower case, and by a name that only one has."""

    by_email: Mapping[str, AccountInTeam]
    by_name: Mapping[str, AccountInTeam]


def accounts_by_email(on: date) -> Mapping[str, AccountInTeam]:
    """Every account by its e-mail address in lower case, with its team on that day."""
    return staff_list(on).by_email


def staff_list(on: date) -> StaffList:
    """Every account, with its team on that day; a name that two people have finds neither."""
    teams = _first_teams(on)
    rows = db.session.execute(select(Account.email, Account.name, Account.id)).all()
    cards = {
        account_id: AccountInTeam(account_id, teams.get(account_id)) for *_, account_id in rows
    }
    names = [(" ".join(name.casefold().split()), account_id) for _, name, account_id in rows]
    times = Counter(name for name, _ in names)
    return StaffList(
        {email: cards[account_id] for email, _, account_id in rows},
        {name: cards[account_id] for name, account_id in names if name and times[name] == 1},
    )


def _first_teams(on: date) -> dict[int, int]:
    member = TeamMembership
    teams: dict[int, int] = {}
    rows = db.session.execute(
        select(member.account_id, member.team_id)
        .where(member.from_on <= on, or_(member.to_on.is_(None), member.to_on > on))
        .order_by(member.id)
    )
    for account_id, team_id in rows:
        teams.setdefault(account_id, team_id)
    return teams


def staff_cards(account_ids: Iterable[int | None]) -> dict[int | None, tuple[str, str]]:
    """The name and work e-mail address of each of these accounts."""
    wanted = {account_id for account_id in account_ids if account_id}
    rows = db.session.execute(
        select(Account.id, Account.name, Account.email).where(Account.id.in_(wanted))
    )
    return {account_id: (name, email) for account_id, name, email in rows}
