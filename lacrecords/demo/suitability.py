"""Suitability checks of the demonstration, each left at another step, through the real services.

One request is one transaction of whoever calls. Nobody in them exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from lacrecords.agencies import queries as agencies
from lacrecords.check_requests.answering import (
    decide_result,
    record_reply_gone,
    reply_addresses,
    words_to_send,
)
from lacrecords.check_requests.checking import (
    record_consent,
    record_requester_check,
    withdraw_consent,
)
from lacrecords.check_requests.recording import record_request
from lacrecords.check_requests.searching import decide_candidate, left_undecided, search
from lacrecords.check_requests.standing import standing_of
from lacrecords.check_requests.values import (
    NewCheckRequest,
    NewConsent,
    NewRequesterCheck,
    NewResult,
    SaidAddress,
    SaidName,
    SaidOfPerson,
    SaidOfRequest,
)
from lacrecords.children.households import RecordHouseholdMember, record_household_member
from lacrecords.demo.past_enquiries import Desk
from lacrecords.people.services import NewPerson, create_person
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    CheckPurpose,
    CheckResult,
    ConsentGiver,
    PersonAnswer,
    PersonNameType,
    VerificationMethod,
    VerificationOutcome,
)

NORTHMARCH, LANTERN = "Northmarch Council, children's services", "Lanternlight Family Charity"
REFUGE, HOMES = "Harbour Women's Refuge", "Marrowby Homes"


class Step(IntEnum):
    """How far a request of the demonstration has come."""

    RECORDED = 0
    CHECKED = 1
    CONSENTED = 2
    SEARCHED = 3
    WEIGHED = 4
    DECIDED = 5
    ANSWERED = 6
    WITHDRAWN = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCheck:
    """One request: who asks, whom about, when it came in, and how far it has come."""

    days_ago: int
    agency: str
    purpose: CheckPurpose
    forename: str
    surname: str
    at_birth: str = ""
    born_on: date
    gap: str = ""
    step: Step
    answer: PersonAnswer = PersonAnswer.NOT_THE_SAME
    result: CheckResult = CheckResult.NOTHING_KNOWN


AUNT = ("Rosamund", "Aldwick", date(1979, 6, 3))
STEPFATHER = ("Silvan", "Thorne", date(1983, 12, 11))
IN_CLOSED_RECORD = ("Corin", "Marsh", date(1986, 4, 19))

PLANNED = (
    PlannedCheck(
        days_ago=29,
        agency=NORTHMARCH,
        purpose=CheckPurpose.ADOPTION,
        forename="Leocadia",
        surname="Brantingham",
        born_on=date(1981, 2, 8),
        step=Step.ANSWERED,
    ),
    PlannedCheck(
        days_ago=27,
        agency=REFUGE,
        purpose=CheckPurpose.VOLUNTEERING,
        forename="Ambrose",
        surname="Tilney",
        born_on=date(1994, 9, 30),
        step=Step.RECORDED,
    ),
    PlannedCheck(
        days_ago=17,
        agency=LANTERN,
        purpose=CheckPurpose.FOSTERING,
        forename=STEPFATHER[0],
        surname=STEPFATHER[1],
        born_on=STEPFATHER[2],
        step=Step.DECIDED,
        answer=PersonAnswer.SAME,
        result=CheckResult.REFER_ALLEGATION,
    ),
    PlannedCheck(
        days_ago=13,
        agency=LANTERN,
        purpose=CheckPurpose.CONNECTED_PERSON,
        forename=IN_CLOSED_RECORD[0],
        surname=IN_CLOSED_RECORD[1],
        born_on=IN_CLOSED_RECORD[2],
        step=Step.SEARCHED,
    ),
    PlannedCheck(
        days_ago=9,
        agency=NORTHMARCH,
        purpose=CheckPurpose.FOSTERING,
        forename=AUNT[0],
        surname="Hallam",
        at_birth=AUNT[1],
        born_on=AUNT[2],
        step=Step.SEARCHED,
        gap="She looked after her mother in Ireland and kept no papers.",
    ),
    PlannedCheck(
        days_ago=8,
        agency=NORTHMARCH,
        purpose=CheckPurpose.SPECIAL_GUARDIANSHIP,
        forename="Cosmo",
        surname="Pellew",
        born_on=date(1968, 1, 22),
        step=Step.DECIDED,
    ),
    PlannedCheck(
        days_ago=6,
        agency=HOMES,
        purpose=CheckPurpose.HOUSEHOLD_MEMBER,
        forename="Ondine",
        surname="Farrar",
        born_on=date(2011, 5, 5),
        step=Step.CHECKED,
    ),
    PlannedCheck(
        days_ago=3,
        agency=LANTERN,
        purpose=CheckPurpose.EMPLOYMENT,
        forename="Thaddeus",
        surname="Quorn",
        born_on=date(1990, 7, 17),
        step=Step.WITHDRAWN,
    ),
)


def make_adults(actor: Actor, child_id: int, closed_child_id: int, now: datetime) -> None:
    """Adults of whom three requests are about: two in an open record, one in a closed one."""
    for (forename, surname, born_on), child, relationship in (
        (AUNT, child_id, "Aunt"),
        (STEPFATHER, child_id, "Stepfather"),
        (IN_CLOSED_RECORD, closed_child_id, "Uncle"),
    ):
        person = NewPerson(forename=forename, surname=surname, born_on=born_on)
        member = RecordHouseholdMember(
            person_id=create_person(actor, person, now),
            relationship=relationship,
            lives_with_child=relationship == "Stepfather",
            parental_responsibility=False,
        )
        record_household_member(actor, child, member, now)


def take_check_request(desk: Desk, manager: Actor, planned: PlannedCheck, now: datetime) -> None:
    """Take one request as far as it has come."""
    received = now - timedelta(days=planned.days_ago)
    officer = desk.officer(received)
    request_id = record_request(officer, _new(planned, received), desk.procedure, received).id
    _wait_for_others(desk, officer, request_id, planned, received)
    if planned.step is Step.WITHDRAWN:
        standing = standing_of(request_id, desk.procedure)
        said = "He rang: he has taken another post."
        withdraw_consent(officer, standing, standing.people[0], said, _later(received, 50))
        return
    _search(desk, manager, request_id, planned, received)
    if planned.step >= Step.DECIDED:
        _decide(desk, manager, request_id, planned, _later(received, 72))
    if planned.step is Step.ANSWERED:
        standing = standing_of(request_id, desk.procedure)
        (address, *_) = reply_addresses(standing, now)
        at = _later(received, 74)
        record_reply_gone(officer, request_id, address.contact_point_id, desk.procedure, at)


def _later(received: datetime, hours: int) -> datetime:
    return received + timedelta(hours=hours)


def _new(planned: PlannedCheck, received: datetime) -> NewCheckRequest:
    agency = next(one for one in agencies.agencies() if one.name == planned.agency)
    today = received.date()
    since = today - timedelta(days=365 * (3 if planned.gap else 7))
    names = [SaidName(PersonNameType.CURRENT, planned.forename, "", planned.surname)]
    if planned.at_birth:
        names.append(SaidName(PersonNameType.BIRTH, planned.forename, "", planned.at_birth))
    person = SaidOfPerson(
        names=tuple(names),
        births=(planned.born_on,),
        addresses=(SaidAddress("7 Lantern Rise", "Fellingham", "ZZ4 6PD", since, None),),
        gap_explanation=planned.gap,
    )
    request = SaidOfRequest(
        agency_id=agency.agency_id,
        agency_name="",
        requester_name="Verity Lomax",
        requester_role="Assessing social worker",
        telephone_given="01632 960999",
        email_given="",
        their_reference=f"VL/{planned.days_ago}",
        purpose=planned.purpose,
        details="",
    )
    return NewCheckRequest(
        idempotency_key=f"demo check {planned.forename} {planned.surname}",
        received_at=received,
        request=request,
        people=(person,),
    )


def _wait_for_others(
    desk: Desk, officer: Actor, request_id: int, planned: PlannedCheck, received: datetime
) -> None:
    if planned.step >= Step.CHECKED:
        standing = standing_of(request_id, desk.procedure)
        at = _later(received, 3)
        points = agencies.contact_points_of(standing.version.agency_id or 0, at)
        point = next(one for one in points if one.method is VerificationMethod.RING_BACK)
        check = NewRequesterCheck(
            method=VerificationMethod.RING_BACK,
            outcome=VerificationOutcome.CONFIRMED,
            contact_point_id=point.contact_point_id,
            words="She sent the request herself.",
        )
        record_requester_check(officer, standing, check, at)
    if planned.step >= Step.CONSENTED:
        person = standing_of(request_id, desk.procedure).people[0]
        consent = NewConsent(
            given_by=ConsentGiver.THE_PERSON,
            signer_name=person.name,
            relationship="",
            signed_on=received.date() - timedelta(days=4),
            seen_by=officer.name,
        )
        record_consent(officer, person, consent, _later(received, 48))


def _search(
    desk: Desk, manager: Actor, request_id: int, planned: PlannedCheck, received: datetime
) -> None:
    if planned.step >= Step.SEARCHED:
        standing = standing_of(request_id, desk.procedure)
        search(manager, standing, standing.people[0], _later(received, 70))
    if planned.step >= Step.WEIGHED:
        person = standing_of(request_id, desk.procedure).people[0]
        words = "The request, the record and the birth certificate were read side by side."
        for person_id in left_undecided(person):
            at = _later(received, 71)
            decide_candidate(manager, person, person_id, planned.answer, words, at)


def _decide(
    desk: Desk, manager: Actor, request_id: int, planned: PlannedCheck, at: datetime
) -> None:
    standing = standing_of(request_id, desk.procedure)
    new = NewResult(
        result=planned.result,
        reasons="Read with the team manager.",
        shown_words=words_to_send(standing),
    )
    decide_result(manager, standing, new, desk.procedure, at)
