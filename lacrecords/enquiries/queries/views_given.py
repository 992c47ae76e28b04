"""The designated manager's views of an enquiry, the questions, and the looks that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lacrecords.database import db
from lacrecords.enquiries.considered_models import (
    EnquiryToConsider,
    ManagerView,
    OfficerQuestion,
    SecondLook,
)
from lacrecords.enquiries.incident_models import Incident
from lacrecords.enquiries.models import Enquiry
from lacrecords.rules.consideration_of_enquiries import sentence_of
from lacrecords.staff import queries as staff
from lacrecords.terms import EnquiryFlag, ManagerViewKind
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question to the officer, and the answer once it is there."""

    reference: str
    question: str
    asked_by_name: str
    asked_at: datetime
    answer: str
    answered_by_name: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ViewCard:
    """One view of an enquiry, in words."""

    id: int
    kind: ManagerViewKind
    kind_words: str
    words: str
    by_name: str
    at: datetime
    flags: tuple[str, ...]
    in_batch: bool
    question: QuestionCard | None
    incident_reference: str | None


def current_view(enquiry_id: int) -> ManagerView | None:
    """The view that no later one has taken the place of."""
    later = aliased(ManagerView)
    return db.session.scalar(
        select(ManagerView)
        .outerjoin(later, later.follows_id == ManagerView.id)
        .where(ManagerView.enquiry_id == enquiry_id, later.id.is_(None))
        .order_by(ManagerView.id.desc())
        .limit(1)
    )


def hold_queue_entry(enquiry_id: int) -> EnquiryToConsider | None:
    """The enquiry's entry as it stands now, holding back whoever else considers it."""
    found = select(EnquiryToConsider).where(EnquiryToConsider.enquiry_id == enquiry_id)
    return db.session.scalar(found.with_for_update(), execution_options={"populate_existing": True})


def open_second_look(enquiry_id: int) -> SecondLook | None:
    """The second look that is due for this enquiry."""
    return db.session.scalar(
        select(SecondLook)
        .where(SecondLook.enquiry_id == enquiry_id, SecondLook.looked_at.is_(None))
        .order_by(SecondLook.id)
        .limit(1)
    )


def question_to_answer(reference: str) -> OfficerQuestion | None:
    """The question as it stands now, holding back whoever else answers it."""
    found = select(OfficerQuestion).where(OfficerQuestion.reference == reference.upper())
    return db.session.scalar(found.with_for_update(), execution_options={"populate_existing": True})


def question_of_view(view_id: int) -> OfficerQuestion | None:
    """The question that was asked with this view."""
    return db.session.scalar(select(OfficerQuestion).where(OfficerQuestion.view_id == view_id))


def reference_of_question_task(task_id: int) -> str | None:
    """The question that this task asks somebody to answer."""
    found = select(OfficerQuestion.reference).where(OfficerQuestion.task_id == task_id)
    return db.session.scalar(found)


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question, for whoever has the task to answer it."""

    id: int
    task_id: int
    enquiry_reference: str
    card: QuestionCard
    withdrawn: bool


def question_page(reference: str) -> QuestionPage | None:
    """The question with this reference; whose it is, the task says."""
    row = db.session.scalar(
        select(OfficerQuestion).where(OfficerQuestion.reference == reference.upper())
    )
    if row is None:
        return None
    now_current = current_view(row.enquiry_id)
    return QuestionPage(
        id=row.id,
        task_id=row.task_id,
        enquiry_reference=db.session.get_one(Enquiry, row.enquiry_id).reference,
        card=_question_card(row),
        withdrawn=row.answered_at is None
        and (now_current is None or now_current.id != row.view_id),
    )


def views_of(enquiry_id: int) -> tuple[ViewCard, ...]:
    """Every view of this enquiry, the latest first."""
    rows = db.session.scalars(
        select(ManagerView)
        .where(ManagerView.enquiry_id == enquiry_id)
        .order_by(ManagerView.id.desc())
    ).all()
    names = staff.names_for({row.given_by for row in rows})
    return tuple(_view_card(row, names) for row in rows)


def _view_card(row: ManagerView, names: dict[str, str]) -> ViewCard:
    question = question_of_view(row.id)
    incident = db.session.scalar(select(Incident.reference).where(Incident.view_id == row.id))
    return ViewCard(
        id=row.id,
        kind=row.kind,
        kind_words=words(row.kind),
        words=row.words,
        by_name=names.get(row.given_by, row.given_by),
        at=row.given_at,
        flags=tuple(sentence_of(EnquiryFlag(flag)) for flag in row.flags),
        in_batch=row.batch_id is not None,
        question=_question_card(question) if question else None,
        incident_reference=incident,
    )


def _question_card(row: OfficerQuestion) -> QuestionCard:
    names = staff.names_for([row.asked_by, row.answered_by or ""])
    return QuestionCard(
        reference=row.reference,
        question=row.question,
        asked_by_name=names[row.asked_by],
        asked_at=row.asked_at,
        answer=row.answer or "",
        answered_by_name=names[row.answered_by] if row.answered_by else "",
        answered_at=row.answered_at,
    )
