"""Invented suitability check requests, taken as far as a test needs. Each opens a transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from flask import current_app

from lacrecords.agencies.services import NewContactPoint, add_contact_point
from lacrecords.check_requests.answering import decide_result, words_to_send
from lacrecords.check_requests.checking import record_consent, record_requester_check
from lacrecords.check_requests.recording import amend_person, record_request
from lacrecords.check_requests.searching import search
from lacrecords.check_requests.standing import RequestStanding, standing_of
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
from lacrecords.database import db, transaction
from lacrecords.people.services import NewPerson, create_person
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    CheckPurpose,
    CheckResult,
    ConsentGiver,
    ContactPointKind,
    PersonNameType,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town

BORN_ON = date(1984, 3, 27)
ISADORA = SaidName(PersonNameType.CURRENT, "Isadora", "", "Pennyfeather")
AT_BIRTH = SaidName(PersonNameType.BIRTH, "Isadora", "", "Tollemache")
HOME = SaidAddress("3 Damson Court", "Larkfield", "ZZ5 2HB", date(2023, 4, 2), None)
BEFORE = SaidAddress("88 Heron Street", "Marrowby", "ZZ5 7QA", date(2019, 6, 1), date(2023, 4, 1))
WHOLE = SaidOfPerson(names=(ISADORA, AT_BIRTH), births=(BORN_ON,), addresses=(HOME, BEFORE))
MAILBOX = "checks@fernhill.example"
_numbers = count(1)


def procedure() -> Procedure:
    """The figures of the application that is open."""
    figures: Procedure = current_app.extensions["lacrecords_procedure"]
    return figures


@dataclass(frozen=True, slots=True)
class Desk:
    """A town whose agency has an e-mail address in the directory."""

    town: Town
    email_id: int

    @property
    def manager(self) -> Actor:
        """The designated manager."""
        return self.town.designated_manager

    @property
    def officer(self) -> Actor:
        """A duty officer."""
        return self.town.duty_officer


def make_desk(town: Town) -> Desk:
    """Give the agency of the town an e-mail address in the directory; needs a transaction."""
    point = NewContactPoint(kind=ContactPointKind.EMAIL, value=MAILBOX, label="checks team")
    long_ago = NOW - timedelta(days=400)
    email = add_contact_point(MAKER, town.agency_id, point, "command:second-person", long_ago)
    return Desk(town, email)


def said_of_request(agency_id: int | None, **said: object) -> SaidOfRequest:
    """A fostering agency asks."""
    asked = SaidOfRequest(
        agency_id=agency_id,
        agency_name="" if agency_id else "Larkspur Fostering",
        requester_name="Jocasta Wren",
        requester_role="Assessing social worker",
        telephone_given="01632 960777",
        email_given="jocasta@mail.example",
        their_reference="LF/221",
        purpose=CheckPurpose.FOSTERING,
        details="She wants to foster.",
    )
    return replace(asked, **said)  # type: ignore[arg-type]


def asked(
    desk: Desk,
    *people: SaidOfPerson,
    at: datetime = NOW,
    agency_id: int | None = 0,
    key: str = "",
) -> RequestStanding:
    """A request that was written down, and nothing more."""
    chosen = desk.town.agency_id if agency_id == 0 else agency_id
    new = NewCheckRequest(
        idempotency_key=key or f"form {next(_numbers)}",
        received_at=at,
        request=said_of_request(chosen),
        people=people or (WHOLE,),
    )
    with transaction():
        number = record_request(desk.officer, new, procedure(), at).id
    return again(number)


def again(standing: RequestStanding | int) -> RequestStanding:
    """How the request stands now."""
    db.session.rollback()
    number = standing if isinstance(standing, int) else standing.request.id
    return standing_of(number, procedure())


def rung_back(
    desk: Desk,
    standing: RequestStanding,
    outcome: VerificationOutcome = VerificationOutcome.CONFIRMED,
    at: datetime = NOW,
) -> RequestStanding:
    """Whoever asks was rung back on the number of the directory."""
    check = NewRequesterCheck(
        method=VerificationMethod.RING_BACK,
        outcome=outcome,
        contact_point_id=desk.town.telephone_id,
        words="Was put through.",
    )
    with transaction():
        record_requester_check(desk.officer, standing, check, at)
    return again(standing)


def consented(desk: Desk, standing: RequestStanding, at: datetime = NOW) -> RequestStanding:
    """Everybody signed, and an officer has seen it."""
    for one in standing.people:
        consent = NewConsent(
            given_by=ConsentGiver.THE_PERSON,
            signer_name=one.name,
            relationship="",
            signed_on=at.date() - timedelta(days=3),
            seen_by="Juno Castellan",
        )
        with transaction():
            record_consent(desk.officer, one, consent, at)
    return again(standing)


def amended(
    desk: Desk, standing: RequestStanding, said: SaidOfPerson, at: datetime = NOW
) -> RequestStanding:
    """Something else is said of the first person."""
    one = standing.people[0]
    with transaction():
        amend_person(desk.officer, one, said, "They wrote again", one.version.number, at)
    return again(standing)


def searched(desk: Desk, standing: RequestStanding, at: datetime = NOW) -> RequestStanding:
    """The designated manager searched for everybody."""
    for place in range(len(standing.people)):
        with transaction():
            search(desk.manager, standing, standing.people[place], at)
    return again(standing)


def decided(
    desk: Desk,
    standing: RequestStanding,
    result: CheckResult = CheckResult.NOTHING_KNOWN,
    at: datetime = NOW,
) -> RequestStanding:
    """The designated manager decided the result."""
    new = NewResult(result=result, reasons="Read it all.", shown_words=words_to_send(standing))
    with transaction():
        decide_result(desk.manager, standing, new, procedure(), at)
    return again(standing)


def ready(desk: Desk, *people: SaidOfPerson) -> RequestStanding:
    """A request that is checked, consented to, searched and decided: the answer may go."""
    standing = rung_back(desk, asked(desk, *people))
    return decided(desk, searched(desk, consented(desk, standing)))


def make_adult(
    forename: str = "Isadora", surname: str = "Pennyfeather", born_on: date = BORN_ON
) -> int:
    """An adult of the register; needs an open transaction."""
    return create_person(MAKER, NewPerson(forename=forename, surname=surname, born_on=born_on), NOW)


def path_of(standing: RequestStanding, rest: str = "") -> str:
    """The address of a request's page, or of one below it."""
    return f"/check-requests/{standing.request.reference}{rest}"
