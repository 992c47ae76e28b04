"""Consents that are to be sought again: noted changes, reviews, and the task of whoever leads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import exists, select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.children.queries import kept_ids
from lacrecords.children.standing import standings_of
from lacrecords.clocks import local_date, working_days_later
from lacrecords.consents.circumstances import procedure
from lacrecords.consents.models import (
    Consent,
    ConsentChange,
    ConsentReview,
    ConsentReviewAsked,
    ConsentWithdrawal,
)
from lacrecords.consents.recording import lock_consents_of
from lacrecords.consents.standing import (
    ConsentStanding,
    consents_of_child,
    consents_of_children,
)
from lacrecords.consents.telling import matter_of_consent, who_leads
from lacrecords.consents.values import ConsentRefused, NewChange, NewReview
from lacrecords.database import db, transaction
from lacrecords.notifications.services import NewTask, close_tasks_of_matter, open_task
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.consent_standing import may_confirm
from lacrecords.rules.deadlines import months_later
from lacrecords.terms import (
    ConsentAnswer,
    ConsentReviewOutcome,
    ConsentState,
    TaskKind,
)

WHY = "A consent to share is to be looked at again. Until then nothing should lean on it."
REVIEWABLE = frozenset({ConsentState.GIVEN, ConsentState.REVIEW_DUE})
CANNOT_CONFIRM = "More than the day has come. Ask again, and record what they answer"


def note_change(actor: Actor, consent_id: int, new: NewChange, now: datetime) -> None:
    """Note what has changed since the consent was given: it is to be sought again."""
    row = db.session.get_one(Consent, consent_id)
    lock_consents_of(row.child_id)
    _refuse_unless_it_stands(row, now)
    if new.since_on > local_date(now):
        raise ConsentRefused("since_on", "The day must be today or in the past")
    if new.since_on < row.taken_on:
        raise ConsentRefused("since_on", "The day must not be before the consent was given")
    if not new.words.strip():
        raise ConsentRefused("words", "Enter what has changed")
    db.session.add(
        ConsentChange(
            consent_id=row.id,
            kind=new.kind,
            since_on=new.since_on,
            words=new.words.strip(),
            noted_at=now,
            noted_by=actor.key,
        )
    )
    audit.record(actor, "consent_change_noted", "consent", row.id)
    db.session.flush()
    ask_for_review(actor, row, now)


def record_review(actor: Actor, consent_id: int, new: NewReview, now: datetime) -> None:
    """Record what a review came to; it goes on only where nothing but its day was reached."""
    row = db.session.get_one(Consent, consent_id)
    lock_consents_of(row.child_id)
    standing = _refuse_unless_it_stands(row, now)
    if not new.words.strip():
        raise ConsentRefused("words", "Enter with whom you talked it over, and what was said")
    goes_on = new.outcome is ConsentReviewOutcome.CONFIRMED
    if goes_on and not may_confirm(standing.review_reasons):
        raise ConsentRefused("outcome", CANNOT_CONFIRM)
    db.session.add(
        ConsentReview(
            consent_id=row.id,
            outcome=new.outcome,
            words=new.words.strip(),
            review_on=_next_on(now) if goes_on else None,
            reviewed_at=now,
            reviewed_by=actor.key,
        )
    )
    audit.record(actor, "consent_reviewed", "consent", row.id)
    db.session.flush()
    matter = matter_of_consent(row.reference)
    close_tasks_of_matter(actor, TaskKind.CONSENT_REVIEW, matter, "It was looked at again.", now)


def _next_on(now: datetime) -> date:
    return months_later(local_date(now), procedure().consent_review_months)


def _refuse_unless_it_stands(row: Consent, now: datetime) -> ConsentStanding:
    standing = consents_of_child(row.child_id, now).standing(row)
    if standing.state not in REVIEWABLE:
        raise ConsentRefused(None, "This is no consent that stands. Nothing is changed")
    return standing


def ask_for_review(actor: Actor, row: Consent, now: datetime) -> bool:
    """Give whoever leads the task to look at it again, once for each cause; no: it has been."""
    standing = consents_of_child(row.child_id, now).standing(row)
    if standing.state is not ConsentState.REVIEW_DUE:
        return False
    cause = _cause(standing)
    asked = ConsentReviewAsked.consent_id == row.id, ConsentReviewAsked.cause == cause
    if db.session.scalar(select(ConsentReviewAsked.id).where(*asked)) is not None:
        return False
    matter, figures = matter_of_consent(row.reference), procedure()
    close_tasks_of_matter(actor, TaskKind.CONSENT_REVIEW, matter, "Another cause came.", now)
    task = NewTask(
        kind=TaskKind.CONSENT_REVIEW,
        matter=matter,
        recipient=who_leads(row.child_id, now)[0],
        why=WHY,
        due_at=working_days_later(figures, now, figures.consent_review_working_days),
    )
    task_id = open_task(actor, task, now)
    db.session.add(
        ConsentReviewAsked(consent_id=row.id, cause=cause, task_id=task_id, asked_at=now)
    )
    audit.record(actor, "consent_review_asked", "consent", row.id)
    db.session.flush()
    return True


def _cause(standing: ConsentStanding) -> str:
    return " ".join([standing.review_on.isoformat(), *standing.review_reasons])


MOST_AT_ONCE = 50
"""So many tasks a run: what else the worker looks after must not wait for a great load."""


def look_after_consents(now: datetime) -> int:
    """Give a task for each consent that has come to be looked at again; how many."""
    done = 0
    for consent_id in _to_look_at(now)[:MOST_AT_ONCE]:
        with transaction():
            row = db.session.get_one(Consent, consent_id)
            lock_consents_of(row.child_id)
            done += ask_for_review(WORKER, row, now)
    return done


def _to_look_at(now: datetime) -> list[int]:
    """Consents of open cases that are due by now, for a cause of which nobody was told."""
    asked = {
        (consent_id, cause)
        for consent_id, cause in db.session.execute(
            select(ConsentReviewAsked.consent_id, ConsentReviewAsked.cause)
        )
    }
    child_ids = db.session.scalars(
        select(Consent.child_id).where(standing_consents()).distinct().order_by(Consent.child_id)
    )
    found: list[int] = []
    for every in consents_of_children(_open_cases(child_ids, now), now).values():
        for row in every.consents:
            standing = every.standing(row)
            due = standing.state is ConsentState.REVIEW_DUE
            if due and (row.id, _cause(standing)) not in asked:
                found.append(row.id)
    return found


def standing_consents() -> exists:  # type: ignore[valid-type]
    """Consents that were valid when they were given and were not taken back."""
    withdrawn = exists().where(ConsentWithdrawal.consent_id == Consent.id)
    return (Consent.answer == ConsentAnswer.CONSENTED) & Consent.stands & ~withdrawn


def _open_cases(child_ids: Iterable[int], now: datetime) -> list[int]:
    kept = set(kept_ids(child_ids).values())
    standings = standings_of(kept, local_date(now))
    return sorted(one for one, child in standings.items() if child.case_open)
