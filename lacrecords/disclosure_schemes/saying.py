"""What was said to whoever asks, word for word: fixed sentences, or other words with a reason.

There is no kind of saying that tells anything of the person asked about. Other words can
always be written down: that unlocks nothing, and a manager is told at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.disclosure_schemes.holding import hold, matter_of
from lacrecords.disclosure_schemes.models import SchemeQuestion, SchemeWordsSaid
from lacrecords.disclosure_schemes.standing import QuestionStanding
from lacrecords.disclosure_schemes.values import NewWords, SchemeRefused
from lacrecords.enquiries.services import recipients
from lacrecords.notifications.services import NewTask, Notice, notify, open_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.disclosure_scheme_words import SCHEME_SENTENCES, sayings_for
from lacrecords.terms import NotificationKind, SchemeSaying, TaskKind, Urgency

WHY = "Other words than the fixed sentences were said to somebody who asks about a person."


def record_words(
    actor: Actor, standing: QuestionStanding, new: NewWords, procedure: Procedure, now: datetime
) -> None:
    """Keep what was said; the same form sent again changes nothing."""
    question = hold(standing.question.id)
    if not new.sentences and not new.other_words:
        raise SchemeRefused("sentences", "Select what you said, or enter the words you used")
    if new.other_words and not new.because:
        raise SchemeRefused("because", "Enter why you used other words")
    if set(new.sentences) - set(sayings_for(standing.outcome)):
        raise SchemeRefused("sentences", "The sentences have changed. Read them again")
    found = select(SchemeWordsSaid).where(SchemeWordsSaid.question_id == question.id)
    known = {(row.kind, row.words) for row in db.session.scalars(found)}
    said = [(kind, SCHEME_SENTENCES[kind], "") for kind in new.sentences]
    if new.other_words:
        said.append((SchemeSaying.OTHER_WORDS, new.other_words, new.because))
    fresh = [one for one in said if one[:2] not in known]
    for kind, words, because in fresh:
        db.session.add(
            SchemeWordsSaid(
                question_id=question.id,
                kind=kind,
                words=words,
                because=because,
                said_at=now,
                said_by=actor.key,
            )
        )
    audit.record(actor, "scheme_words_recorded", "scheme_question", question.id)
    db.session.flush()
    if any(kind is SchemeSaying.OTHER_WORDS for kind, _, _ in fresh):
        _alert(actor, question, procedure, now)


def _alert(actor: Actor, question: SchemeQuestion, procedure: Procedure, now: datetime) -> None:
    manager = recipients.manager_on_shift(procedure, now)
    task = NewTask(
        kind=TaskKind.TOLD_OUTSIDE_RULES,
        matter=matter_of(question),
        recipient=manager,
        why=WHY,
        due_at=now + timedelta(minutes=procedure.more_asked_minutes),
    )
    notice = Notice(
        kind=NotificationKind.TOLD_OUTSIDE_RULES,
        urgency=Urgency.URGENT,
        recipient=manager,
        task_id=open_task(actor, task, now),
        matter=task.matter,
        why=WHY,
    )
    notify(actor, notice, now)
