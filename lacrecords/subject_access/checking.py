"""Checking who asks and their right to ask, and what the person themselves understands and says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules import subject_access as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.models import AccessCheck, AccessQuestion, SubjectVoice
from lacrecords.subject_access.values import AccessRefused, NewAccessCheck
from lacrecords.terms import (
    AccessCheckKind,
    AccessCheckMethod,
    AccessQuestionKind,
    SubjectVoiceKind,
    VerificationOutcome,
)


def record_check(actor: Actor, request_id: int, new: NewAccessCheck, now: datetime) -> None:
    """Keep one check; AccessRefused where it confirms by nothing that was seen."""
    request = hold_open(request_id)
    confirmed = new.outcome is VerificationOutcome.CONFIRMED
    if confirmed and new.method is AccessCheckMethod.NONE:
        raise AccessRefused("method", "Without a check nobody is confirmed")
    if confirmed and not new.documents:
        raise AccessRefused("documents", "Enter what was seen, or which worker knows them")
    if not confirmed and not new.words:
        raise AccessRefused("words", "Enter what happened")
    if new.kind is AccessCheckKind.AUTHORITY and not rules.needs_authority(request.asks_as):
        raise AccessRefused(None, "Whoever asks for themselves needs nobody's authority")
    if new.shown_on > local_date(now):
        raise AccessRefused("shown_on", "The day must be today or in the past")
    db.session.add(
        AccessCheck(
            request_id=request_id,
            kind=new.kind,
            method=new.method,
            documents=new.documents,
            outcome=new.outcome,
            shown_on=new.shown_on,
            words=new.words,
            checked_by=actor.key,
            checked_at=now,
        )
    )
    if confirmed and new.kind is AccessCheckKind.IDENTITY:
        _answer_question(actor, request_id, new, now)
    action = f"{new.kind.value}_{new.outcome.value}"
    audit.record(actor, action, "subject_access_request", request_id)
    db.session.flush()


def _answer_question(actor: Actor, request_id: int, new: NewAccessCheck, now: datetime) -> None:
    found = select(AccessQuestion).where(
        AccessQuestion.request_id == request_id,
        AccessQuestion.kind == AccessQuestionKind.IDENTITY,
        AccessQuestion.answered_at.is_(None),
    )
    row = db.session.scalar(found.with_for_update())
    if row is not None:
        if new.shown_on < row.asked_on:
            raise AccessRefused("shown_on", "It cannot have been shown before it was asked for")
        row.answered_on, row.answer = new.shown_on, new.documents
        row.answered_by, row.answered_at = actor.key, now


def record_voice(
    actor: Actor, request_id: int, kind: SubjectVoiceKind, answer: bool, words: str, now: datetime
) -> None:
    """Keep what the person themselves understands, or says to the release; a later one counts."""
    hold_open(request_id)
    db.session.add(
        SubjectVoice(
            request_id=request_id,
            kind=kind,
            answer=answer,
            words=words,
            recorded_by=actor.key,
            recorded_at=now,
        )
    )
    audit.record(actor, f"subject_{kind.value}", "subject_access_request", request_id)
    db.session.flush()
