"""Who works here, in which team, who is away and who covers, on a given day.

Everything comes back as frozen cards. An end on the day itself is an end: who
left, came back or changed team on a day has done so by that morning. Nothing
here says what a person may do; that is the table of authorisation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select

from lacrecords.database import db, now_utc
from lacrecords.staff import deputies
from lacrecords.staff.models import Absence, Account, Team, TeamMembership
from lacrecords.terms import Role, TeamKind

MANAGERS = frozenset({Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER})


@dataclass(frozen=True, slots=True)
class StaffCard:
    """One member of staff as other pages name them."""

    account_id: int
    name: str
    office_number: str
    role: Role
    email: str
    team_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TeamCard:
    """One team as other pages name it."""

    team_id: int
    name: str
    kind: TeamKind
    office_number: str
    manager_id: int | None


@dataclass(frozen=True, slots=True)
class AbsenceCard:
    """Somebody is away from a day until the first day back (empty: not known)."""

    account_id: int
    from_on: date
    to_on: date | None
    cover_id: int | None


def council_day(moment: datetime) -> date:
    """The day on the council's calendar at this moment."""
    return moment.astimezone(ZoneInfo("Europe/London")).date()


def email_as_kept(email: str) -> str:
    """The one form of an e-mail address in which accounts are kept and found."""
    return email.strip().lower()


def person(account_id: int) -> StaffCard | None:
    """The member of staff with this account, also one who has left."""
    account = db.session.get(Account, account_id)
    return _cards([account], council_day(now_utc()))[0] if account else None


def names_for(keys: Iterable[str]) -> dict[str, str]:
    """The names that pages show for the actor keys of the trail and of recorded_by."""
    wanted = set(keys)
    numbers = {key: int(key[8:]) for key in wanted if key[:8] == "account:" and key[8:].isdigit()}
    found = select(Account.id, Account.name).where(Account.id.in_(set(numbers.values())))
    names = {number: name for number, name in db.session.execute(found)} if numbers else {}
    return {
        key: names.get(numbers[key], key) if key in numbers else _name_of_unattended(key)
        for key in wanted
    }


def _name_of_unattended(key: str) -> str:
    kind, _, who = key.partition(":")
    if kind == "command" and who:
        return f"{who} (command)"
    return "the system" if kind == "job" else key


def is_active(account_id: int, on: date) -> bool:
    """Whether this person works here and is not away on that day."""
    return _active_only([account_id], on) == {account_id}


def cover_for(account_id: int, on: date) -> StaffCard | None:
    """Who covers for this person's absence on that day; None when nobody active does."""
    covers = [away.cover_id for away in absences([account_id], on) if away.cover_id is not None]
    active = _active_only(covers, on)
    chosen = next((cover for cover in covers if cover in active), None)
    return person(chosen) if chosen is not None else None


def team_of_kind(kind: TeamKind) -> TeamCard | None:
    """The team of this kind; the first one made where there are several."""
    found = select(Team).where(Team.kind == kind).order_by(Team.id).limit(1)
    return _team_card(db.session.scalars(found).first())


def team(team_id: int) -> TeamCard | None:
    """The team with this number."""
    return _team_card(db.session.get(Team, team_id))


def every_team() -> tuple[TeamCard, ...]:
    """All teams by name."""
    rows = db.session.scalars(select(Team).order_by(Team.name))
    return tuple(card for card in map(_team_card, rows) if card)


def team_manager_for(team_id: int | None, on: date) -> StaffCard | None:
    """The team's manager if active that day, else a manager who covers; None: neither."""
    found = team(team_id) if team_id is not None else None
    if found is None or found.manager_id is None:
        return None
    if is_active(found.manager_id, on):
        return person(found.manager_id)
    cover = cover_for(found.manager_id, on)
    return cover if cover and cover.role in MANAGERS else None


def active_people(roles: Iterable[Role], on: date) -> tuple[StaffCard, ...]:
    """Everybody with one of these roles who works here and is not away on that day, by name.

    Whoever deputises in one of them that day is among them, with the role of their own.
    """
    wanted = set(roles)
    holds_one = or_(Account.role.in_(wanted), Account.id.in_(deputies.holders(wanted, on)))
    found = select(Account).where(holds_one, _employed(on))
    accounts = db.session.scalars(found.order_by(Account.name, Account.id)).all()
    active = _active_only([account.id for account in accounts], on)
    return tuple(_cards([account for account in accounts if account.id in active], on))


def everybody(on: date) -> tuple[StaffCard, ...]:
    """Everybody who works here on that day, also those who are away, by name."""
    found = select(Account).where(_employed(on)).order_by(Account.name, Account.id)
    return tuple(_cards(db.session.scalars(found).all(), on))


def teams_of(account_id: int, on: date) -> tuple[int, ...]:
    """The teams this person is in or manages on that day, in order of number."""
    return tuple(sorted(_teams_by_account([account_id], on)[account_id]))


def _employed(on: date) -> ColumnElement[bool]:
    return and_(Account.disabled_at.is_(None), or_(Account.left_on.is_(None), Account.left_on > on))


def absences(account_ids: Sequence[int], on: date) -> tuple[AbsenceCard, ...]:
    """The absences of these people that hold on that day, latest recorded first."""
    return _absences(Absence.account_id.in_(account_ids), on)


def absences_covered_by(account_id: int, on: date) -> tuple[AbsenceCard, ...]:
    """Who works here and is away that day, covered by this person; latest recorded first."""
    employed = select(Account.id).where(_employed(on))
    return _absences(and_(Absence.cover_id == account_id, Absence.account_id.in_(employed)), on)


def _absences(whose: ColumnElement[bool], on: date) -> tuple[AbsenceCard, ...]:
    away = and_(Absence.from_on <= on, or_(Absence.to_on.is_(None), Absence.to_on > on))
    rows = db.session.scalars(select(Absence).where(whose, away).order_by(Absence.id.desc()))
    return tuple(AbsenceCard(row.account_id, row.from_on, row.to_on, row.cover_id) for row in rows)


def _active_only(account_ids: Sequence[int], on: date) -> set[int]:
    if not account_ids:
        return set()
    found = select(Account.id).where(Account.id.in_(account_ids), _employed(on))
    away = {absence.account_id for absence in absences(account_ids, on)}
    return set(db.session.scalars(found)) - away


def _teams_by_account(account_ids: Sequence[int], on: date) -> dict[int, set[int]]:
    teams: dict[int, set[int]] = defaultdict(set)
    in_force = and_(
        TeamMembership.from_on <= on,
        or_(TeamMembership.to_on.is_(None), TeamMembership.to_on > on),
    )
    member = select(TeamMembership.account_id, TeamMembership.team_id).where(in_force)
    for account_id, team_id in db.session.execute(
        member.where(TeamMembership.account_id.in_(account_ids))
    ):
        teams[account_id].add(team_id)
    managed = select(Team.manager_id, Team.id).where(Team.manager_id.in_(account_ids))
    for manager_id, team_id in db.session.execute(managed):
        teams[manager_id or 0].add(team_id)
    return teams


def _cards(accounts: Sequence[Account], on: date) -> list[StaffCard]:
    teams = _teams_by_account([account.id for account in accounts], on)
    return [
        StaffCard(
            account_id=account.id,
            name=account.name,
            office_number=account.office_number,
            role=account.role,
            email=account.email,
            team_ids=tuple(sorted(teams[account.id])),
        )
        for account in accounts
    ]


def _team_card(row: Team | None) -> TeamCard | None:
    if row is None:
        return None
    return TeamCard(row.id, row.name, row.kind, row.office_number, row.manager_id)
