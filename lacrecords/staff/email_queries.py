"""Members of staff by their work e-mail address, as files of other systems name them."""

from __future__ import annotations

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


def accounts_by_email(on: date) -> dict[str, AccountInTeam]:
    """Every account by its e-mail address in lower case, with its team on that day."""
    member = TeamMembership
    teams: dict[int, int] = {}
    rows = db.session.execute(
        select(member.account_id, member.team_id)
        .where(member.from_on <= on, or_(member.to_on.is_(None), member.to_on > on))
        .order_by(member.id)
    )
    for account_id, team_id in rows:
        teams.setdefault(account_id, team_id)
    accounts = db.session.execute(select(Account.email, Account.id))
    return {
        email: AccountInTeam(account_id, teams.get(account_id)) for email, account_id in accounts
    }
