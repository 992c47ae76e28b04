"""Checking whoever sent a notification, as an enquirer is: on the directory's numbers only."""

from __future__ import annotations

from datetime import datetime

from lacrecords.agencies import queries as agencies
from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications.described import RiskRefused, SourceCheck
from lacrecords.risk_notifications.models import RiskNotification, RiskSourceCheck
from lacrecords.risk_notifications.recording import mark_person
from lacrecords.rules import checking
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.checking import ContactFacts
from lacrecords.terms import VerificationMethod, VerificationOutcome

_FROM_DIRECTORY = (VerificationMethod.RING_BACK, VerificationMethod.DIRECTORY_EMAIL)


def record_source_check(
    actor: Actor, notification_id: int, check: SourceCheck, procedure: Procedure, now: datetime
) -> None:
    """Keep a check of whoever sent it; RiskRefused when it cannot count as what it claims."""
    row = db.session.get_one(RiskNotification, notification_id)
    _refuse_a_check_that_is_none(row, check, procedure, now)
    db.session.add(
        RiskSourceCheck(
            risk_notification_id=notification_id,
            method=check.method,
            contact_point_id=check.contact_point_id,
            outcome=check.outcome,
            second_fact=check.second_fact,
            words=check.words,
            checked_by=actor.key,
            checked_at=now,
        )
    )
    audit.record(actor, f"risk_source_{check.outcome.value}", "risk_notification", notification_id)
    db.session.flush()
    # What waited for the check is gone through again.
    mark_person(row.person_id)


def _refuse_a_check_that_is_none(
    row: RiskNotification, check: SourceCheck, procedure: Procedure, now: datetime
) -> None:
    if check.outcome is not VerificationOutcome.CONFIRMED:
        if not check.words.strip():
            raise RiskRefused("words", "Say what happened when you tried to check the source")
        return
    if row.agency_id is None:
        raise RiskRefused("how", "An agency that is not in the directory cannot be confirmed")
    if check.method in _FROM_DIRECTORY:
        _refuse_a_contact_not_from_the_directory(row.agency_id, check, now)
    contact = ContactFacts(
        channel=row.channel,
        directory_has_telephone=check.method is VerificationMethod.RING_BACK,
        written_from_directory_address=check.method is VerificationMethod.DIRECTORY_EMAIL,
        known_voice_allowed=procedure.known_voice_permitted,
    )
    why = checking.why_not_confirmed_by(check.method, contact, second_fact=check.second_fact)
    if why:
        raise RiskRefused("how", why.rstrip("."))


def _refuse_a_contact_not_from_the_directory(
    agency_id: int, check: SourceCheck, now: datetime
) -> None:
    point = agencies.usable_contact_point(check.contact_point_id, now)
    if point is None or point.agency_id != agency_id:
        raise RiskRefused("how", "Choose a number or address of this agency from the directory")
    if point.method is not check.method:
        raise RiskRefused("how", "Ring back a telephone number, or write to an e-mail address")
    if point.shared_mailbox and check.method is VerificationMethod.DIRECTORY_EMAIL:
        raise RiskRefused("how", "Several roles read this mailbox, so it proves no role. Ring back")
