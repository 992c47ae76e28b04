"""Lists of advice: what one asked, what waits for one, what is late; and about a matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from lacrecords.advice.models import AdviceMatter, AdviceQuestion, AdviceTurn
from lacrecords.advice.threads import Thread, threads_of
from lacrecords.advice.values import AdviceTaken
from lacrecords.database import db, now_utc
from lacrecords.notifications.services import Matter
from lacrecords.notifications.told import matters_to_work
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AdviceTurnKind, MatterKind, TaskKind
from lacrecords.web.listing import A_PAGE, Paged, offset

MOST_ABOUT_A_MATTER = 50
_TO_ANSWER = (TaskKind.ADVICE, TaskKind.ADVICE_LATE)


def my_questions(actor: Actor, page: int) -> Paged[Thread]:
    """What this person asked or wrote down, newest first."""
    mine = AdviceQuestion.asked_by == actor.key
    found = select(AdviceQuestion).where(mine).order_by(AdviceQuestion.id.desc())
    rows = db.session.scalars(found.offset(offset(page)).limit(A_PAGE)).all()
    total = db.session.scalar(select(func.count(AdviceQuestion.id)).where(mine)) or 0
    return Paged(threads_of(rows), total, page)


def to_answer(actor: Actor) -> tuple[Thread, ...]:
    """What waits for this person's advice, due soonest first."""
    references = matters_to_work(actor, _TO_ANSWER)
    found = select(AdviceQuestion).where(
        AdviceQuestion.reference.in_(references), AdviceQuestion.asked_by != actor.key
    )
    threads = {one.reference: one for one in threads_of(db.session.scalars(found).all())}
    return tuple(threads[one] for one in references if one in threads)


def count_to_answer(actor: Actor) -> int:
    """How many questions wait for this person's advice."""
    references = matters_to_work(actor, _TO_ANSWER)
    if not references:
        return 0
    waiting = select(func.count(AdviceQuestion.id)).where(
        AdviceQuestion.reference.in_(references), AdviceQuestion.asked_by != actor.key
    )
    return db.session.scalar(waiting) or 0


def late(now: datetime) -> tuple[Thread, ...]:
    """Everything asked here whose advice is late, longest first."""
    rows = db.session.scalars(select(AdviceQuestion).where(_is_late(now))).all()
    threads = threads_of(rows)
    return tuple(sorted(threads, key=lambda one: one.due_at or one.asked_at))


def advice_about(matter: Matter, now: datetime | None = None) -> tuple[AdviceTaken, ...]:
    """Advice that concerns this matter, newest first; whoever asks may see the matter."""
    return about_any(matter.kind, (matter.reference,), now)


def about_any(
    kind: MatterKind, references: Sequence[str], now: datetime | None = None
) -> tuple[AdviceTaken, ...]:
    """The same of several matters of one kind, such as records that are of one child."""
    moment = now or now_utc()
    found = (
        select(AdviceQuestion, AdviceMatter.matter_reference)
        .join(AdviceMatter, AdviceMatter.advice_question_id == AdviceQuestion.id)
        .where(AdviceMatter.matter == kind, AdviceMatter.matter_reference.in_(references))
        .order_by(AdviceQuestion.id.desc())
        .limit(MOST_ABOUT_A_MATTER)
    )
    rows = db.session.execute(found).all()
    threads = threads_of([row for row, _reference in rows])
    return tuple(
        _taken(one, Matter(kind, row[1]), moment) for one, row in zip(threads, rows, strict=True)
    )


def count_about(kind: MatterKind, first: datetime, until: datetime) -> int:
    """How many questions were asked about matters of this kind from then until before then."""
    found = (
        select(func.count(AdviceMatter.advice_question_id.distinct()))
        .join(AdviceQuestion, AdviceMatter.advice_question_id == AdviceQuestion.id)
        .where(
            AdviceMatter.matter == kind,
            AdviceQuestion.asked_at >= first,
            AdviceQuestion.asked_at < until,
        )
    )
    return db.session.scalar(found) or 0


def _taken(thread: Thread, matter: Matter, now: datetime) -> AdviceTaken:
    answer = thread.answer
    return AdviceTaken(
        reference=thread.reference,
        of_whom=thread.of_whom,
        question=thread.question,
        answer=answer.words if answer else None,
        asked_at=thread.asked_at,
        answered_at=answer.at if answer else None,
        due_at=thread.due_at,
        late=thread.is_late(now),
        state=thread.state,
        matter=matter,
    )


def _is_late(now: datetime) -> ColumnElement[bool]:
    of_question = AdviceTurn.advice_question_id == AdviceQuestion.id
    ended = select(AdviceTurn.id).where(
        of_question, AdviceTurn.kind.in_((AdviceTurnKind.ADVICE, AdviceTurnKind.WITHDRAWN))
    )
    number = (
        select(func.max(AdviceTurn.number)).where(of_question).correlate(AdviceQuestion)
    ).scalar_subquery()
    newest = select(AdviceTurn.id).where(of_question, AdviceTurn.number == number)
    nothing_since = and_(~newest.exists(), AdviceQuestion.due_at < now)
    since_added = newest.where(AdviceTurn.kind == AdviceTurnKind.ADDED, AdviceTurn.due_at < now)
    return and_(
        AdviceQuestion.spoken_with == "",
        ~ended.correlate(AdviceQuestion).exists(),
        or_(nothing_since, since_added.correlate(AdviceQuestion).exists()),
    )
