"""Asking whoever answers for a closed record; what they answer, and who may answer.

Whoever works the request is told nothing of it: only where the owner says that the record is
the person's and may be assembled, it joins the request.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.restriction_owners import has_gone, kind_of_notice, may_manage
from lacrecords.children.standing import (
    RestrictionCard,
    closed_ids,
    connections_of,
    restrictions_of,
)
from lacrecords.clocks import local_date
from lacrecords.database import db, new_reference
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.subject_access_corrections import counts
from lacrecords.staff import queries as staff
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.matters import owner_matter_of
from lacrecords.subject_access.models import OwnerQuestion, SubjectLink, SubjectSearch
from lacrecords.subject_access.rounds import is_over
from lacrecords.subject_access.values import AccessRefused
from lacrecords.terms import Role, SubjectLinkKind, Urgency

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
OWNER_IS_ASKED = (
    "Somebody asks for what is held about them. It may concern a record that you answer for:"
    " say whether it is theirs, and whether it may be read for the answer."
)


def ask_owner(
    actor: Actor,
    row: SubjectSearch,
    child_id: int,
    person_id: int | None,
    card: RestrictionCard,
    now: datetime,
) -> None:
    """Ask whoever answers for the record; the notice leads to the question, not to the request."""
    question = OwnerQuestion(
        reference=new_reference(),
        search_id=row.id,
        child_id=child_id,
        person_id=person_id,
        asked_at=now,
    )
    db.session.add(question)
    db.session.flush()
    at_work = staff.is_active(card.owner_id, local_date(now))
    notice = Notice(
        kind=kind_of_notice(card),
        urgency=Urgency.ROUTINE,
        recipient=Recipient(account_id=card.owner_id) if at_work else DESIGNATED_MANAGER,
        child_id=child_id if at_work or not card.sealed else None,
        matter=owner_matter_of(question),
        why=OWNER_IS_ASKED,
    )
    notify(actor, notice, now)


def question_for(actor: Actor, reference: str, now: datetime) -> OwnerQuestion | None:
    """The question with this reference, for whoever answers for the record; else there is none."""
    row = db.session.scalar(select(OwnerQuestion).where(OwnerQuestion.reference == reference))
    return row if row is not None and may_answer_for(actor, row.child_id, now) else None


def questions_waiting(actor: Actor, now: datetime) -> tuple[OwnerQuestion, ...]:
    """Questions without an answer about records that this person answers for, of open requests."""
    found = (
        select(OwnerQuestion)
        .join(SubjectSearch, SubjectSearch.id == OwnerQuestion.search_id)
        .where(OwnerQuestion.answered_at.is_(None), ~is_over(SubjectSearch.request_id))
        .order_by(OwnerQuestion.id)
    )
    rows = db.session.scalars(found).all()
    return tuple(row for row in rows if may_answer_for(actor, row.child_id, now))


def may_answer_for(actor: Actor, child_id: int, now: datetime) -> bool:
    """Whether this person answers for the closed record, and may open it."""
    on = local_date(now)
    card = restrictions_of((child_id,), on).get(child_id)
    connected = connections_of((child_id,), on).get(child_id, frozenset())
    if card is None or not may_manage(actor, card, connected, now):
        return False
    closed = bool(closed_ids((child_id,), actor.account_id, on))
    return not closed or has_gone(card.owner_id, now)


def request_of(question: OwnerQuestion) -> int:
    """The request that this question belongs to."""
    found = select(SubjectSearch.request_id).where(SubjectSearch.id == question.search_id)
    return db.session.scalars(found).one()


def answer_for_record(
    actor: Actor, question: OwnerQuestion, opens: bool, words: str, now: datetime
) -> None:
    """Keep the owner's answer; a yes joins the record to the request, by the owner's own hand."""
    request_id = request_of(question)
    asked = hold_open(request_id)
    row = db.session.get(OwnerQuestion, question.id, with_for_update=True, populate_existing=True)
    if row is None or not may_answer_for(actor, row.child_id, now):
        raise AccessRefused(None, "Only whoever answers for the record can say this")
    if row.answered_at is not None:
        raise AccessRefused(None, "This was answered already")
    searched = db.session.get_one(SubjectSearch, row.search_id)
    if not counts(searched.searched_at, asked.person_changed_at):
        raise AccessRefused(None, "What is said of the person was put right. You are asked anew")
    row.opens, row.words, row.answered_by, row.answered_at = opens, words, actor.key, now
    if opens:
        kind = SubjectLinkKind.PERSON if row.person_id else SubjectLinkKind.CHILD
        db.session.add(
            SubjectLink(
                request_id=request_id,
                search_id=row.search_id,
                kind=kind,
                child_id=None if row.person_id else row.child_id,
                person_id=row.person_id,
                is_the_person=True,
                by_owner=True,
                words="Whoever answers for the record said so.",
                decided_by=actor.key,
                decided_at=now,
            )
        )
    # Of the record, so that the trail of the request does not tell that one was asked.
    audit.record(actor, "closed_record_answered", "child", row.child_id)
    db.session.flush()
