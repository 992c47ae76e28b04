"""Invented questions about a person, taken as far as a test needs. Each opens a transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from lacrecords.agencies.services import NewContactPoint, add_agency, add_contact_point
from lacrecords.database import db, transaction
from lacrecords.disclosure_schemes.attending import record_attended
from lacrecords.disclosure_schemes.linking import link_child
from lacrecords.disclosure_schemes.recording import record_question
from lacrecords.disclosure_schemes.referral_text import referral_text
from lacrecords.disclosure_schemes.referring import record_answer, record_referral
from lacrecords.disclosure_schemes.standing import QuestionStanding, standing_of
from lacrecords.disclosure_schemes.values import (
    NewAttended,
    NewPoliceAnswer,
    NewQuestion,
    NewReferral,
    SaidOfChild,
    SaidOfQuestion,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    AgencyType,
    AskedAbout,
    Channel,
    ContactPointKind,
    DisclosureScheme,
    PoliceAnswer,
    SchemeAsker,
    SchemeContact,
    Undertaking,
)
from tests.factories.children import path_of
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town

COUNCIL = "Larkshire Council"
GRANDMOTHER = SaidOfQuestion(
    asker=SchemeAsker.RELATIVE,
    asker_name="Drusilla Fairbairn",
    name_refused=False,
    contact_given="01632 960888",
    safe_contact="Ring her sister on 01632 960889, mornings only.",
    relationship="Grandmother",
    about=AskedAbout.PARTNER_OF_SOMEBODY_ELSE,
    access_to_child=True,
    our_worker=False,
    child_at_risk=False,
    danger_now=False,
    person_name="Barnaby Thistlewood",
    person_details="About 40, moved in at Easter",
    seen_or_heard="He takes the boy out alone.",
    their_opinion="She does not trust him.",
    emergency_action="",
)
BOY = SaidOfChild("Wilfreda Ashgrove", "eight", SchemeContact.LIVES_WITH)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class SchemeDesk:
    """A town whose directory holds the police."""

    town: Town
    police_id: int
    telephone_id: int


def make_scheme_desk(town: Town) -> SchemeDesk:
    """Put the police into the directory; needs an open transaction."""
    police = add_agency(MAKER, "Larkshire Police", AgencyType.POLICE)
    point = NewContactPoint(
        kind=ContactPointKind.TELEPHONE, value="01632 960700", label="public protection desk"
    )
    long_ago = NOW - timedelta(days=400)
    number = add_contact_point(MAKER, police, point, "command:second-person", long_ago)
    return SchemeDesk(town, police, number)


def said(**changed: object) -> SaidOfQuestion:
    """What a grandmother says of her daughter's partner, with these changes."""
    return replace(GRANDMOTHER, **changed)  # type: ignore[arg-type]


def asked(
    desk: SchemeDesk,
    at: datetime = NOW,
    by: Actor | None = None,
    children: tuple[SaidOfChild, ...] = (BOY,),
    key: str = "",
    **changed: object,
) -> QuestionStanding:
    """A question that was written down, and nothing more."""
    new = NewQuestion(
        idempotency_key=key or f"form {next(_numbers)}",
        enquiry_id=None,
        channel=Channel.TELEPHONE,
        asked_at=at,
        said=said(**changed),
        children=children,
    )
    with transaction():
        made = record_question(by or desk.town.duty_officer, new, desk.town.procedure, at)
        number = made.id
    return again(number)


def again(standing: QuestionStanding | int) -> QuestionStanding:
    """How the question stands now, to be read also when the session has gone on."""
    db.session.rollback()
    found = standing_of(standing if isinstance(standing, int) else standing.question.id)
    db.session.expunge_all()
    return found


def referred(
    desk: SchemeDesk, standing: QuestionStanding, at: datetime = NOW, **changed: object
) -> QuestionStanding:
    """It was passed to the police by telephone."""
    new = NewReferral(
        contact_point_id=desk.telephone_id,
        referred_to="Sergeant Ojukwu",
        their_reference="LP/77",
        shown_words=referral_text(standing, COUNCIL),
        referred_at=at,
    )
    new = replace(new, **changed)  # type: ignore[arg-type]
    question_id, procedure = standing.question.id, desk.town.procedure
    with transaction():
        record_referral(desk.town.duty_officer, question_id, new, COUNCIL, procedure, at)
    return again(standing)


def answered(
    desk: SchemeDesk,
    standing: QuestionStanding,
    answer: PoliceAnswer = PoliceAnswer.DISCLOSES,
    at: datetime = NOW,
    **changed: object,
) -> QuestionStanding:
    """The police said something."""
    new = NewPoliceAnswer(answer=answer, answered_on=at.date(), said_by="Sergeant Ojukwu", note="")
    new = replace(new, **changed)  # type: ignore[arg-type]
    with transaction():
        record_answer(desk.town.duty_officer, standing.question.id, new, desk.town.procedure, at)
    return again(standing)


MEETING = NewAttended(
    idempotency_key="",
    scheme=DisclosureScheme.CHILD_SEX_OFFENDER,
    held_on=date(2026, 11, 18),
    place="Larkfield police station",
    attended_by="Bram Oyelaran",
    police_officer="Constable Whitlow",
    told_to="The mother",
    warned_safeguarding_only=True,
    warned_confidential=True,
    warned_proceedings=True,
    undertaking=Undertaking.SIGNED,
    police_considered=None,
    took_place=True,
    note="",
)


def attended(
    desk: SchemeDesk, standing: QuestionStanding, at: datetime = NOW, **changed: object
) -> QuestionStanding:
    """A social worker was there when the police disclosed."""
    fresh = {"idempotency_key": f"meeting {next(_numbers)}", "held_on": at.date()}
    new = replace(MEETING, **(fresh | changed))  # type: ignore[arg-type]
    with transaction():
        record_attended(desk.town.duty_social_worker, standing.question.id, new, at)
    return again(standing)


def linked(
    desk: SchemeDesk,
    standing: QuestionStanding,
    child_id: int,
    by: Actor | None = None,
    at: datetime = NOW,
) -> QuestionStanding:
    """Somebody decided which record the first child has."""
    reference = path_of(child_id).rpartition("/")[2]
    child, words = standing.children[0], (reference, "Same name, age and home.")
    with transaction():
        link_child(by or desk.town.duty_social_worker, standing, child, words, at)
    return again(standing)
