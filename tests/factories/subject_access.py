"""Invented requests for somebody's own information, taken as far as a test needs.

Each maker opens a transaction of its own, but for `make_records`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from flask import current_app

from lacrecords.children.households import (
    RecordHouseholdMember,
    RecordRelationship,
    record_household_member,
    record_relationship,
)
from lacrecords.database import db, transaction
from lacrecords.people.services import NewPerson, NewPersonAddress, create_person
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.sessions import SignedInActor
from lacrecords.subject_access.asked import asked_for
from lacrecords.subject_access.assembling import assemble, keep
from lacrecords.subject_access.checking import record_check
from lacrecords.subject_access.document_jobs import keep_document, pdf_of
from lacrecords.subject_access.further import open_further
from lacrecords.subject_access.harm import answer_harm
from lacrecords.subject_access.models import SubjectAccessRequest
from lacrecords.subject_access.packs import undecided_by_page, undecided_of
from lacrecords.subject_access.recording import record_request
from lacrecords.subject_access.redacting import accept_proposals
from lacrecords.subject_access.released import released_pack
from lacrecords.subject_access.releasing import ask_for_release, release
from lacrecords.subject_access.searching import decide_candidate, search
from lacrecords.subject_access.standing import AccessStanding, standing_of
from lacrecords.subject_access.values import (
    NewAccessCheck,
    NewAccessRequest,
    NewFurther,
    NewHarmCheck,
)
from lacrecords.terms import (
    AccessCheckKind,
    AccessCheckMethod,
    AccessWay,
    AsksAs,
    FurtherReason,
    HarmAnswer,
    LeftOutReason,
    Role,
    SubjectLinkKind,
    VerificationOutcome,
)
from tests.factories.staff import MAKER, make_account
from tests.factories.town import NOW, Town, make_child

SUBJECT = ("Wilfreda", "Ashgrove", date(2008, 3, 7))
"""Eighteen at the time of these tests."""
MOTHER, SISTER = "Philippa Tollemache", "Coralie"
MOTHERS_ADDRESS = "88 Heron Street"
LATER = NOW + timedelta(days=9)
"""A moment at which every search has waited long enough."""
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Access:
    """A town with a Caldicott Guardian, and a young adult about whom something is held."""

    town: Town
    guardian: SignedInActor
    child_id: int
    mother_id: int

    @property
    def manager(self) -> Actor:
        """The designated manager."""
        return self.town.designated_manager


def make_records(town: Town) -> Access:
    """A record with a mother and a sister; needs an open transaction."""
    forename, surname, born_on = SUBJECT
    child = make_child(forename, surname, born_on=born_on, case_open=True, lead=town.lead)
    address = NewPersonAddress(line1=MOTHERS_ADDRESS, town="Marrowby", postcode="ZZ5 7QA")
    mother = create_person(
        MAKER,
        NewPerson(forename="Philippa", surname="Tollemache", addresses=(address,)),
        NOW - timedelta(days=20),
    )
    member = RecordHouseholdMember(
        person_id=mother, relationship="Mother", lives_with_child=True, parental_responsibility=True
    )
    record_household_member(town.lead, child, member, NOW - timedelta(days=20))
    sister = make_child(SISTER, surname, born_on=date(2012, 2, 2), line1="3 Elm Mews")
    related = RecordRelationship(other_child_id=sister, relationship="Sister")
    record_relationship(town.lead, child, related, NOW - timedelta(days=20))
    return Access(town, make_account(Role.CALDICOTT_GUARDIAN, name="Anselm Brook"), child, mother)


def new_request(**said: object) -> NewAccessRequest:
    """An adult asks for themselves."""
    forename, surname, born_on = SUBJECT
    new = NewAccessRequest(
        idempotency_key=f"access form {next(_numbers)}",
        received_on=NOW.date(),
        received_how=AccessWay.IN_PERSON,
        asks_as=AsksAs.THEMSELVES,
        asker_name=f"{forename} {surname}",
        asker_contact="01632 960555",
        relationship="",
        subject_forename=forename,
        subject_surname=surname,
        subject_other_names="",
        subject_born_on=born_on,
        subject_address="14 Quince Row",
        subject_postcode="ZZ9 4QR",
        everything=True,
        asked="Everything about me.",
    )
    return replace(new, **said)  # type: ignore[arg-type]


def asked(access: Access, at: datetime = NOW, **said: object) -> int:
    """A request that was written down; its number."""
    said.setdefault("received_on", at.date())
    with transaction():
        return record_request(access.town.duty_officer, new_request(**said), at).id


def again(request_id: int, at: datetime = NOW) -> AccessStanding:
    """How it stands now."""
    db.session.rollback()
    return standing_of(request_id, at)


def check_of(
    kind: AccessCheckKind = AccessCheckKind.IDENTITY,
    outcome: VerificationOutcome = VerificationOutcome.CONFIRMED,
    **said: object,
) -> NewAccessCheck:
    """A passport was seen."""
    new = NewAccessCheck(
        kind=kind,
        method=AccessCheckMethod.DOCUMENTS_IN_PERSON,
        documents="Passport",
        outcome=outcome,
        shown_on=NOW.date(),
        words="Came to the office.",
    )
    return replace(new, **said)  # type: ignore[arg-type]


def shown(access: Access, request_id: int, at: datetime = NOW, **said: object) -> int:
    """Who asks was shown."""
    with transaction():
        record_check(access.guardian, request_id, check_of(shown_on=at.date(), **said), at)
    return request_id


def searched(access: Access, request_id: int, at: datetime = NOW) -> int:
    """Somebody searched, and decided that the record is the person's and nobody else is."""
    with transaction():
        row = search(access.guardian, request_id, at)
        number = row.id
    standing = again(request_id, at)
    for place in standing.undecided:
        same = place == (SubjectLinkKind.CHILD, access.child_id)
        with transaction():
            decide_candidate(access.guardian, request_id, number, place, same, "Read both.", at)
    return request_id


def assembled(request_id: int, by: Actor, at: datetime = NOW) -> int:
    """The worker assembled a pack."""
    db.session.rollback()
    made = assemble(asked_for(request_id), at)
    pack = again(request_id, at).pack
    with transaction():
        kept = keep(made, request_id, (pack.number if pack else 0) + 1, by.key, at)
    assert kept is not None
    return request_id


def decided(access: Access, request_id: int, at: datetime = NOW) -> int:
    """Everything that was proposed is left out."""
    pack = again(request_id, at).pack
    assert pack is not None
    for number in undecided_by_page(pack.id):
        rows = [row.id for row in undecided_of(pack.id, number)]
        place, reason = (pack.number, number), LeftOutReason.THIRD_PARTY
        with transaction():
            accept_proposals(access.guardian, request_id, place, rows, reason, False, at)
    return request_id


def harmless(
    access: Access, request_id: int, at: datetime = NOW, answer: HarmAnswer = HarmAnswer.NOT_LIKELY
) -> int:
    """The designated manager answered on serious harm."""
    standing = again(request_id, at)
    assert standing.pack is not None
    new = NewHarmCheck(pack_number=standing.pack.number, answer=answer, pages=(1,), words="Read.")
    with transaction():
        answer_harm(access.manager, standing.request, new, at)
    return request_id


def prepared(access: Access, at: datetime = NOW, **said: object) -> int:
    """A pack that was read, redacted and answered for: it may be given to a second person."""
    request_id = searched(access, shown(access, asked(access, at, **said), at), at)
    assembled(request_id, access.guardian, at)
    return harmless(access, decided(access, request_id, at), at)


def given_to_second(access: Access, at: datetime = NOW, later: datetime = LATER) -> int:
    """The Caldicott Guardian prepared it and asks a second person."""
    request_id = prepared(access, at)
    with transaction():
        ask_for_release(access.guardian, request_id, later)
    return request_id


def released(access: Access, at: datetime = NOW, later: datetime = LATER) -> int:
    """The designated manager read it and released it."""
    request_id = given_to_second(access, at, later)
    standing = again(request_id, later)
    assert standing.open_ask is not None
    with transaction():
        release(access.manager, request_id, standing.open_ask.release_digest, later)
    return request_id


def issued(access: Access, at: datetime = NOW, later: datetime = LATER) -> int:
    """The worker drew the document."""
    request_id = released(access, at, later)
    standing = again(request_id, later)
    assert standing.pack is not None
    assert standing.release is not None
    made = pdf_of(released_pack(standing.request, standing.pack), later)
    with transaction():
        keep_document(request_id, standing.release.id, made, later)
    return request_id


def opened_again(
    access: Access, at: datetime, why: FurtherReason = FurtherReason.MORE_FOUND, **said: object
) -> int:
    """What was issued is followed by a further pack that is to be made."""
    request_id = issued(access)
    new = NewFurther(why=why, words="A box in the cellar.", asked_on=at.date())
    with transaction():
        open_further(access.guardian, request_id, replace(new, **said), at)  # type: ignore[arg-type]
    return request_id


def morning(day: date) -> datetime:
    """Ten o'clock of that day."""
    return datetime.combine(day, time(10), tzinfo=UTC)


def path_of(request_id: int, rest: str = "") -> str:
    """The address of the request's page."""
    row = db.session.get_one(SubjectAccessRequest, request_id)
    return f"/subject-access/{row.reference}{rest}"


def figure(name: str) -> int:
    """A figure of the application that is open."""
    value: int = getattr(current_app.extensions["lacrecords_procedure"], name)
    return value
