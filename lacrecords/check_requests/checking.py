"""The check of whoever asks, and the consents that somebody of ours has seen."""

from __future__ import annotations

from datetime import datetime

from lacrecords.agencies.proof import NOT_IN_DIRECTORY, why_it_proves_nothing
from lacrecords.audit import services as audit
from lacrecords.check_requests.answer_models import CheckRequestEnd
from lacrecords.check_requests.ending import close_clock
from lacrecords.check_requests.holding import hold_open
from lacrecords.check_requests.models import CheckConsent, RequesterCheck
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.values import CheckRefused, NewConsent, NewRequesterCheck
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules import suitability as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import CheckEnd, ConsentGiver, VerificationOutcome


def record_requester_check(
    actor: Actor, standing: RequestStanding, new: NewRequesterCheck, now: datetime
) -> None:
    """Keep one check of the requester; CheckRefused when it cannot count as what it claims."""
    hold_open(standing.request.id)
    if new.outcome is VerificationOutcome.CONFIRMED:
        _refuse_a_check_that_is_none(standing, new, now)
    elif not new.words.strip():
        raise CheckRefused("words", "Enter what happened when you tried to check them")
    db.session.add(
        RequesterCheck(
            check_request_id=standing.request.id,
            version_id=standing.version.id,
            method=new.method,
            contact_point_id=new.contact_point_id,
            outcome=new.outcome,
            words=new.words,
            checked_by=actor.key,
            checked_at=now,
        )
    )
    audit.record(actor, f"check_{new.outcome.value}", "check_request", standing.request.id)
    db.session.flush()


def _refuse_a_check_that_is_none(
    standing: RequestStanding, new: NewRequesterCheck, now: datetime
) -> None:
    if not rules.counts_as_check(new.method, new.outcome):
        raise CheckRefused("how", NOT_IN_DIRECTORY)
    agency_id = standing.version.agency_id
    if why := why_it_proves_nothing(new.method, new.contact_point_id, agency_id, now):
        raise CheckRefused("how", why)


def record_consent(actor: Actor, standing: PersonStanding, new: NewConsent, now: datetime) -> None:
    """Keep a consent that was seen; CheckRefused where somebody else must sign."""
    hold_open(standing.person.check_request_id)
    if new.signed_on > local_date(now):
        raise CheckRefused("signed_on", "The day it was signed must be today or in the past")
    needed = rules.who_signs(standing.said.births, new.signed_on)
    if new.given_by is not needed:
        raise CheckRefused("given_by", _WHO_SIGNS[needed])
    by_another = new.given_by is ConsentGiver.PARENTAL_RESPONSIBILITY
    if by_another and not new.relationship.strip():
        raise CheckRefused("relationship", "Enter what they are to the person")
    db.session.add(
        CheckConsent(
            checked_person_id=standing.person.id,
            given_by=new.given_by,
            signer_name=new.signer_name,
            relationship=new.relationship if by_another else "",
            signed_on=new.signed_on,
            seen_by=new.seen_by,
            seen_by_key=actor.key,
            seen_at=now,
        )
    )
    audit.record(actor, "consent_seen", "check_request", standing.person.check_request_id)
    db.session.flush()


_WHO_SIGNS = {
    ConsentGiver.THE_PERSON: "On that day the person was 16 or over, and signs for themselves",
    ConsentGiver.PARENTAL_RESPONSIBILITY: (
        "On that day the person was under 16. Somebody with parental responsibility signs"
    ),
}


def withdraw_consent(
    actor: Actor, request: RequestStanding, person: PersonStanding, because: str, now: datetime
) -> None:
    """The person takes their consent back: the request ends, and nothing is sent."""
    hold_open(request.request.id)
    standing = [row for row in person.consents if row.withdrawn_at is None]
    if not standing:
        raise CheckRefused(None, "There is no consent that could be taken back")
    for row in standing:
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = now, actor.key, because
    audit.record(actor, "consent_withdrawn", "check_request", request.request.id)
    db.session.add(
        CheckRequestEnd(
            check_request_id=request.request.id,
            ended_as=CheckEnd.CONSENT_WITHDRAWN,
            words=because,
            ended_by=actor.key,
            ended_at=now,
        )
    )
    audit.record(actor, "check_request_ended", "check_request", request.request.id)
    db.session.flush()
    close_clock(actor, request.request, "Consent was taken back.", now)
