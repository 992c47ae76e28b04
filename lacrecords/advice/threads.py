"""A question with what was written since, as one frozen value; and who may read or answer it.

What it concerns is no part of it: that is read apart, for whoever asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.advice.models import AdviceMatter, AdviceQuestion, AdviceTurn
from lacrecords.database import db
from lacrecords.notifications.services import Matter
from lacrecords.notifications.told import was_told_as
from lacrecords.rules.advice import may_be_written, state_of
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.staff import queries as staff
from lacrecords.terms import (
    AdviceState,
    AdviceTurnKind,
    AdviserKind,
    MatterKind,
    NotificationKind,
)
from lacrecords.wording import words as said_as


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing written after the question."""

    kind: AdviceTurnKind
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A question, what was written since, and where it stands."""

    question_id: int
    reference: str
    of_whom: str
    spoken: bool
    urgent: bool
    question: str
    asker: str
    asked_by: str
    asked_at: datetime
    due_at: datetime | None
    turns: tuple[Turn, ...]
    state: AdviceState

    def is_late(self, now: datetime) -> bool:
        """Whether advice was due before this moment and is not there."""
        waits = self.state is AdviceState.WAITS_FOR_ADVICE
        return waits and self.due_at is not None and self.due_at < now

    @property
    def answer(self) -> Turn | None:
        """The advice as it was put last."""
        given = [turn for turn in self.turns if turn.kind is AdviceTurnKind.ADVICE]
        return given[-1] if given else None

    def may_follow(self, kind: AdviceTurnKind) -> bool:
        """Whether this may be written now."""
        return not self.spoken and may_be_written(kind, [turn.kind for turn in self.turns])


@dataclass(frozen=True, slots=True)
class Standing:
    """What one reader is to a question."""

    asks: bool
    advises: bool
    reads: bool


def threads_of(rows: Sequence[AdviceQuestion]) -> tuple[Thread, ...]:
    """These questions in this order, with what was written since."""
    ids = [row.id for row in rows]
    found = select(AdviceTurn).where(AdviceTurn.advice_question_id.in_(ids))
    turns: dict[int, list[AdviceTurn]] = {number: [] for number in ids}
    for turn in db.session.scalars(found.order_by(AdviceTurn.number)):
        turns[turn.advice_question_id].append(turn)
    keys = {row.asked_by for row in rows} | {t.said_by for each in turns.values() for t in each}
    names = staff.names_for(keys)
    return tuple(_thread(row, turns[row.id], names) for row in rows)


def _thread(row: AdviceQuestion, turns: Iterable[AdviceTurn], names: dict[str, str]) -> Thread:
    written = tuple(turns)
    due = [turn.due_at for turn in written if turn.due_at is not None]
    spoken = bool(row.spoken_with)
    return Thread(
        question_id=row.id,
        reference=row.reference,
        of_whom=f"{row.spoken_with}, {row.spoken_office}" if spoken else adviser_words(row.adviser),
        spoken=spoken,
        urgent=row.urgent,
        question=row.question,
        asker=names[row.asked_by],
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        due_at=due[-1] if due else row.due_at,
        turns=tuple(
            Turn(
                turn.kind,
                turn.words,
                row.spoken_with if spoken else names[turn.said_by],
                turn.said_at,
            )
            for turn in written
        ),
        state=state_of([turn.kind for turn in written]),
    )


def adviser_words(adviser: AdviserKind) -> str:
    """Whom a question is put to, as somebody else reads it."""
    if adviser is AdviserKind.OWN_MANAGER:
        return "The manager of whoever asked"
    return said_as(adviser)


def thread_by(reference: str) -> Thread | None:
    """The question with this reference, whoever asks."""
    found = select(AdviceQuestion).where(AdviceQuestion.reference == reference.upper())
    row = db.session.scalar(found)
    return threads_of([row])[0] if row is not None else None


def standing_of(actor: Actor, thread: Thread) -> Standing:
    """Whether this reader asks, advises or only reads; of everybody else there is no question.

    Whoever was told of a question, or stands in for somebody who was, reads it; whoever was
    told that advice is wanted gives it. The designated manager oversees what was asked here.
    """
    if thread.asked_by == actor.key:
        return Standing(asks=True, advises=False, reads=True)
    if thread.spoken:
        return Standing(asks=False, advises=False, reads=False)
    oversees = may(actor.role, Action.ADVICE_OVERSEE)
    matter = Matter(MatterKind.ADVICE, thread.reference)
    asked = oversees or was_told_as(actor, matter, (NotificationKind.ADVICE_ASKED,))
    told = asked or was_told_as(actor, matter, (NotificationKind.ADVICE_WRITTEN,))
    return Standing(asks=False, advises=asked and may(actor.role, Action.ADVICE_GIVE), reads=told)


def concerns(thread: Thread) -> Matter | None:
    """What the question concerns: for whoever asked, and never for an adviser."""
    found = select(AdviceMatter).where(AdviceMatter.advice_question_id == thread.question_id)
    row = db.session.scalar(found)
    return Matter(row.matter, row.matter_reference) if row is not None else None
