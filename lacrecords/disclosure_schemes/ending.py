"""Ending a question, joining the same one asked twice, the note to the allegations officer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.disclosure_schemes.access import question_id_for
from lacrecords.disclosure_schemes.course_models import SchemeAllegationNote, SchemeQuestionEnd
from lacrecords.disclosure_schemes.following import DONE_BY_HAND
from lacrecords.disclosure_schemes.holding import hold, hold_open, matter_of
from lacrecords.disclosure_schemes.standing import QuestionStanding, standing_of
from lacrecords.disclosure_schemes.values import NewEnd, SchemeRefused
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.services import close_tasks_of_matter
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.disclosure_schemes import may_end
from lacrecords.terms import SchemeEnd, TaskKind

WHY_NOT = {
    SchemeEnd.POLICE_DECIDED: "The police have not said what they decided",
    SchemeEnd.POLICE_REFUSED: "The police have not said that they do not take it",
    SchemeEnd.NEITHER_SCHEME_FITS: "A scheme fits, so the question goes to the police",
    SchemeEnd.ASKER_WITHDREW: (
        "A child may be at risk, somebody is in danger, or we ask ourselves: it goes on although"
        " whoever asked does not ask any more"
    ),
}


def ends_offered(standing: QuestionStanding) -> tuple[SchemeEnd, ...]:
    """For which reasons the question may end as it stands."""
    return tuple(one for one in SchemeEnd if may_end(one, standing.course, standing.facts))


def end_question(actor: Actor, question_id: int, new: NewEnd, now: datetime) -> None:
    """End a question, with reasons; what was recorded stays. What is not done is done first."""
    question = hold_open(question_id)
    standing = standing_of(question_id)
    if not may_end(new.ended_as, standing.course, standing.facts):
        raise SchemeRefused("ended_as", WHY_NOT[new.ended_as])
    left = [kind for kind in DONE_BY_HAND if _waits(kind, standing)]
    if left:
        raise SchemeRefused(None, "A task of this question is not done. Say what was done first")
    other_id = _other(actor, standing, new, now)
    db.session.add(
        SchemeQuestionEnd(
            question_id=question_id,
            ended_as=new.ended_as,
            other_question_id=other_id,
            words=new.words,
            ended_by=actor.key,
            ended_at=now,
        )
    )
    audit.record(actor, f"scheme_ended_{new.ended_as.value}", "scheme_question", question_id)
    db.session.flush()
    for kind in (TaskKind.SCHEME_REFERRAL, TaskKind.SCHEME_MORE_ASKED):
        close_tasks_of_matter(actor, kind, matter_of(question), "The question has ended.", now)


def _waits(kind: TaskKind, standing: QuestionStanding) -> bool:
    matter = matter_of(standing.question)
    return bool(notifications.waiting_tasks(kind, (matter,))[matter.reference])


def _other(actor: Actor, standing: QuestionStanding, new: NewEnd, now: datetime) -> int | None:
    """The question that goes on for both; one that is due later takes no sooner one's place."""
    if new.ended_as is not SchemeEnd.SAME_AS_ANOTHER:
        return None
    other_id = question_id_for(actor, new.other_reference.strip(), now)
    if other_id is None or other_id == standing.question.id:
        raise SchemeRefused("other_reference", "Enter the reference of the other question")
    hold(other_id)
    other = standing_of(other_id)
    if other.end is not None:
        raise SchemeRefused("other_reference", "The other question has ended. Join an open one")
    mine, theirs = standing.version.refer_by_at, other.version.refer_by_at
    owed = mine is not None and not standing.referrals and not other.referrals
    if mine is not None and owed and (theirs is None or theirs > mine):
        words = "This question is due sooner. Refer it first, or join the other to this one"
        raise SchemeRefused("other_reference", words)
    return other_id


def joined_to(question_id: int) -> tuple[int, ...]:
    """The questions that go on as this one."""
    found = select(SchemeQuestionEnd.question_id).where(
        SchemeQuestionEnd.other_question_id == question_id
    )
    return tuple(db.session.scalars(found))


def record_done(actor: Actor, question_id: int, kind: TaskKind, words: str, now: datetime) -> None:
    """A social worker or manager says what was done; said again, nothing is changed."""
    question = hold(question_id)
    if kind not in DONE_BY_HAND:
        raise SchemeRefused(None, "This task is done by another step")
    close_tasks_of_matter(actor, kind, matter_of(question), words, now)
    audit.record(actor, f"scheme_done_{kind.value}", "scheme_question", question_id)
    db.session.flush()


def record_allegation_note(
    actor: Actor, question_id: int, told_to: str, words: str, now: datetime
) -> None:
    """The designated officer for allegations was told; the task is done. Told once."""
    question = hold(question_id)
    standing = standing_of(question_id)
    if standing.allegation_note is not None:
        return
    if not standing.was_of_our_worker:
        raise SchemeRefused(None, "This question is not about a worker of ours")
    db.session.add(
        SchemeAllegationNote(
            question_id=question_id, told_to=told_to, words=words, made_at=now, made_by=actor.key
        )
    )
    audit.record(actor, "scheme_allegation_told", "scheme_question", question_id)
    db.session.flush()
    kind = TaskKind.ALLEGATION_REFERRAL
    close_tasks_of_matter(actor, kind, matter_of(question), "The officer was told.", now)
