"""Recording a worksheet: the result of a named person, and apart from it the child's own view."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.consents.circumstances import Circumstances, circumstances_of
from lacrecords.consents.recording import lock_consents_of
from lacrecords.consents.understanding_models import UnderstandingWorksheet, WorksheetAnswer
from lacrecords.consents.values import ConsentRefused, NewWorksheet
from lacrecords.consents.words import QUESTION_WORDS
from lacrecords.database import db, new_reference
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.understanding import answers_suggest, result_needs
from lacrecords.terms import AgeBand, UnderstandingQuestion

WHY_DEPARTS = "Your result is another than the answers suggest. Enter why"
CAPACITY = (
    "At 16 and 17 the law presumes that they can decide. Enter how the Mental Capacity Act 2005 "
    "was followed"
)

_AS_GIVEN = (
    *("idempotency_key", "occasion", "worked_on", "how_explained", "language", "communication"),
    *("interpreter", "childs_view", "why_no_view", "others_opinion", "able", "reason"),
    *("why_departs", "capacity_note", "assessed_by"),
)


def record_worksheet(actor: Actor, child_id: int, new: NewWorksheet, now: datetime) -> str:
    """Keep the worksheet; gives its reference. Sent twice, it is one worksheet."""
    lock_consents_of(child_id)
    sent = select(UnderstandingWorksheet.reference).where(
        UnderstandingWorksheet.idempotency_key == new.idempotency_key
    )
    known = db.session.scalar(sent)
    if known is not None:
        return known
    child = circumstances_of(child_id, new.worked_on)
    _refuse_day(child, new, now)
    _refuse_half(child, new)
    row = UnderstandingWorksheet(
        reference=new_reference(),
        child_id=child_id,
        band=child.band,
        recorded_at=now,
        recorded_by=actor.key,
        **{name: getattr(new, name) for name in _AS_GIVEN},
    )
    db.session.add(row)
    db.session.flush()
    for question, showed in new.answers.items():
        db.session.add(
            WorksheetAnswer(
                worksheet_id=row.id, question=question, answer=showed.answer, words=showed.words
            )
        )
    audit.record(actor, "worksheet_recorded", "understanding_worksheet", row.id)
    audit.record(actor, "worksheet_recorded", "child", child_id)
    db.session.flush()
    return row.reference


def _refuse_day(child: Circumstances, new: NewWorksheet, now: datetime) -> None:
    if new.worked_on > local_date(now):
        raise ConsentRefused("worked_on", "The day must be today or in the past")
    if child.unborn or (child.born is not None and new.worked_on < child.born.earliest):
        raise ConsentRefused("worked_on", "On that day the child was not born. Check the day")
    if child.died_on is not None and new.worked_on > child.died_on:
        raise ConsentRefused("worked_on", "On that day the child had died. Check the day")
    if child.band is AgeBand.ADULT:
        words = "They were 18 or over on that day: the Mental Capacity Act applies, no worksheet"
        raise ConsentRefused("worked_on", words)


def _refuse_half(child: Circumstances, new: NewWorksheet) -> None:
    for question in UnderstandingQuestion:
        showed = new.answers.get(question)
        if showed is None or not showed.words.strip():
            words = f"Enter how the child showed it: {QUESTION_WORDS[question]}"
            raise ConsentRefused(f"{question.value}_words", words)
    if not new.childs_view.strip() and not new.why_no_view.strip():
        words = "Enter the child's own view, or below why you could not learn it"
        raise ConsentRefused("childs_view", words)
    if new.childs_view.strip() and new.why_no_view.strip():
        words = "Leave this empty where you have entered the child's view"
        raise ConsentRefused("why_no_view", words)
    answers = {question: showed.answer for question, showed in new.answers.items()}
    needs = result_needs(child.band, answers_suggest(answers), new.able)
    if needs.why_departs and not new.why_departs.strip():
        raise ConsentRefused("why_departs", WHY_DEPARTS)
    if needs.capacity_note and not new.capacity_note.strip():
        raise ConsentRefused("capacity_note", CAPACITY)


def answers_of(worksheet_id: int) -> tuple[WorksheetAnswer, ...]:
    """What the child showed, in the order of the questions."""
    rows = db.session.scalars(
        select(WorksheetAnswer).where(WorksheetAnswer.worksheet_id == worksheet_id)
    )
    order = list(UnderstandingQuestion)
    return tuple(sorted(rows, key=lambda row: order.index(row.question)))
