"""Questions about a person of the demonstration, each left at another step, through the services.

One question is one transaction of whoever calls. Nobody in them exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import transaction
from lacrecords.demo.council import STAFF
from lacrecords.demo.past_enquiries import Desk
from lacrecords.demo.scheme_questions import PLANNED, PlannedQuestion, Step
from lacrecords.disclosure_schemes.attending import record_attended
from lacrecords.disclosure_schemes.ending import end_question
from lacrecords.disclosure_schemes.late import tell_of_late_questions
from lacrecords.disclosure_schemes.linking import link_child
from lacrecords.disclosure_schemes.recording import record_question
from lacrecords.disclosure_schemes.referral_text import referral_text
from lacrecords.disclosure_schemes.referring import (
    police_contacts,
    record_answer,
    record_referral,
)
from lacrecords.disclosure_schemes.saying import record_words
from lacrecords.disclosure_schemes.standing import standing_of
from lacrecords.disclosure_schemes.values import (
    NewAttended,
    NewEnd,
    NewPoliceAnswer,
    NewQuestion,
    NewReferral,
    NewWords,
    SaidOfChild,
    SaidOfQuestion,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.disclosure_scheme_words import sayings_for
from lacrecords.terms import (
    Channel,
    DisclosureScheme,
    PoliceAnswer,
    Role,
    SchemeContact,
    SchemeEnd,
    Undertaking,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who does what of a question, and a child of the register led by somebody at work."""

    manager: Actor
    social_worker: Actor
    child_id: int
    council: str


def make_questions(desk: Desk, manager: Actor, lead: Actor, now: datetime) -> None:
    """Every planned question; then those are told of whose clocks ran out."""
    on = local_date(now)
    led = children.children_led_by([lead.account_id or 0], on)
    on_duty = next(person for person in STAFF if person.role is Role.DUTY_SOCIAL_WORKER)
    people = People(
        manager=manager,
        social_worker=desk.staffed.of(on_duty),
        child_id=min(set(led) - children.hidden_ids(led, None, on)),
        council=current_app.extensions["lacrecords_settings"].council_name or "the council",
    )
    for planned in PLANNED:
        with transaction():
            take_question(desk, people, planned, now)
    tell_of_late_questions(now)


def take_question(desk: Desk, people: People, planned: PlannedQuestion, now: datetime) -> None:
    """Take one question as far as it has come."""
    asked_at = now - timedelta(hours=planned.hours_ago)
    officer = desk.officer(asked_at)
    question_id = record_question(officer, _new(planned, asked_at), desk.procedure, asked_at).id
    standing = standing_of(question_id)
    said = NewWords(sentences=sayings_for(standing.outcome))
    record_words(officer, standing, said, desk.procedure, asked_at)
    if planned.is_of_register:
        reference = children.reference_of(people.child_id)
        because = (reference, "The father gave her full name and school.")
        link_child(people.social_worker, standing, standing.children[0], because, asked_at)
    if planned.step >= Step.REFERRED:
        _refer(desk, officer, people, question_id, asked_at + timedelta(hours=2))
    if planned.step >= Step.ACKNOWLEDGED:
        said_of = PoliceAnswer.ACKNOWLEDGED
        _answer(desk, officer, question_id, said_of, asked_at + timedelta(days=1))
    if planned.step >= Step.DISCLOSED:
        _answer(desk, officer, question_id, PoliceAnswer.DISCLOSES, asked_at + timedelta(days=9))
    if planned.step >= Step.ATTENDED:
        _attend(people, question_id, planned, asked_at + timedelta(days=12))
    if planned.step is Step.ENDED:
        end = NewEnd(ended_as=SchemeEnd.POLICE_DECIDED, words="A safety plan stands.")
        end_question(people.manager, question_id, end, asked_at + timedelta(days=14))


def _new(planned: PlannedQuestion, asked_at: datetime) -> NewQuestion:
    said = SaidOfQuestion(
        asker=planned.asker,
        asker_name=planned.asker_name,
        name_refused=not planned.asker_name,
        contact_given="01632 960555" if planned.asker_name else "",
        safe_contact="Ring in the morning only, and leave no message.",
        relationship=planned.relationship,
        about=planned.about,
        access_to_child=planned.access_to_child,
        our_worker=planned.our_worker,
        child_at_risk=planned.child_at_risk,
        danger_now=False,
        person_name=planned.person,
        person_details="",
        seen_or_heard=planned.facts,
        their_opinion=planned.opinion,
        emergency_action="",
    )
    child = SaidOfChild("", planned.child, SchemeContact.HAS_CONTACT)
    return NewQuestion(
        idempotency_key=f"demo question {planned.person}",
        enquiry_id=None,
        channel=Channel.TELEPHONE,
        asked_at=asked_at,
        said=said,
        children=(child,) if planned.child else (),
    )


def _refer(desk: Desk, officer: Actor, people: People, question_id: int, at: datetime) -> None:
    (_, point), *_ = police_contacts(at)
    new = NewReferral(
        contact_point_id=point.contact_point_id,
        referred_to="Sergeant Amberley",
        their_reference=f"AC/{question_id}",
        shown_words=referral_text(standing_of(question_id), people.council),
        referred_at=at,
    )
    record_referral(officer, question_id, new, people.council, desk.procedure, at)


def _answer(
    desk: Desk, officer: Actor, question_id: int, answer: PoliceAnswer, at: datetime
) -> None:
    new = NewPoliceAnswer(
        answer=answer, answered_on=at.date(), said_by="Sergeant Amberley", note=""
    )
    record_answer(officer, question_id, new, desk.procedure, at)


def _attend(people: People, question_id: int, planned: PlannedQuestion, at: datetime) -> None:
    refused = planned.undertaking is Undertaking.REFUSED
    scheme = (
        DisclosureScheme.CHILD_SEX_OFFENDER
        if planned.access_to_child
        else DisclosureScheme.DOMESTIC_VIOLENCE
    )
    new = NewAttended(
        idempotency_key=f"demo meeting {planned.person}",
        scheme=scheme,
        held_on=at.date(),
        place="Ashdown police station",
        attended_by=people.social_worker.name,
        police_officer="Constable Lorimer",
        told_to=planned.asker_name if refused else "The boy's mother",
        warned_safeguarding_only=True,
        warned_confidential=True,
        warned_proceedings=True,
        undertaking=planned.undertaking,
        police_considered=True if refused else None,
        took_place=not refused,
        note="A safety plan was agreed and is kept on the child's file." if not refused else "",
    )
    record_attended(people.social_worker, question_id, new, at)
