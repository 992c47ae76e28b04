"""A consent is taken back: at any time, for good, and whoever leads for the child hears of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.clocks import LOCAL, local_date
from lacrecords.consents.models import Consent, ConsentWithdrawal
from lacrecords.consents.recording import lock_consents_of
from lacrecords.consents.standing import ChildConsents, consents_of_child
from lacrecords.consents.telling import matter_of_consent, tell_of_withdrawal
from lacrecords.consents.values import ConsentRefused, NewWithdrawal
from lacrecords.database import db
from lacrecords.notifications.services import close_tasks_of_matter
from lacrecords.rules import consent as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import ConsentAnswer, TaskKind, WhoseConsent

NOT_THEIRS = (
    "Only whoever gave it takes it back, or whoever has come to decide since. If another person "
    "thinks otherwise, record their own answer"
)


def withdraw_consent(actor: Actor, consent_id: int, new: NewWithdrawal, now: datetime) -> None:
    """Record that it was taken back, tell who must know, and end what asks for a review."""
    row = db.session.get_one(Consent, consent_id)
    lock_consents_of(row.child_id)
    every = consents_of_child(row.child_id, now)
    _refuse(row, every, new, now)
    whose = row.whose if new.by_giver else new.whose
    db.session.add(
        ConsentWithdrawal(
            consent_id=row.id,
            withdrawn_at=_moment(new.withdrawn_on, now),
            whose=whose,
            withdrawn_by=row.given_by if new.by_giver else new.name.strip(),
            form=new.form,
            what_was_said=new.what_was_said.strip(),
            already_shared=new.already_shared,
            recorded_at=now,
            recorded_by=actor.key,
        )
    )
    audit.record(actor, "consent_withdrawn", "consent", row.id)
    audit.record(actor, "consent_withdrawn", "child", row.child_id)
    db.session.flush()
    matter = matter_of_consent(row.reference)
    close_tasks_of_matter(actor, TaskKind.CONSENT_REVIEW, matter, "It was taken back.", now)
    tell_of_withdrawal(actor, row.child_id, row.reference, new.already_shared, now)


def _refuse(row: Consent, every: ChildConsents, new: NewWithdrawal, now: datetime) -> None:
    taken_back = select(ConsentWithdrawal.id).where(ConsentWithdrawal.consent_id == row.id)
    if db.session.scalar(taken_back) is not None:
        raise ConsentRefused(None, "It was taken back already. Nothing is changed")
    if row.answer is not ConsentAnswer.CONSENTED:
        words = "Only a consent can be taken back. If they agree now, record it as another answer"
        raise ConsentRefused(None, words)
    if new.withdrawn_on > local_date(now):
        raise ConsentRefused("withdrawn_on", "The day must be today or in the past")
    if new.withdrawn_on < row.taken_on:
        raise ConsentRefused("withdrawn_on", "The day must not be before the consent was given")
    if not new.what_was_said.strip():
        raise ConsentRefused("what_was_said", "Enter what was said")
    if not new.by_giver and not new.name.strip():
        raise ConsentRefused("name", "Enter who took it back")
    by = row.whose if new.by_giver else new.whose
    if by is None or not _may_withdraw(row, every, by, new.by_giver):
        raise ConsentRefused("by", NOT_THEIRS)


def _may_withdraw(row: Consent, every: ChildConsents, by: WhoseConsent, is_giver: bool) -> bool:
    return rules.may_withdraw(
        by, is_giver=is_giver, given_for=row.whose, decides=every.decides_on(row)
    )


def _moment(day: date, now: datetime) -> datetime:
    """Of a day that is past only the day is known: from its beginning nothing leans on it."""
    if day == local_date(now):
        return now
    return datetime.combine(day, time(0), tzinfo=LOCAL).astimezone(UTC)
