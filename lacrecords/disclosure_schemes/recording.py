"""Writing a question about a person down, and amending it: what was said before stays."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.clocks import working_days_later
from lacrecords.database import db, lock_form, new_reference
from lacrecords.disclosure_schemes.course_models import SchemeReferral
from lacrecords.disclosure_schemes.following import Following, follow
from lacrecords.disclosure_schemes.holding import hold_open
from lacrecords.disclosure_schemes.models import (
    SchemeChild,
    SchemeQuestion,
    SchemeQuestionVersion,
)
from lacrecords.disclosure_schemes.values import (
    CHANGED_MEANWHILE,
    NewQuestion,
    SaidOfChild,
    SaidOfQuestion,
    SchemeRefused,
)
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.disclosure_schemes import (
    SchemeFacts,
    SchemeOutcome,
    recognise,
    refer_by,
)
from lacrecords.terms import DisclosureScheme

MOST_CHILDREN = 12


def record_question(
    actor: Actor, new: NewQuestion, procedure: Procedure, now: datetime
) -> SchemeQuestion:
    """Keep the question and do what follows from it; a form that was sent twice is one question."""
    lock_form(new.idempotency_key)
    known = db.session.scalar(
        select(SchemeQuestion).where(SchemeQuestion.idempotency_key == new.idempotency_key)
    )
    if known is not None:
        return known
    question = SchemeQuestion(
        reference=new_reference(),
        idempotency_key=new.idempotency_key,
        enquiry_id=new.enquiry_id,
        channel=new.channel,
        asked_at=new.asked_at,
        recorded_at=now,
        recorded_by=actor.key,
    )
    db.session.add(question)
    db.session.flush()
    outcome = recognise(new.said.facts)
    due = _refer_by(outcome, new.asked_at, procedure, None)
    version = _write_version(actor, question.id, new.said, (1, "", due), now)
    for position, child in enumerate(new.children, 1):
        _write_child(actor, question.id, position, child, now)
    audit.record(actor, "scheme_question_recorded", "scheme_question", question.id)
    db.session.flush()
    one = Following(actor=actor, question=question, version=version, procedure=procedure, now=now)
    follow(one, outcome, None)
    return question


def amend_question(
    actor: Actor,
    question_id: int,
    said: SaidOfQuestion,
    changed: tuple[str, int],
    procedure: Procedure,
    now: datetime,
) -> None:
    """Add a version of what was said; what is owed may become more and sooner, never less.

    `changed` is why, and the number of the version that the form showed.
    """
    question = hold_open(question_id)
    why, shown = changed
    before = _newest(question_id)
    if before.number != shown:
        raise SchemeRefused(None, CHANGED_MEANWHILE)
    outcome, earlier = recognise(said.facts), recognise(_facts_of(before))
    due = _refer_by(outcome, now, procedure, before.refer_by_at)
    version = _write_version(actor, question_id, said, (before.number + 1, why, due), now)
    audit.record(actor, "scheme_question_amended", "scheme_question", question_id)
    db.session.flush()
    one = Following(
        actor=actor,
        question=question,
        version=version,
        procedure=procedure,
        now=now,
        was_secret=_was_of_our_worker(version),
        was_referred=_is_referred(question_id),
    )
    follow(one, outcome, earlier)


def add_child(actor: Actor, question_id: int, said: SaidOfChild, now: datetime) -> int:
    """Another child has to do with the person asked about; gives their position."""
    hold_open(question_id)
    of_question = SchemeChild.question_id == question_id
    taken = db.session.scalar(select(func.max(SchemeChild.position)).where(of_question)) or 0
    if taken >= MOST_CHILDREN:
        raise SchemeRefused(None, f"One question has {MOST_CHILDREN} children at most")
    _write_child(actor, question_id, taken + 1, said, now)
    audit.record(actor, "scheme_child_added", "scheme_question", question_id)
    db.session.flush()
    return taken + 1


def _newest(question_id: int) -> SchemeQuestionVersion:
    return db.session.scalars(
        select(SchemeQuestionVersion)
        .where(SchemeQuestionVersion.question_id == question_id)
        .order_by(SchemeQuestionVersion.id.desc())
        .limit(1)
    ).one()


def _was_of_our_worker(version: SchemeQuestionVersion) -> bool:
    found = select(SchemeQuestionVersion.id).where(
        SchemeQuestionVersion.question_id == version.question_id,
        SchemeQuestionVersion.id < version.id,
        SchemeQuestionVersion.our_worker.is_(True),
    )
    return db.session.scalar(found.limit(1)) is not None


def _is_referred(question_id: int) -> bool:
    found = select(SchemeReferral.id).where(SchemeReferral.question_id == question_id)
    return db.session.scalar(found.limit(1)) is not None


def _facts_of(row: SchemeQuestionVersion) -> SchemeFacts:
    return SchemeFacts(
        asker=row.asker,
        about=row.about,
        access_to_child=row.access_to_child,
        child_at_risk=row.child_at_risk,
        danger_now=row.danger_now,
        our_worker=row.our_worker,
    )


def _refer_by(
    outcome: SchemeOutcome, from_at: datetime, procedure: Procedure, already_by: datetime | None
) -> datetime | None:
    """The moment is reckoned once: a later change of the figures moves none."""
    days = procedure.scheme_referral_working_days
    return refer_by(
        outcome.urgency,
        urgent_by=from_at + timedelta(minutes=procedure.scheme_urgent_minutes),
        routine_by=working_days_later(procedure, from_at, days),
        already_by=already_by,
    )


def _write_version(
    actor: Actor,
    question_id: int,
    said: SaidOfQuestion,
    version: tuple[int, str, datetime | None],
    now: datetime,
) -> SchemeQuestionVersion:
    outcome = recognise(said.facts)
    number, why, due = version
    row = SchemeQuestionVersion(
        question_id=question_id,
        number=number,
        **asdict(said),
        child_sex_offender_scheme=DisclosureScheme.CHILD_SEX_OFFENDER in outcome.schemes,
        domestic_violence_scheme=DisclosureScheme.DOMESTIC_VIOLENCE in outcome.schemes,
        way=outcome.way,
        urgency=outcome.urgency,
        refer_by_at=due,
        why_changed=why,
        recorded_at=now,
        recorded_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _write_child(
    actor: Actor, question_id: int, position: int, said: SaidOfChild, now: datetime
) -> None:
    db.session.add(
        SchemeChild(
            question_id=question_id,
            position=position,
            name=said.name,
            details=said.details,
            contact=said.contact,
            added_at=now,
            added_by=actor.key,
        )
    )
