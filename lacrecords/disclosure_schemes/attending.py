"""Staff of ours were there when the police disclosed: the warning, the undertaking, what followed.

What the police told has no place here. A correction is a further row.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db, lock_form
from lacrecords.disclosure_schemes.course_models import AttendedDisclosure
from lacrecords.disclosure_schemes.following import tell_designated_manager
from lacrecords.disclosure_schemes.holding import hold
from lacrecords.disclosure_schemes.models import SchemeQuestion
from lacrecords.disclosure_schemes.referring import corrected_row
from lacrecords.disclosure_schemes.standing import standing_of
from lacrecords.disclosure_schemes.values import NewAttended, SchemeRefused
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import SchemeEnd, Undertaking

REFUSED = (
    "An undertaking was refused at a disclosure of the police. Read what the police decided, and"
    " whether anybody at risk needs another plan."
)
NOT_WARNED = (
    "The police disclosed, and the warning was not given in full. Ask the police to give it."
)
NOT_CONSIDERED = (
    "An undertaking was refused, and the police disclosed without considering it. Raise it with"
    " them."
)


def record_attended(actor: Actor, question_id: int, new: NewAttended, now: datetime) -> None:
    """Keep who was there, the warning and the undertaking; a form sent twice is one meeting."""
    lock_form(new.idempotency_key)
    same = AttendedDisclosure.idempotency_key == new.idempotency_key
    if db.session.scalar(select(AttendedDisclosure.id).where(same)) is not None:
        return
    question = hold(question_id)
    standing = standing_of(question_id)
    end = standing.end
    if end is not None and end.ended_as is SchemeEnd.SAME_AS_ANOTHER and new.corrects is None:
        raise SchemeRefused(None, "This question goes on as another. Record it there")
    decision = standing.discloses
    if decision is None:
        raise SchemeRefused(None, "Record first that the police decided to disclose")
    if not decision.answered_on <= new.held_on <= local_date(now):
        words = "The day must not be before the police decided, nor in the future"
        raise SchemeRefused("held_on", words)
    corrected_row(AttendedDisclosure, question_id, new.corrects)
    said = asdict(new)
    db.session.add(
        AttendedDisclosure(
            question_id=question_id,
            answer_id=decision.id,
            corrects_id=said.pop("corrects"),
            **said,
            recorded_at=now,
            recorded_by=actor.key,
        )
    )
    audit.record(actor, "scheme_disclosure_attended", "scheme_question", question_id)
    db.session.flush()
    _tell(actor, question, new, now)


def _tell(actor: Actor, question: SchemeQuestion, new: NewAttended, now: datetime) -> None:
    """What went otherwise than it should is told to the designated manager."""
    refused = new.undertaking is Undertaking.REFUSED
    if refused and new.took_place and not new.police_considered:
        tell_designated_manager(actor, question, NOT_CONSIDERED, now, urgent=True)
    elif refused:
        tell_designated_manager(actor, question, REFUSED, now, urgent=True)
    if new.took_place and not new.was_wholly_warned:
        tell_designated_manager(actor, question, NOT_WARNED, now, urgent=True)
