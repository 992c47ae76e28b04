"""Invented members of staff and teams. Each needs an open `transaction()` round it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count

from flask import Flask
from flask.testing import FlaskClient

from lacrecords.audit import services as audit
from lacrecords.audit.actors import UnattendedActor
from lacrecords.database import db, now_utc, transaction
from lacrecords.staff import passwords, sessions
from lacrecords.staff.models import Account, Team, TeamMembership
from lacrecords.staff.sessions import SignedInActor
from lacrecords.staff.sign_in import COOKIE
from lacrecords.terms import Role, TeamKind

MAKER = UnattendedActor("command:tests", "tests")
PASSWORD = "walnut ferry under the piano"
LONG_AGO = datetime(2020, 1, 6, 9, 0, tzinfo=UTC)
FIRST_DAY = LONG_AGO.date()
NAMES = ("Imogen Vashti", "Tobias Okonjo", "Marit Quill", "Ansel Prideaux", "Sunniva Adeyo")
_numbers: Iterator[int] = count(1)


def make_account(
    role: Role = Role.DUTY_OFFICER,
    *,
    name: str = "",
    email: str = "",
    team_id: int | None = None,
    password: str | None = PASSWORD,
    left_on: date | None = None,
) -> SignedInActor:
    """A member of staff, as the actor they are; `password=None` is invited and has none yet."""
    number = next(_numbers)
    account = Account(
        email=email or f"person{number}@ashdown.example",
        name=name or f"{NAMES[number % len(NAMES)]} {number}",
        role=role,
        office_number="01632 960111",
        password_hash=passwords.hash_password(password) if password else None,
        created_at=LONG_AGO,
        left_on=left_on,
    )
    db.session.add(account)
    db.session.flush()
    if team_id is not None:
        join_team(account.id, team_id)
    audit.record(MAKER, "account_made", "account", account.id)
    return sessions.actor_of(account, now_utc())


def make_team(
    kind: TeamKind = TeamKind.CASEWORK, *, name: str = "", manager_id: int | None = None
) -> int:
    """A team; gives its number."""
    team = Team(
        name=name or f"Beacon team {next(_numbers)}",
        kind=kind,
        office_number="01632 960122",
        manager_id=manager_id,
    )
    db.session.add(team)
    db.session.flush()
    audit.record(MAKER, "team_added", "team", team.id)
    return team.id


def join_team(account_id: int, team_id: int, from_on: date = FIRST_DAY) -> None:
    """Put somebody in a team."""
    db.session.add(TeamMembership(account_id=account_id, team_id=team_id, from_on=from_on))
    audit.record(MAKER, "team_joined", "account", account_id)
    db.session.flush()


def sign_in_as(client: FlaskClient, actor: SignedInActor) -> FlaskClient:
    """Sign this browser in by a session row of its own; opens its own transaction."""
    with client.application.app_context(), transaction():
        token = sessions.begin(actor.account_id, now_utc())
    client.set_cookie(COOKIE, token, secure=True, httponly=True)
    return client


def client_of_role(app: Flask, role: Role) -> FlaskClient:
    """A fresh browser, signed in as a new member of staff with this role."""
    with app.app_context(), transaction():
        actor = make_account(role)
    return sign_in_as(app.test_client(), actor)
