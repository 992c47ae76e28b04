"""Puts the demo's council to work: accounts, teams, and later absences and a leaver.

Through the same services as a real council; it opens no transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.audit.actors import UnattendedActor
from lacrecords.demo.council import PASSPHRASE, STAFF, TEAMS, Colleague, Fate
from lacrecords.demo.numbers import office_number
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import services
from lacrecords.staff.queries import council_day
from lacrecords.staff.services import NewAbsence, NewAccount, NewTeam

COVERS = "Dafydd Collingwood"


@dataclass(frozen=True, slots=True)
class Staffed:
    """The council at work: everybody as an actor, by name."""

    people: Mapping[str, Actor]

    def of(self, person: Colleague) -> Actor:
        """This member of staff as an actor."""
        return self.people[person.name]


def staff_council(actor: Actor, now: datetime) -> Staffed:
    """Make every account and team; those who sign in set their password."""
    account_ids = {person.name: _account(actor, person, place, now) for place, person in _placed()}
    team_ids = {}
    for place, team in enumerate(TEAMS):
        new = NewTeam(
            name=team.name,
            kind=team.kind,
            office_number=office_number(100 + place),
            manager_id=account_ids[team.manager],
        )
        team_ids[team.name] = services.add_team(actor, new)
    people: dict[str, Actor] = {}
    for person in STAFF:
        account_id = account_ids[person.name]
        teams = (team_ids[person.team],) if person.team else ()
        for team_id in teams:
            since = council_day(now) - timedelta(days=400)
            services.add_to_team(actor, account_id, team_id, since)
        key = f"account:{account_id}"
        people[person.name] = UnattendedActor(key, person.name, account_id, person.role, teams)
    return Staffed(people)


def _placed() -> list[tuple[int, Colleague]]:
    return list(enumerate(STAFF))


def _account(actor: Actor, person: Colleague, place: int, now: datetime) -> int:
    new = NewAccount(
        email=person.email,
        name=person.name,
        role=person.role,
        office_number=office_number(120 + place),
    )
    invited = services.invite(actor, new, now)
    if person.signs_in:
        services.set_password(invited.token, PASSPHRASE, now)
    return invited.account_id


def let_time_pass(actor: Actor, staffed: Staffed, now: datetime) -> None:
    """Some go on leave, with and without cover, and one leaves the council."""
    today = council_day(now)
    for person in STAFF:
        account_id = staffed.of(person).account_id
        if person.fate is Fate.AT_WORK or account_id is None:
            continue
        if person.fate is Fate.HAS_LEFT:
            services.mark_left(actor, account_id, today - timedelta(days=45), now)
            continue
        covered = person.fate is Fate.AWAY_WITH_COVER
        absence = NewAbsence(
            account_id=account_id,
            from_on=today - timedelta(days=9),
            to_on=today + timedelta(days=60),
            cover_id=staffed.people[COVERS].account_id if covered else None,
        )
        services.record_absence(actor, absence, now)
