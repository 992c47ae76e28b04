"""Who asks in the demo, about whom and why: one planned enquiry after another. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from lacrecords.agencies.queries import AgencyCard
from lacrecords.demo.circumstances import KnownFamily
from lacrecords.demo.described import as_heard, asked_again, not_known
from lacrecords.demo.names import choose_forename, choose_stock, choose_surname
from lacrecords.demo.numbers import mobile_number
from lacrecords.enquiries.asked import AskingPerson, DescribedChild, NewEnquiry
from lacrecords.terms import (
    AgencyType,
    Channel,
    EnquirerKind,
    EnquiryType,
    Urgency,
)

DAYS = 30
_ROLES = {
    AgencyType.SCHOOL: "designated safeguarding lead",
    AgencyType.GENERAL_PRACTICE: "general practitioner",
    AgencyType.HEALTH_VISITING: "health visitor",
    AgencyType.HOSPITAL: "ward sister",
    AgencyType.POLICE: "detective constable",
    AgencyType.FAMILY_COURT_SERVICE: "family court adviser",
}
_REASONS = (
    "has seen a bruise and wants to know who to speak to",
    "the child has missed three appointments",
    "the child has joined the school and no record has followed",
    "is writing a report for the family court",
    "the family has moved and the new practice has no history",
    "a neighbour has told the school of shouting at night",
)


@dataclass(frozen=True, slots=True)
class PlannedEnquiry:
    """One enquiry to be taken, whether its check succeeds, and about which child."""

    at: datetime
    enquiry: NewEnquiry
    agency_id: int | None
    is_confirmed: bool
    child_number: str


@dataclass(slots=True)
class _Plan:
    chance: Random
    agencies: Sequence[AgencyCard]
    families: Sequence[KnownFamily]
    seed: int
    unknown: list[DescribedChild]


def planned_enquiries(
    families: Sequence[KnownFamily],
    agencies: Sequence[AgencyCard],
    enquiries: int,
    seed: int,
    now: datetime,
) -> Iterator[PlannedEnquiry]:
    """A month of enquiries, the oldest first."""
    plan = _Plan(Random(seed + 2), agencies, families, seed, [])  # noqa: S311 - not a secret
    moments = sorted(_moment(plan.chance, now) for _ in range(enquiries))
    for place, at in enumerate(moments):
        yield _planned(plan, place, at)


def _moment(chance: Random, now: datetime) -> datetime:
    day = now - timedelta(days=chance.randrange(1, DAYS + 1))
    hour = (
        chance.randrange(9, 17) if chance.random() < 0.8 else chance.choice((0, 2, 6, 19, 21, 23))
    )
    at = datetime(day.year, day.month, day.day, hour, chance.randrange(60), tzinfo=UTC)
    return at


def _planned(plan: _Plan, place: int, at: datetime) -> PlannedEnquiry:
    chance = plan.chance
    child, number = _child(plan, at)
    if chance.random() < 0.15:
        return PlannedEnquiry(at, _from_family(plan, place, child), None, False, number)
    agency = chance.choice(plan.agencies)
    confirmed = chance.random() < 0.85
    enquiry = _from_agency(plan, place, child, agency)
    return PlannedEnquiry(at, enquiry, agency.agency_id, confirmed, number)


def _child(plan: _Plan, at: datetime) -> tuple[DescribedChild, str]:
    chance, fate = plan.chance, plan.chance.random()
    if fate < 0.12:
        plan.unknown.append(not_known(at.date(), chance))
        return plan.unknown[-1], ""
    if fate < 0.2 and plan.unknown:
        return asked_again(chance.choice(plan.unknown), chance), ""
    known = chance.choice(plan.families)
    child = chance.choice(known.family.children)
    mother = known.family.adults[0]
    return as_heard(child, f"{mother.forename} {mother.surname}", chance), child.number


def _from_agency(plan: _Plan, place: int, child: DescribedChild, agency: AgencyCard) -> NewEnquiry:
    chance = plan.chance
    person = AskingPerson(
        kind=EnquirerKind.PROFESSIONAL,
        name=_person(chance),
        role=_ROLES.get(agency.agency_type, "duty worker"),
        relationship="works with the child",
        agency_id=agency.agency_id,
        agency_name=agency.name,
        agency_type=agency.agency_type,
        telephone_given=mobile_number(place),
    )
    worried = chance.random() < 0.2
    return _enquiry(plan, place, child, person, worried)


def _from_family(plan: _Plan, place: int, child: DescribedChild) -> NewEnquiry:
    chance = plan.chance
    kind = chance.choice((EnquirerKind.PARENT, EnquirerKind.RELATIVE, EnquirerKind.PUBLIC))
    refused = kind is EnquirerKind.PUBLIC and chance.random() < 0.5
    person = AskingPerson(
        kind=kind,
        name="" if refused else _person(chance),
        name_refused=refused,
        relationship={EnquirerKind.PARENT: "parent", EnquirerKind.RELATIVE: "aunt"}.get(kind, ""),
        telephone_given=mobile_number(place),
    )
    return _enquiry(plan, place, child, person, kind is EnquirerKind.PUBLIC)


def _enquiry(
    plan: _Plan, place: int, child: DescribedChild, person: AskingPerson, worried: bool
) -> NewEnquiry:
    chance = plan.chance
    concern = worried or chance.random() < 0.5
    return NewEnquiry(
        idempotency_key=f"demo-{plan.seed}-{place}",
        channel=Channel.TELEPHONE,
        enquiry_type=EnquiryType.CONCERN if concern else EnquiryType.ROUTINE,
        urgency=Urgency.URGENT if worried else Urgency.ROUTINE,
        reason=chance.choice(_REASONS),
        enquirer=person,
        children=(child,),
        worried=worried,
        worry="says the child looks thin and afraid" if worried else "",
    )


def _person(chance: Random) -> str:
    stock = choose_stock(chance)
    woman = chance.random() < 0.6
    surname = stock.surname_of(choose_surname(chance, stock), woman)
    return f"{choose_forename(chance, stock, woman, set())} {surname}"
