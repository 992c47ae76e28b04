"""Telling a recipient what is right now: checked first, in words that are kept; or not at all.

Nothing is sent from here. Whoever tells them says so, and how; that somebody is not told is
a manager's decision, with a reason of a closed list.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.agencies.authorities import contacts_in_force
from lacrecords.agencies.proof import (
    FROM_DIRECTORY,
    NOT_IN_DIRECTORY,
    why_it_proves_nothing,
)
from lacrecords.audit import services as audit
from lacrecords.children.confidential_addresses import confidential_addresses_in
from lacrecords.children.linked import record_ids
from lacrecords.corrections.models import Correction, CorrectionCheck, CorrectionDuty
from lacrecords.corrections.reaching import matter_of
from lacrecords.corrections.values import (
    SETTLED,
    CorrectionRefused,
    NewCheck,
    NewNotTold,
    NewTold,
)
from lacrecords.database import db
from lacrecords.notifications.services import close_tasks_of_matter
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.terms import NotTold, TaskKind, VerificationMethod, VerificationOutcome

WAS_TOLD = "They were told what is right now"
IS_NOT_TOLD = "A manager decided that they are not told"


def checks_of(duty_id: int) -> tuple[CorrectionCheck, ...]:
    """Every check of this recipient, the first one first."""
    found = select(CorrectionCheck).where(CorrectionCheck.duty_id == duty_id)
    return tuple(db.session.scalars(found.order_by(CorrectionCheck.id)))


def confirmed_check(checks: tuple[CorrectionCheck, ...]) -> CorrectionCheck | None:
    """The newest check, where it confirmed the recipient."""
    newest = checks[-1] if checks else None
    good = newest is not None and newest.outcome is VerificationOutcome.CONFIRMED
    return newest if good else None


def record_check(actor: Actor, duty_id: int, new: NewCheck, now: datetime) -> None:
    """Keep one check; CorrectionRefused when it cannot count as what it claims."""
    duty = _hold(duty_id)
    if new.outcome is VerificationOutcome.CONFIRMED:
        _refuse_a_check_that_is_none(duty, new, now)
    elif not new.words.strip():
        raise CorrectionRefused("words", "Enter what happened when you tried to check them")
    db.session.add(
        CorrectionCheck(
            duty_id=duty_id,
            method=new.method,
            contact_point_id=new.contact_point_id,
            authority_contact_id=new.authority_contact_id,
            outcome=new.outcome,
            words=new.words,
            checked_at=now,
            checked_by=actor.key,
        )
    )
    audit.record(actor, f"correction_check_{new.outcome.value}", "correction", duty.correction_id)
    db.session.flush()


def _refuse_a_check_that_is_none(duty: CorrectionDuty, new: NewCheck, now: datetime) -> None:
    if new.method is VerificationMethod.IDENTITY_DOCUMENT:
        if not new.words.strip():
            raise CorrectionRefused("words", "Enter which document you saw, and where")
        return
    if new.authority_contact_id is not None:
        known = contacts_in_force(duty.authority_id or 0)
        of_authority = new.authority_contact_id in {one.contact_id for one in known}
        if new.method not in FROM_DIRECTORY or not of_authority:
            raise CorrectionRefused("how", NOT_IN_DIRECTORY)
    elif why := why_it_proves_nothing(new.method, new.contact_point_id, duty.agency_id, now):
        raise CorrectionRefused("how", why)


def record_told(actor: Actor, duty_id: int, new: NewTold, now: datetime) -> None:
    """Keep that they were told, how and in which words; it rests on the newest check.

    CorrectionRefused without a confirmed check, for a moment before it or to come, and where
    the words hold an address that this child's record keeps confidential.
    """
    duty = _hold(duty_id)
    check = confirmed_check(checks_of(duty_id))
    if check is None:
        raise CorrectionRefused(None, "Check them first. Nobody is told before that")
    if not check.checked_at <= new.told_at <= now:
        words = "They can only have been told after the check, and not in the future"
        raise CorrectionRefused("told_on", words)
    _refuse_confidential_addresses(duty, new.words)
    duty.told_at, duty.means, duty.told_words = new.told_at, new.means, new.words
    duty.check_id = check.id
    _settle(actor, duty, WAS_TOLD, now)
    audit.record(actor, "correction_told", "correction", duty.correction_id)


def _refuse_confidential_addresses(duty: CorrectionDuty, words: str) -> None:
    child_id = db.session.get_one(Correction, duty.correction_id).child_id
    if child_id is not None and confidential_addresses_in(words, record_ids(child_id)):
        said = "This holds an address that is kept confidential. It is told to nobody. Take it out"
        raise CorrectionRefused("words", said)


def record_not_told(
    actor: Actor, duty_id: int, new: NewNotTold, procedure: Procedure, now: datetime
) -> None:
    """A manager decides that they are not told; CorrectionRefused after too few attempts."""
    if not may(actor.role, Action.CORRECTION_NOT_TELL):
        raise CorrectionRefused(None, "A manager decides that somebody is not told")
    duty = _hold(duty_id)
    fewest = procedure.correction_fewest_attempts
    if new.reason is NotTold.CANNOT_BE_REACHED and (new.attempts or 0) < fewest:
        words = f"Enter how often it was tried: at least {fewest} times before this is decided"
        raise CorrectionRefused("attempts", words)
    duty.not_told, duty.not_told_because = new.reason, new.because
    duty.attempts = new.attempts if new.reason is NotTold.CANNOT_BE_REACHED else None
    _settle(actor, duty, IS_NOT_TOLD, now)
    audit.record(actor, "correction_not_told", "correction", duty.correction_id)


def _hold(duty_id: int) -> CorrectionDuty:
    """Let whoever else settles this wait, and then see that it is settled."""
    duty = db.session.get_one(CorrectionDuty, duty_id, with_for_update=True, populate_existing=True)
    if duty.settled_at is not None:
        raise CorrectionRefused(None, SETTLED)
    return duty


def _settle(actor: Actor, duty: CorrectionDuty, words: str, now: datetime) -> None:
    duty.settled_at, duty.settled_by = now, actor.key
    db.session.flush()
    # The task may have gone to the owner of a restricted record since: it is not always the first.
    close_tasks_of_matter(actor, TaskKind.CORRECTION, matter_of(duty.reference), words, now)
