"""The town of the tests in a template: made once a run, found again in every copy.

Hashing nine passwords takes longer than most tests of an enquiry.
"""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.agencies.models import Agency, ContactPoint
from lacrecords.database import db, now_utc, transaction
from lacrecords.foundation import lay_foundation
from lacrecords.procedure import load_procedure
from lacrecords.staff import sessions
from lacrecords.staff.models import Account, Team
from lacrecords.terms import TeamKind
from tests.factories.town import Town, make_town


def with_a_town(url: str) -> None:
    """Make the town in the database at this URL."""
    app = lay_foundation({"database_url": url})
    with app.app_context():
        with transaction():
            make_town()
        db.session.remove()
        db.engine.dispose()


def town_here() -> Town:
    """The town of this database; needs an application context."""
    now = now_utc()
    people = {
        account.name: sessions.actor_of(account, now)
        for account in db.session.scalars(select(Account))
    }
    teams = {team.kind: team.id for team in db.session.scalars(select(Team))}
    return Town(
        duty_officer=people["Juno Castellan"],
        duty_social_worker=people["Bram Oyelaran"],
        out_of_hours_worker=people["Sela Winterbourne"],
        duty_manager=people["Odile Marchetti"],
        team_manager=people["Perrin Aldous"],
        lead=people["Ines Thackeray"],
        other_lead=people["Cato Brindle"],
        designated_manager=people["Rosalind Ekwueme"],
        casework_team_id=teams[TeamKind.CASEWORK],
        duty_team_id=teams[TeamKind.DUTY],
        out_of_hours_team_id=teams[TeamKind.OUT_OF_HOURS],
        agency_id=db.session.scalars(select(Agency.id)).one(),
        telephone_id=db.session.scalars(select(ContactPoint.id)).one(),
        procedure=load_procedure(),
    )
