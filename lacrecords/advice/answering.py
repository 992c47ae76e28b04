"""What is written after a question: asked back, added, advised, put right, withdrawn; and late.

What an adviser writes is not searched for the family's names: what is found there would tell
them the names.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.advice.asking import (
    due_from,
    keep_exceptions,
    matter_of,
    open_clock,
    weighed_or_refused,
)
from lacrecords.advice.models import AdviceClimb, AdviceQuestion, AdviceTurn
from lacrecords.advice.recipients import recipient_of
from lacrecords.advice.values import AdviceRefused, Said
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.notifications.services import (
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.rules.advice import may_be_written
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AdviceTurnKind, NotificationKind, Role, TaskKind, Urgency

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
CHANGED_MEANWHILE = (
    "Something was written here while you typed. Copy what you typed, open the page again and"
    " read it first"
)


def ask_back(actor: Actor, question_id: int, words: str, shown: int, now: datetime) -> None:
    """The adviser needs to know more before advising; the clock waits for the asker.

    `shown` is how many things stood after the question on the page.
    """
    row = _write(actor, question_id, AdviceTurnKind.ASKED_BACK, words, shown, now)
    _close(actor, row, "Something was asked back.", now)
    _tell_asker(actor, row, "Your adviser needs to know more before advising you.", now)


def advise(actor: Actor, question_id: int, words: str, shown: int, now: datetime) -> None:
    """Advice is given, or put right; whoever asked decides."""
    row = _write(actor, question_id, AdviceTurnKind.ADVICE, words, shown, now)
    _close(actor, row, "Advice was given.", now)
    _tell_asker(actor, row, "Advice that you asked for is there. You decide.", now)


def add(
    actor: Actor, question_id: int, said: Said, shown: int, procedure: Procedure, now: datetime
) -> None:
    """Whoever asked answers what was asked back; the clock begins anew."""
    weighed = weighed_or_refused(said, "words")
    row = _held(question_id)
    due_at = due_from(procedure, row.urgent, now)
    _write(actor, question_id, AdviceTurnKind.ADDED, said.words, shown, now, due_at)
    keep_exceptions(actor, question_id, weighed, now)
    recipient = recipient_of(actor, row.adviser, procedure, local_date(now))
    open_clock(actor, row, recipient or DESIGNATED_MANAGER, due_at, now)


def withdraw(actor: Actor, question_id: int, said: Said, shown: int, now: datetime) -> None:
    """Whoever asked needs no advice any more, with the reason."""
    weighed = weighed_or_refused(said, "words")
    row = _write(actor, question_id, AdviceTurnKind.WITHDRAWN, said.words, shown, now)
    keep_exceptions(actor, question_id, weighed, now)
    _close(actor, row, "The question was withdrawn.", now)


def pass_on_late(actor: Actor, question_id: int, due_at: datetime, now: datetime) -> bool:
    """Tell the designated manager that advice is late, once for this clock; False: told before."""
    row = _held(question_id)
    known = select(AdviceClimb.id).where(
        AdviceClimb.advice_question_id == question_id, AdviceClimb.due_at == due_at
    )
    if db.session.scalar(known) is not None:
        return False
    db.session.add(AdviceClimb(advice_question_id=question_id, due_at=due_at, climbed_at=now))
    audit.record(actor, "advice_late", "advice", question_id)
    db.session.flush()
    task = NewTask(
        kind=TaskKind.ADVICE_LATE,
        matter=matter_of(row),
        recipient=DESIGNATED_MANAGER,
        why="Advice on sharing is late. Give it yourself, or see that it is given.",
        due_at=now,
        told_as=NotificationKind.ADVICE_ASKED,
    )
    open_task(actor, task, now)
    return True


def _held(question_id: int) -> AdviceQuestion:
    found = select(AdviceQuestion).where(AdviceQuestion.id == question_id).with_for_update()
    return db.session.scalars(found).one()


def _write(
    actor: Actor,
    question_id: int,
    kind: AdviceTurnKind,
    words: str,
    shown: int,
    now: datetime,
    due_at: datetime | None = None,
) -> AdviceQuestion:
    row = _held(question_id)
    found = select(AdviceTurn.kind).where(AdviceTurn.advice_question_id == question_id)
    turns = db.session.scalars(found.order_by(AdviceTurn.number)).all()
    if len(turns) != shown:
        raise AdviceRefused(None, CHANGED_MEANWHILE)
    asks = kind in (AdviceTurnKind.ADDED, AdviceTurnKind.WITHDRAWN)
    if (
        (row.asked_by == actor.key) is not asks
        or row.spoken_with
        or not may_be_written(kind, turns)
    ):
        raise AdviceRefused(None, "This cannot be written here any more. Open the page again")
    turn = AdviceTurn(
        advice_question_id=question_id,
        number=len(turns) + 1,
        kind=kind,
        words=words,
        said_by=actor.key,
        said_at=now,
        due_at=due_at,
    )
    db.session.add(turn)
    audit.record(actor, f"advice_{kind.value}", "advice", question_id)
    db.session.flush()
    return row


def _close(actor: Actor, row: AdviceQuestion, words: str, now: datetime) -> None:
    for kind in (TaskKind.ADVICE, TaskKind.ADVICE_LATE):
        close_tasks_of_matter(actor, kind, matter_of(row), words, now)


def _tell_asker(actor: Actor, row: AdviceQuestion, why: str, now: datetime) -> None:
    kind, _, number = row.asked_by.partition(":")
    if kind != "account" or not number.isdigit():
        return
    notice = Notice(
        kind=NotificationKind.ADVICE_WRITTEN,
        urgency=Urgency.URGENT if row.urgent else Urgency.ROUTINE,
        recipient=Recipient(account_id=int(number)),
        matter=matter_of(row),
        why=why,
    )
    notify(actor, notice, now)
