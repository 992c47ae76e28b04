"""Writing a request down, and what is asked back: any way in which a request came in counts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date, working_hours
from lacrecords.database import db, lock_form, new_reference
from lacrecords.rules import subject_access as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.subject_access import RequestDays
from lacrecords.subject_access.asked import Asked, as_it_reads
from lacrecords.subject_access.clock_tasks import open_clock
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.models import AccessExtension, AccessQuestion, SubjectAccessRequest
from lacrecords.subject_access.standing import figures, standing_of, this_procedure
from lacrecords.subject_access.values import SAID, AccessRefused, NewAccessRequest
from lacrecords.terms import AccessQuestionKind

CAME_IN = "Somebody asks for what is held about them. See that it is answered in time."


def record_request(actor: Actor, new: NewAccessRequest, now: datetime) -> Asked:
    """Keep the request and start its clock; a form that was sent twice is one request."""
    lock_form(new.idempotency_key)
    known = db.session.scalar(
        select(SubjectAccessRequest).where(
            SubjectAccessRequest.idempotency_key == new.idempotency_key
        )
    )
    if known is not None:
        return as_it_reads(known)
    said = {name: getattr(new, name) for name in (*SAID, "idempotency_key")}
    row = SubjectAccessRequest(
        reference=new_reference(),
        recorded_on=local_date(now),
        recorded_at=now,
        recorded_by=actor.key,
        **said,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "subject_access_recorded", "subject_access_request", row.id)
    asked = as_it_reads(row)
    days = RequestDays(received_on=asked.received_on, asked_to_show_on=None, shown_on=None)
    last = rules.due_on(days, figures(), working_hours(this_procedure()).is_working_day)
    open_clock(actor, asked, last, CAME_IN, now)
    db.session.flush()
    return asked


def ask_back(
    actor: Actor,
    request_id: int,
    kind: AccessQuestionKind,
    asked_on: date,
    words: str,
    now: datetime,
) -> None:
    """Write down that whoever asks was asked to show who they are, or what they mean."""
    request = hold_open(request_id)
    standing = standing_of(request_id, now)
    _refuse_day(asked_on, request.received_on, now, "asked_on")
    if standing.question(kind) is not None:
        raise AccessRefused(None, "This was asked, and waits for its answer")
    if kind is AccessQuestionKind.IDENTITY and standing.days.shown_on is not None:
        raise AccessRefused(None, "Who asks was shown already")
    db.session.add(
        AccessQuestion(
            request_id=request_id,
            kind=kind,
            asked_on=asked_on,
            words=words,
            asked_by=actor.key,
            asked_at=now,
        )
    )
    audit.record(actor, f"asked_back_{kind.value}", "subject_access_request", request_id)
    db.session.flush()


def record_answer(
    actor: Actor,
    request_id: int,
    kind: AccessQuestionKind,
    answered_on: date,
    answer: str,
    now: datetime,
) -> None:
    """Write down that the answer came; the clock runs on."""
    hold_open(request_id)
    found = select(AccessQuestion).where(
        AccessQuestion.request_id == request_id,
        AccessQuestion.kind == kind,
        AccessQuestion.answered_at.is_(None),
    )
    row = db.session.scalar(found.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise AccessRefused(None, "No question waits for an answer")
    _refuse_day(answered_on, row.asked_on, now, "answered_on")
    row.answered_on, row.answer = answered_on, answer
    row.answered_by, row.answered_at = actor.key, now
    audit.record(actor, f"answered_{kind.value}", "subject_access_request", request_id)
    db.session.flush()


def extend(actor: Actor, request_id: int, told_on: date, reasons: str, now: datetime) -> None:
    """Write down that two months more were told, with reasons, within the first month."""
    hold_open(request_id)
    standing = standing_of(request_id, now)
    if standing.extension is not None:
        raise AccessRefused(None, "The time was extended already, and cannot be again")
    until = rules.first_month_ends_on(standing.days, figures())
    if until is None:
        raise AccessRefused(None, "The clock has not begun: first say that who asks was shown")
    _refuse_day(told_on, standing.request.received_on, now, "told_on")
    if told_on > until:
        raise AccessRefused("told_on", "Too late: an extension must be told within the first month")
    db.session.add(
        AccessExtension(
            request_id=request_id,
            reasons=reasons,
            told_on=told_on,
            must_be_told_by=until,
            recorded_by=actor.key,
            recorded_at=now,
        )
    )
    audit.record(actor, "subject_access_extended", "subject_access_request", request_id)
    db.session.flush()


def _refuse_day(day: date, not_before: date, now: datetime, field: str) -> None:
    if day > local_date(now):
        raise AccessRefused(field, "The day must be today or in the past")
    if day < not_before:
        raise AccessRefused(field, "The day cannot be before it was asked")
