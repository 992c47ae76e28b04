"""Parents disagree: a question is raised, must be answered, and says whose consent is sought."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import working_days_later
from lacrecords.consents.circumstances import procedure
from lacrecords.consents.models import Consent, DisagreementConsent, ParentsDisagreement
from lacrecords.consents.standing import ChildConsents
from lacrecords.consents.telling import matter_of_disagreement, who_leads
from lacrecords.consents.values import AnswerToDisagreement, ConsentRefused
from lacrecords.database import db, new_reference
from lacrecords.notifications.services import NewTask, close_tasks_of_matter, open_task
from lacrecords.rules import consent as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.consent import Decides
from lacrecords.terms import TaskKind, WhoseConsent

WHY = "Parents disagree whether something may be shared. Consider whose consent is sought."
ANSWERED = "It was considered whose consent is sought."


def look_for_disagreement(
    actor: Actor, every: ChildConsents, row: Consent, decides: Decides, now: datetime
) -> None:
    """Raise the question where this answer contradicts another parent's; join an open one."""
    if row.whose is not WhoseConsent.PARENTAL_RESPONSIBILITY:
        return
    asked = every.open_disagreement
    if asked is not None:
        _join(asked, (row,))
        return
    against = [one for one in every.consents if _contradicts(every, one, row)]
    # Where the child decides, parents may differ: their answers are kept beside the child's.
    if against and decides.whose is WhoseConsent.PARENTAL_RESPONSIBILITY:
        words = f"{row.given_by} answered differently from {_names(against)}."
        _raise(actor, row.child_id, words, (*against, row), now)


def _contradicts(every: ChildConsents, one: Consent, row: Consent) -> bool:
    same_person = one.given_by == row.given_by and one.giver_person_id == row.giver_person_id
    if same_person or not one.stands or one.id in every.withdrawals:
        return False
    # A record that is linked keeps its own answers; the two are read side by side.
    same_record = one.child_id == row.child_id
    return same_record and rules.disagree((one.whose, one.answer), (row.whose, row.answer))


def _names(rows: Iterable[Consent]) -> str:
    return " and ".join(dict.fromkeys(row.given_by for row in rows))


def raise_disagreement(
    actor: Actor, child_id: int, words: str, every: ChildConsents, now: datetime
) -> str:
    """Raise the question by hand, before anybody's answer is leaned on; gives its reference."""
    if not words.strip():
        raise ConsentRefused("words", "Enter who disagrees, and about what")
    if every.open_disagreement is not None:
        raise ConsentRefused("words", "The question is open already. Answer it first")
    parents = [
        row
        for row in every.consents
        if row.whose is WhoseConsent.PARENTAL_RESPONSIBILITY
        and row.child_id == child_id
        and row.id not in every.withdrawals
    ]
    return _raise(actor, child_id, words.strip(), parents, now)


def _raise(actor: Actor, child_id: int, words: str, about: Iterable[Consent], now: datetime) -> str:
    row = ParentsDisagreement(
        reference=new_reference(),
        child_id=child_id,
        words=words,
        raised_at=now,
        raised_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    _join(row, about)
    audit.record(actor, "parents_disagreement_raised", "parents_disagreement", row.id)
    audit.record(actor, "parents_disagreement_raised", "child", child_id)
    figures = procedure()
    task = NewTask(
        kind=TaskKind.PARENTS_DISAGREE,
        matter=matter_of_disagreement(row.reference),
        recipient=who_leads(child_id, now)[0],
        why=WHY,
        due_at=working_days_later(figures, now, figures.parents_disagree_working_days),
    )
    open_task(actor, task, now)
    return row.reference


def _join(disagreement: ParentsDisagreement, about: Iterable[Consent]) -> None:
    for one in about:
        if one.child_id == disagreement.child_id:
            db.session.add(
                DisagreementConsent(
                    child_id=one.child_id, disagreement_id=disagreement.id, consent_id=one.id
                )
            )
    db.session.flush()


def answers_in(disagreement_id: int) -> tuple[Consent, ...]:
    """The answers that a disagreement is about, in the order in which they came."""
    found = (
        select(Consent)
        .join(DisagreementConsent, DisagreementConsent.consent_id == Consent.id)
        .where(DisagreementConsent.disagreement_id == disagreement_id)
        .order_by(Consent.id)
    )
    return tuple(db.session.scalars(found))


def answer_disagreement(
    actor: Actor, disagreement_id: int, answer: AnswerToDisagreement, now: datetime
) -> None:
    """Say whose consent is sought, why, and on whose advice; once."""
    row = db.session.get_one(
        ParentsDisagreement, disagreement_id, with_for_update=True, populate_existing=True
    )
    if row.answered_at is not None:
        raise ConsentRefused(None, "Somebody has answered this meanwhile. Nothing is changed")
    _refuse_half(answer)
    _refuse_person_of_concern(answer, answers_in(row.id))
    row.same_matter = answer.same_matter
    row.sought_from = answer.sought_from.strip() if answer.same_matter else ""
    row.sought_person_id = answer.sought_person_id if answer.same_matter else None
    row.reasons, row.advice = answer.reasons.strip(), answer.advice.strip()
    row.answered_at, row.answered_by = now, actor.key
    audit.record(actor, "parents_disagreement_answered", "parents_disagreement", row.id)
    db.session.flush()
    matter = matter_of_disagreement(row.reference)
    close_tasks_of_matter(actor, TaskKind.PARENTS_DISAGREE, matter, ANSWERED, now)


def _refuse_half(answer: AnswerToDisagreement) -> None:
    if not answer.reasons.strip():
        raise ConsentRefused("reasons", "Enter your reasons")
    if answer.same_matter and not answer.sought_from.strip():
        raise ConsentRefused("sought", "Select whose consent is sought")
    if answer.same_matter and not answer.advice.strip():
        words = "Enter whose advice you took, and what it was. If you took none, say why"
        raise ConsentRefused("advice", words)


def _refuse_person_of_concern(answer: AnswerToDisagreement, consents: Iterable[Consent]) -> None:
    sought = answer.sought_from.strip().lower()
    for row in consents:
        by_number = answer.sought_person_id is not None and (
            row.giver_person_id == answer.sought_person_id
        )
        if row.giver_of_concern and (by_number or row.given_by.lower() == sought):
            raise ConsentRefused("sought", "The concern is about this person. Select another")
