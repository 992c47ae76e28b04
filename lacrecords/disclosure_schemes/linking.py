"""Deciding which record a described child has, and undoing that; the lead social worker hears.

They are told that a question touches their child, and by which page to read it: no word that
the asker used of the person stands in a notice. Of a restricted record its owner is told.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.children.restriction_owners import tell_owner
from lacrecords.children.standing import standing_of as child_standing
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.disclosure_schemes.access import open_children
from lacrecords.disclosure_schemes.holding import hold, matter_of
from lacrecords.disclosure_schemes.models import SchemeChild, SchemeChildLink, SchemeQuestion
from lacrecords.disclosure_schemes.standing import QuestionStanding
from lacrecords.disclosure_schemes.values import SchemeRefused
from lacrecords.enquiries.services import recipients
from lacrecords.notifications.services import Notice, notify
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import NotificationKind, SchemeUrgency, Urgency

NOT_THERE = "There is no such record that you may open. Check the reference"
WHY = (
    "Somebody asked about a person who is said to have to do with this child. The question goes"
    " to the police; nothing about the person is told by us."
)


def link_child(
    actor: Actor,
    standing: QuestionStanding,
    child: SchemeChild,
    said: tuple[str, str],
    now: datetime,
) -> None:
    """The described child has this record, as this person decided; doing it twice: once.

    `said` is the reference of the record, and why it is this child.
    """
    reference, because = said
    child_id = children.child_id_of(reference.strip().upper())
    if child_id is None or child_id not in open_children(actor, {child_id}, now):
        raise SchemeRefused("child_reference", NOT_THERE)
    child_id = children.kept_ids((child_id,))[child_id]
    question = hold(standing.question.id)
    same = select(SchemeChildLink.id).where(
        SchemeChildLink.scheme_child_id == child.id,
        SchemeChildLink.child_id == child_id,
        SchemeChildLink.undone_at.is_(None),
    )
    if db.session.scalar(same) is not None:
        return
    db.session.add(
        SchemeChildLink(
            question_id=question.id,
            scheme_child_id=child.id,
            child_id=child_id,
            because=because.strip(),
            linked_at=now,
            linked_by=actor.key,
        )
    )
    audit.record(actor, "scheme_child_linked", "scheme_question", question.id)
    # Nothing on the record itself: who may not see the question would read of it there.
    db.session.flush()
    _tell(actor, question, standing, child_id, now)


def _tell(
    actor: Actor, question: SchemeQuestion, standing: QuestionStanding, child_id: int, now: datetime
) -> None:
    urgent = standing.version.urgency is SchemeUrgency.URGENT or standing.facts.child_at_risk
    urgency = Urgency.URGENT if urgent else Urgency.ROUTINE
    child = child_standing(child_id, local_date(now))
    if child.restriction is not None:
        tell_owner(actor, child_id, child.restriction, WHY, now, urgency)
        return
    of_our_worker = standing.was_of_our_worker
    for recipient in recipients.who_follow_up(child, of_our_worker, now):
        notice = Notice(
            kind=NotificationKind.SCHEME_QUESTION,
            urgency=urgency,
            recipient=recipient,
            child_id=child_id,
            matter=matter_of(question),
            why=WHY,
        )
        notify(actor, notice, now)


def undo_link(
    actor: Actor, standing: QuestionStanding, link_id: int, because: str, now: datetime
) -> None:
    """The described child is another; undone already: nothing is changed."""
    hold(standing.question.id)
    row = db.session.get(SchemeChildLink, link_id, populate_existing=True)
    if row is None or row.undone_at is not None:
        return
    row.undone_at, row.undone_by, row.undone_because = now, actor.key, because.strip()
    audit.record(actor, "scheme_child_link_undone", "scheme_question", standing.question.id)
    db.session.flush()
