"""Passing a question to the police, and what they answer; a mistake is put right by another row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select

from lacrecords.agencies import queries as agencies
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db
from lacrecords.disclosure_schemes.course_models import (
    AttendedDisclosure,
    SchemePoliceAnswer,
    SchemeReferral,
)
from lacrecords.disclosure_schemes.holding import HAS_ENDED, end_of, hold, matter_of
from lacrecords.disclosure_schemes.models import SchemeQuestion
from lacrecords.disclosure_schemes.referral_text import referral_text
from lacrecords.disclosure_schemes.standing import QuestionStanding, last_words, standing_of
from lacrecords.disclosure_schemes.values import (
    CHANGED_MEANWHILE,
    NewPoliceAnswer,
    NewReferral,
    SchemeRefused,
)
from lacrecords.enquiries.services import recipients
from lacrecords.notifications.services import NewTask, close_tasks_of_matter, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.disclosure_schemes import was_refused
from lacrecords.terms import (
    AgencyType,
    ContactPointKind,
    PoliceAnswer,
    SchemeEnd,
    SchemeState,
    TaskKind,
)

Corrected = TypeVar("Corrected", SchemeReferral, SchemePoliceAnswer, AttendedDisclosure)
ALREADY_CORRECTED = "Somebody else has put this right already. Open the question again"


def police_contacts(now: datetime) -> tuple[tuple[str, agencies.ContactPointCard], ...]:
    """The numbers and addresses of the police in the directory, each with its agency's name."""
    return tuple(
        (one.name, point)
        for one in agencies.agencies()
        if one.agency_type is AgencyType.POLICE
        for point in agencies.contact_points_of(one.agency_id, now)
    )


def may_refer(standing: QuestionStanding) -> bool:
    """Nothing was passed on yet, the police want more or did not take it, or more was said."""
    course = standing.course
    if course.ended:
        return False
    unknown = any(standing.version.recorded_at > row.recorded_at for row in standing.referrals[-1:])
    wanted = not course.referred or standing.state is SchemeState.MORE_ASKED
    return wanted or unknown or was_refused(course.answers)


def record_referral(
    actor: Actor,
    question_id: int,
    new: NewReferral,
    council: str,
    procedure: Procedure,
    now: datetime,
) -> None:
    """The question was passed to the police in the words that stood on the page."""
    question = hold(question_id)
    kind, text = _refuse_a_referral_that_is_none(question, new, council, now)
    days = procedure.scheme_acknowledge_working_days
    db.session.add(
        SchemeReferral(
            question_id=question_id,
            contact_point_id=new.contact_point_id,
            method=kind,
            referred_to=new.referred_to,
            their_reference=new.their_reference,
            words=text,
            referred_at=new.referred_at,
            referred_by=actor.key,
            acknowledge_by_at=working_days_later(procedure, new.referred_at, days),
            decide_by_at=new.referred_at + timedelta(days=procedure.scheme_decision_days),
            corrects_id=new.corrects,
            why_corrected=new.why_corrected,
            recorded_at=now,
        )
    )
    audit.record(actor, "scheme_question_referred", "scheme_question", question_id)
    db.session.flush()
    for task in (TaskKind.SCHEME_REFERRAL, TaskKind.SCHEME_MORE_ASKED):
        close_tasks_of_matter(actor, task, matter_of(question), "Passed to the police.", now)


def _refuse_a_referral_that_is_none(
    question: SchemeQuestion, new: NewReferral, council: str, now: datetime
) -> tuple[ContactPointKind, str]:
    """By which way it goes and in which words; SchemeRefused where it does not."""
    standing = standing_of(question.id)
    if new.corrects is None and standing.end is not None:
        raise SchemeRefused(None, HAS_ENDED)
    if new.corrects is None and not may_refer(standing):
        raise SchemeRefused(None, "It was referred already. Look at the question again")
    points = {point.contact_point_id: point for _, point in police_contacts(now)}
    if new.contact_point_id not in points:
        raise SchemeRefused("contact_point", "Choose a contact of the police in the directory")
    if new.referred_at > now or new.referred_at < question.asked_at - timedelta(minutes=1):
        words = "It was referred after it was asked, and not in the future"
        raise SchemeRefused("referred_on", words)
    # What went stays word for word, whoever it is that took it.
    earlier = corrected_row(SchemeReferral, question.id, new.corrects)
    text = earlier.words if earlier is not None else referral_text(standing, council)
    if text.split() != new.shown_words.split():
        raise SchemeRefused(None, CHANGED_MEANWHILE)
    return points[new.contact_point_id].kind, text


def record_answer(
    actor: Actor, question_id: int, new: NewPoliceAnswer, procedure: Procedure, now: datetime
) -> None:
    """What the police said, from the closed list; where they ask for more it is a task."""
    question = hold(question_id)
    standing = standing_of(question_id)
    _refuse_after_joining(question_id, new.corrects)
    if not standing.referrals:
        raise SchemeRefused(None, "It has not been referred yet. Record that first")
    referred_on = local_date(standing.referrals[0].referred_at)
    if not referred_on <= new.answered_on <= local_date(now):
        words = "The day must not be before the referral, nor in the future"
        raise SchemeRefused("answered_on", words)
    corrected_row(SchemePoliceAnswer, question_id, new.corrects)
    db.session.add(
        SchemePoliceAnswer(
            question_id=question_id,
            referral_id=standing.referrals[-1].id,
            answer=new.answer,
            answered_on=new.answered_on,
            said_by=new.said_by,
            note=new.note,
            corrects_id=new.corrects,
            why_corrected=new.why_corrected,
            recorded_at=now,
            recorded_by=actor.key,
        )
    )
    audit.record(actor, f"police_{new.answer.value}", "scheme_question", question_id)
    db.session.flush()
    _follow(actor, question, new.answer, procedure, now)


def _follow(
    actor: Actor,
    question: SchemeQuestion,
    answer: PoliceAnswer,
    procedure: Procedure,
    now: datetime,
) -> None:
    """Only their newest word asks something of us."""
    kind, matter = TaskKind.SCHEME_MORE_ASKED, matter_of(question)
    close_tasks_of_matter(actor, kind, matter, "The police have answered since.", now)
    why = {
        PoliceAnswer.ASKS_FOR_MORE: "The police ask for more about a question. Answer them.",
        PoliceAnswer.REFUSED_REFERRAL: (
            "The police do not take a question. Ask why, refer it again or end it with reasons."
        ),
    }.get(answer)
    if why is None or end_of(question.id) is not None:
        return
    task = NewTask(
        kind=kind,
        matter=matter,
        recipient=recipients.manager_on_shift(procedure, now),
        why=why,
        due_at=working_days_later(procedure, now, procedure.scheme_referral_working_days),
    )
    open_task(actor, task, now)


def _refuse_after_joining(question_id: int, corrects: int | None) -> None:
    end = end_of(question_id)
    if corrects is None and end is not None and end.ended_as is SchemeEnd.SAME_AS_ANOTHER:
        raise SchemeRefused(None, "This question goes on as another. Record it there")


def corrected_row(kind: type[Corrected], question_id: int, row_id: int | None) -> Corrected | None:
    """The row that is put right; SchemeRefused where it is none, or was put right already."""
    if row_id is None:
        return None
    rows = db.session.scalars(select(kind).where(kind.question_id == question_id)).all()
    found = next((row for row in last_words(rows) if row.id == row_id), None)
    if found is None:
        raise SchemeRefused(None, ALREADY_CORRECTED)
    return found
