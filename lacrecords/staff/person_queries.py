"""One account as the person who keeps the accounts sees it, also after it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from lacrecords.database import db
from lacrecords.staff.models import Account, Invitation, Team, TeamMembership
from lacrecords.staff.words import ROLE_WORDS
from lacrecords.terms import Role

MOST_FORMER = 100


@dataclass(frozen=True, slots=True)
class MembershipCard:
    """Somebody is or was in a team."""

    membership_id: int
    account_id: int
    team_name: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """An account with its state; never its password or a token."""

    account_id: int
    name: str
    email: str
    role: Role
    office_number: str
    left_on: date | None
    disabled_at: datetime | None
    has_password: bool
    invited_until: datetime | None
    memberships: tuple[MembershipCard, ...]

    @property
    def role_words(self) -> str:
        """The role as a page shows it."""
        return ROLE_WORDS[self.role]


@dataclass(frozen=True, slots=True)
class FormerPerson:
    """Somebody whose account is closed or who has left."""

    account_id: int
    name: str
    role_words: str


def person_page(account_id: int, now: datetime) -> PersonPage | None:
    """This account; None when there is none."""
    account = db.session.get(Account, account_id)
    if account is None:
        return None
    invited = select(func.max(Invitation.expires_at)).where(
        Invitation.account_id == account_id,
        Invitation.used_at.is_(None),
        Invitation.expires_at > now,
    )
    return PersonPage(
        account_id=account.id,
        name=account.name,
        email=account.email,
        role=account.role,
        office_number=account.office_number,
        left_on=account.left_on,
        disabled_at=account.disabled_at,
        has_password=account.password_hash is not None,
        invited_until=db.session.scalar(invited),
        memberships=_memberships(TeamMembership.account_id == account_id),
    )


def membership(membership_id: int) -> MembershipCard | None:
    """One membership of a team."""
    found = _memberships(TeamMembership.id == membership_id)
    return found[0] if found else None


def _memberships(which: ColumnElement[bool]) -> tuple[MembershipCard, ...]:
    rows = db.session.execute(
        select(TeamMembership, Team.name)
        .join(Team, Team.id == TeamMembership.team_id)
        .where(which)
        .order_by(TeamMembership.to_on.is_not(None), TeamMembership.from_on.desc())
    )
    return tuple(
        MembershipCard(row.id, row.account_id, team, row.from_on, row.to_on) for row, team in rows
    )


def former_people(on: date) -> tuple[FormerPerson, ...]:
    """Those who have left or whose accounts are closed, by name."""
    gone = or_(Account.disabled_at.is_not(None), Account.left_on <= on)
    rows = db.session.scalars(select(Account).where(gone).order_by(Account.name).limit(MOST_FORMER))
    return tuple(FormerPerson(row.id, row.name, ROLE_WORDS[row.role]) for row in rows)
