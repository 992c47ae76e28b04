"""One described child, and every way in which the register may stand to that description.

Each maker puts the record into the register. What is on it and was not given by the
enquirer is a canary: it must never be seen on the enquirer's side.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from lacrecords.children.ages import Birth
from lacrecords.children.households import RecordOtherAuthority, record_other_authority
from lacrecords.children.identities import RecordDeath, record_death
from lacrecords.children.registration import (
    NewAddress,
    NewCase,
    NewChild,
    NewLead,
    NewName,
    NewPlan,
    create_child,
)
from lacrecords.children.restrictions import (
    DeclareConnection,
    Restrict,
    declare_connection,
    restrict_record,
)
from lacrecords.database import now_utc
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import DatePrecision
from tests.factories.staff import MAKER
from tests.factories.town import BORN_ON, Town

HOME = NewAddress(line1="14 Quince Row", town="Larkfield", postcode="ZZ9 4QR")
HIDDEN_HOME = NewAddress(line1="77 Canary Wharfside", town="Peregrine", postcode="ZZ1 9KN")
CANARIES = (
    "Canary Wharfside",
    "ZZ1 9KN",
    "Peregrine",
    "Goldcrest",
    "Ines Thackeray",
    "Merebank",
)
"""A second address, another name, the lead social worker, the other authority."""

OPEN = (NewCase(from_on=date(2024, 2, 5)),)
CLOSED = (NewCase(from_on=date(2024, 2, 5), to_on=date(2025, 6, 30)),)


def record(
    *,
    cases: tuple[NewCase, ...] = (),
    plans: tuple[NewPlan, ...] = (),
    lead: SignedInActor | None = None,
    team_id: int | None = None,
) -> int:
    """The record of the child described, with canaries on it."""
    leads: tuple[NewLead, ...] = ()
    if lead is not None:
        leads = (NewLead(account_id=lead.account_id, team_id=team_id, from_on=date(2024, 2, 5)),)
    new = NewChild(
        names=(
            NewName(forename="Wilfreda", surname="Ashgrove"),
            NewName(forename="Wilfreda", surname="Goldcrest"),
        ),
        birth=Birth(BORN_ON, None, DatePrecision.EXACT),
        addresses=(HOME, HIDDEN_HOME),
        cases=cases,
        plans=plans,
        leads=leads,
        reason="Made for a test",
    )
    return create_child(MAKER, new, now_utc())


def not_known(_town: Town) -> int | None:
    """No record at all."""
    return None


def closed(_town: Town) -> int | None:
    """Known, and the case is closed."""
    return record(cases=CLOSED)


def open_with_lead(town: Town) -> int | None:
    """The case is open and the child on a plan, with a lead social worker."""
    plan = NewPlan(from_on=date(2026, 5, 4))
    return record(cases=OPEN, plans=(plan,), lead=town.lead, team_id=town.casework_team_id)


def open_without_lead(_town: Town) -> int | None:
    """The case is open and nobody leads it."""
    return record(cases=OPEN)


def restricted(town: Town) -> int | None:
    """The record is restricted to the designated manager."""
    child_id = record(cases=OPEN, lead=town.lead, team_id=town.casework_team_id)
    owner = town.designated_manager
    restrict_record(
        owner,
        child_id,
        Restrict(
            owner_id=owner.account_id, reader_ids=(), reason="The family works here", shown_id=None
        ),
        now_utc(),
    )
    return child_id


def connected(town: Town) -> int | None:
    """The officer has declared to know the family."""
    child_id = record(cases=OPEN, lead=town.lead, team_id=town.casework_team_id)
    declare_connection(town.duty_officer, child_id, DeclareConnection(reason="My niece"), now_utc())
    return child_id


def died(town: Town) -> int | None:
    """The child has died."""
    child_id = record(cases=CLOSED)
    death = RecordDeath(died_on=date(2026, 1, 3), reason="Told by the hospital")
    record_death(town.designated_manager, child_id, death, now_utc())
    return child_id


def other_authority(town: Town) -> int | None:
    """Another authority has a plan for the child."""
    child_id = record()
    record_other_authority(
        town.designated_manager,
        child_id,
        RecordOtherAuthority(
            authority="Merebank Borough Council",
            telephone="01632 960777",
            what="plan",
            from_on=date(2026, 1, 1),
            reason="Written notice",
        ),
        now_utc(),
    )
    return child_id


def two_alike(_town: Town) -> int | None:
    """Two records fit equally well."""
    record(cases=CLOSED)
    return record(cases=OPEN)


def neighbour(town: Town, *, on_plan: bool) -> int:
    """Another child at the address given, who may be on a plan."""
    new = NewChild(
        names=(NewName(forename="Corin", surname="Varley"),),
        birth=Birth(date(2012, 9, 1), None, DatePrecision.EXACT),
        addresses=(HOME,),
        cases=OPEN,
        plans=(NewPlan(from_on=date(2026, 5, 4)),) if on_plan else (),
        leads=(
            NewLead(
                account_id=town.other_lead.account_id,
                team_id=town.casework_team_id,
                from_on=date(2024, 2, 5),
            ),
        ),
        reason="Made for a test",
    )
    return create_child(MAKER, new, now_utc())


def not_known_beside_a_plan(town: Town) -> int | None:
    """No record, and another child on a plan at the address."""
    neighbour(town, on_plan=True)
    return None


STANDINGS: tuple[Callable[[Town], int | None], ...] = (
    not_known,
    closed,
    open_with_lead,
    open_without_lead,
    restricted,
    connected,
    died,
    other_authority,
    two_alike,
    not_known_beside_a_plan,
)
