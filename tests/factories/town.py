"""A small invented council: staff in every post, an agency with a directory, children to ask about.

One `Town` serves the tests of enquiries. Each maker needs an open `transaction()` round it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lacrecords.agencies.services import NewContactPoint, add_agency, add_contact_point
from lacrecords.children.ages import Birth
from lacrecords.children.registration import (
    NewAddress,
    NewCase,
    NewChild,
    NewLead,
    NewName,
    NewPlan,
    create_child,
)
from lacrecords.database import db
from lacrecords.procedure import Procedure, load_procedure
from lacrecords.staff.models import Team
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import (
    AgencyType,
    ContactPointKind,
    DatePrecision,
    PlanCategory,
    Role,
    TeamKind,
)
from tests.factories.staff import MAKER, make_account, make_team

NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
"""A Wednesday morning in office hours."""
NIGHT = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
BORN_ON = date(2018, 3, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Who works here, and the agency that asks."""

    duty_officer: SignedInActor
    duty_social_worker: SignedInActor
    out_of_hours_worker: SignedInActor
    duty_manager: SignedInActor
    team_manager: SignedInActor
    lead: SignedInActor
    other_lead: SignedInActor
    designated_manager: SignedInActor
    casework_team_id: int
    duty_team_id: int
    out_of_hours_team_id: int
    agency_id: int
    telephone_id: int
    procedure: Procedure


def make_town() -> Town:
    """The council and the agency, ready for a call."""
    casework = make_team(TeamKind.CASEWORK, name="Larkfield team")
    duty = make_team(TeamKind.DUTY, name="Duty team")
    night = make_team(TeamKind.OUT_OF_HOURS, name="Out-of-hours team")
    manager = make_account(Role.TEAM_MANAGER, name="Perrin Aldous", team_id=casework)
    duty_manager = make_account(Role.TEAM_MANAGER, name="Odile Marchetti", team_id=duty)
    db.session.get_one(Team, casework).manager_id = manager.account_id
    db.session.get_one(Team, duty).manager_id = duty_manager.account_id
    agency = add_agency(MAKER, "Fernhill Health Visiting", AgencyType.HEALTH_VISITING)
    telephone = add_contact_point(
        MAKER,
        agency,
        NewContactPoint(kind=ContactPointKind.TELEPHONE, value="01632 960321", label="office"),
        "command:second-person",
        NOW - timedelta(days=400),
    )
    return Town(
        duty_officer=make_account(Role.DUTY_OFFICER, name="Juno Castellan", team_id=duty),
        duty_social_worker=make_account(
            Role.DUTY_SOCIAL_WORKER, name="Bram Oyelaran", team_id=duty
        ),
        out_of_hours_worker=make_account(
            Role.OUT_OF_HOURS_SOCIAL_WORKER, name="Sela Winterbourne", team_id=night
        ),
        duty_manager=duty_manager,
        team_manager=manager,
        lead=make_account(Role.LEAD_SOCIAL_WORKER, name="Ines Thackeray", team_id=casework),
        other_lead=make_account(Role.LEAD_SOCIAL_WORKER, name="Cato Brindle", team_id=casework),
        designated_manager=make_account(Role.DESIGNATED_MANAGER, name="Rosalind Ekwueme"),
        casework_team_id=casework,
        duty_team_id=duty,
        out_of_hours_team_id=night,
        agency_id=agency,
        telephone_id=telephone,
        procedure=load_procedure(),
    )


def make_child(
    forename: str = "Wilfreda",
    surname: str = "Ashgrove",
    *,
    born_on: date = BORN_ON,
    line1: str = "14 Quince Row",
    postcode: str = "ZZ9 4QR",
    case_open: bool | None = None,
    on_plan: bool = False,
    lead: SignedInActor | None = None,
    team_id: int | None = None,
    lived_at: tuple[str, str] | None = None,
) -> int:
    """A child's record; `case_open` None: not recorded, False: closed. Gives the child's id.

    `lived_at` is an address that the child left in March 2024.
    """
    cases: tuple[NewCase, ...] = ()
    if case_open is not None:
        ended = None if case_open else date(2025, 6, 30)
        cases = (NewCase(from_on=date(2024, 2, 5), to_on=ended),)
    plans = (NewPlan(from_on=date(2026, 5, 4), category=PlanCategory.NEGLECT),) if on_plan else ()
    leads: tuple[NewLead, ...] = ()
    if lead is not None:
        leads = (NewLead(account_id=lead.account_id, team_id=team_id, from_on=date(2024, 2, 5)),)
    earlier: tuple[NewAddress, ...] = ()
    if lived_at is not None:
        left = {"from_on": date(2020, 5, 2), "to_on": date(2024, 3, 11)}
        earlier = (NewAddress(line1=lived_at[0], town="Larkfield", postcode=lived_at[1], **left),)
    new = NewChild(
        names=(NewName(forename=forename, surname=surname),),
        birth=Birth(born_on, None, DatePrecision.EXACT),
        addresses=(NewAddress(line1=line1, town="Larkfield", postcode=postcode), *earlier),
        cases=cases,
        plans=plans,
        leads=leads,
        reason="Made for a test",
    )
    return create_child(MAKER, new, NOW - timedelta(days=30))
