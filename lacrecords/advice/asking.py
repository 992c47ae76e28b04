"""Asking for advice without saying whom it is about, and keeping advice that was spoken.

The text is searched again here, whatever a page showed: a question that still points to
somebody is refused. What was typed at first is kept nowhere.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.advice.models import AdviceException, AdviceMatter, AdviceQuestion, AdviceTurn
from lacrecords.advice.recipients import recipient_of
from lacrecords.advice.values import AdviceRefused, NewQuestion, Said, SpokenAdvice
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db, lock_form, new_reference
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Notice,
    Recipient,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.rules.advice import Weighed, weigh
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.identifying_marks import marks_in
from lacrecords.terms import (
    AdviceTurnKind,
    MatterKind,
    NotificationKind,
    TaskKind,
    Urgency,
)

STILL_POINTS = "Something in the text still points to somebody. Read it again and take it out"
WHY = "A question on sharing waits for your advice. It does not say whom it is about."


def ask(actor: Actor, new: NewQuestion, procedure: Procedure, now: datetime) -> AdviceQuestion:
    """Put the question to the adviser and start its clock; a form sent twice is one question."""
    known = _sent_before(new.idempotency_key)
    if known is not None:
        return known
    recipient = recipient_of(actor, new.adviser, procedure, local_date(now))
    if recipient is None:
        raise AdviceRefused("adviser", "Nobody can be asked there now. Select somebody else")
    weighed = weighed_or_refused(new.question)
    row = AdviceQuestion(
        reference=new_reference(),
        idempotency_key=new.idempotency_key,
        adviser=new.adviser,
        spoken_with="",
        spoken_office="",
        urgent=new.urgent,
        question=new.question.words,
        asked_by=actor.key,
        asked_at=now,
        due_at=due_from(procedure, new.urgent, now),
        recorded_at=now,
    )
    _keep(actor, row, new.question, weighed, now)
    audit.record(actor, "advice_asked", "advice", row.id)
    open_clock(actor, row, recipient, row.due_at or now, now)
    return row


def record_spoken(actor: Actor, new: SpokenAdvice, now: datetime) -> AdviceQuestion:
    """Keep advice that was taken by telephone: who gave it, when, what was asked and answered."""
    known = _sent_before(new.idempotency_key)
    if known is not None:
        return known
    weighed, of_answer = weighed_or_refused(new.question), weighed_or_refused(new.answer, "answer")
    row = AdviceQuestion(
        reference=new_reference(),
        idempotency_key=new.idempotency_key,
        adviser=new.adviser,
        spoken_with=new.spoken_with,
        spoken_office=new.spoken_office,
        urgent=False,
        question=new.question.words,
        asked_by=actor.key,
        asked_at=new.taken_at,
        due_at=None,
        recorded_at=now,
    )
    _keep(actor, row, new.question, weighed, now)
    keep_exceptions(actor, row.id, of_answer, now)
    answer = AdviceTurn(
        advice_question_id=row.id,
        number=1,
        kind=AdviceTurnKind.ADVICE,
        words=new.answer.words,
        said_by=actor.key,
        said_at=new.taken_at,
    )
    db.session.add(answer)
    audit.record(actor, "advice_spoken_recorded", "advice", row.id)
    db.session.flush()
    return row


def weighed_or_refused(said: Said, field: str = "question") -> Weighed:
    """What is in the text; AdviceRefused where it still points to somebody."""
    concerned = said.concerned
    names, places = (concerned.names, concerned.places) if concerned else ((), ())
    weighed = weigh(marks_in(said.words, names, places), said.reasons)
    if not weighed.may_go:
        raise AdviceRefused(field, STILL_POINTS)
    return weighed


def due_from(procedure: Procedure, urgent: bool, moment: datetime) -> datetime:
    """The moment by which advice is due that was asked for at this one."""
    if urgent:
        return moment + timedelta(hours=procedure.advice_urgent_hours)
    return working_days_later(procedure, moment, procedure.advice_working_days)


def matter_of(row: AdviceQuestion) -> Matter:
    """What tasks and notices about a question lead to: the question, never what it concerns."""
    return Matter(MatterKind.ADVICE, row.reference)


def open_clock(
    actor: Actor, row: AdviceQuestion, recipient: Recipient, due_at: datetime, now: datetime
) -> None:
    """Give the question to the adviser, or to whoever stands in for them."""
    task = NewTask(
        kind=TaskKind.ADVICE,
        matter=matter_of(row),
        recipient=recipient,
        why=WHY,
        due_at=due_at,
    )
    notice = Notice(
        kind=NotificationKind.ADVICE_ASKED,
        urgency=Urgency.URGENT if row.urgent else Urgency.ROUTINE,
        recipient=recipient,
        task_id=open_task(actor, task, now),
        matter=matter_of(row),
        why=WHY,
    )
    notify(actor, notice, now)


def keep_exceptions(actor: Actor, question_id: int, weighed: Weighed, now: datetime) -> None:
    """Keep what was left in a text and why it points to nobody."""
    for mark, reason in weighed.explained:
        db.session.add(
            AdviceException(
                advice_question_id=question_id,
                kind=mark.kind,
                words=mark.words,
                reason=reason,
                said_by=actor.key,
                said_at=now,
            )
        )


def _sent_before(key: str) -> AdviceQuestion | None:
    lock_form(key)
    return db.session.scalar(select(AdviceQuestion).where(AdviceQuestion.idempotency_key == key))


def _keep(actor: Actor, row: AdviceQuestion, said: Said, weighed: Weighed, now: datetime) -> None:
    db.session.add(row)
    db.session.flush()
    keep_exceptions(actor, row.id, weighed, now)
    if said.concerned is not None:
        matter = said.concerned.matter
        db.session.add(
            AdviceMatter(
                advice_question_id=row.id, matter=matter.kind, matter_reference=matter.reference
            )
        )
