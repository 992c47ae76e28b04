"""Step two: the check of the enquirer, and what follows when it is not confirmed.

A check that is not confirmed stops telling, never duties: the system then
searches by itself and settles every described child.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.agencies.proof import why_it_proves_nothing
from lacrecords.audit import services as audit
from lacrecords.clocks import verification_valid_until
from lacrecords.database import db
from lacrecords.enquiries.asked import NewVerification
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.models import Enquirer, Enquiry, ProtectiveOpening, Verification
from lacrecords.enquiries.queries.steps import latest_verification, reason_must_be_weighed
from lacrecords.enquiries.services.resettling import settle_again_on_new_check
from lacrecords.enquiries.services.unattended import settle_undecided
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.procedure import Procedure
from lacrecords.rules import checking as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.checking import ContactFacts
from lacrecords.terms import VerificationMethod, VerificationOutcome

METHODS_FROM_DIRECTORY = (VerificationMethod.RING_BACK, VerificationMethod.DIRECTORY_EMAIL)


def record_verification(
    actor: Actor, enquiry_id: int, new: NewVerification, procedure: Procedure, now: datetime
) -> Verification:
    """Keep one check of the enquirer; EnquiryError when it cannot count as the check it claims."""
    _refuse_a_check_that_is_none(enquiry_id, new, procedure, now)
    # Before the row: a new check holds its enquiry, and whoever decides holds the intake.
    take_intake_lock()
    row = Verification(
        enquiry_id=enquiry_id,
        method=new.method,
        contact_point_id=new.contact_point_id,
        outcome=new.outcome,
        second_fact=new.second_fact,
        looks_like_an_attempt=new.looks_like_an_attempt,
        words=new.words,
        checked_by=actor.key,
        checked_at=now,
        valid_until_at=verification_valid_until(procedure, new.method, now),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, f"check_{new.outcome.value}", "enquiry", enquiry_id)
    if new.outcome is not VerificationOutcome.CONFIRMED:
        settle_undecided(actor, enquiry_id, row, procedure, now)
    settle_again_on_new_check(actor, row, procedure, now)
    return row


def _refuse_a_check_that_is_none(
    enquiry_id: int, new: NewVerification, procedure: Procedure, now: datetime
) -> None:
    confirmed = new.outcome is VerificationOutcome.CONFIRMED
    if not confirmed:
        if not new.words.strip():
            raise EnquiryError("Say what happened when you tried to check the enquirer.")
        return
    if new.method is VerificationMethod.NONE:
        raise EnquiryError("Choose how the enquirer was checked.")
    if new.method in METHODS_FROM_DIRECTORY:
        _refuse_a_contact_not_from_the_directory(enquiry_id, new, now)
    reason = rules.why_not_confirmed_by(
        new.method, _contact_facts(enquiry_id, new, procedure), second_fact=new.second_fact
    )
    if reason:
        raise EnquiryError(reason)


def _contact_facts(enquiry_id: int, new: NewVerification, procedure: Procedure) -> ContactFacts:
    """How the enquirer reached us; a contact point of theirs was found in the directory before."""
    enquiry = db.session.get_one(Enquiry, enquiry_id)
    return ContactFacts(
        channel=enquiry.channel,
        directory_has_telephone=new.method is VerificationMethod.RING_BACK,
        written_from_directory_address=new.method is VerificationMethod.DIRECTORY_EMAIL,
        known_voice_allowed=procedure.known_voice_permitted,
    )


def _refuse_a_contact_not_from_the_directory(
    enquiry_id: int, new: NewVerification, now: datetime
) -> None:
    enquirer = db.session.scalars(select(Enquirer).where(Enquirer.enquiry_id == enquiry_id)).one()
    agency_id = enquirer.agency_id
    if why := why_it_proves_nothing(new.method, new.contact_point_id, agency_id, now):
        raise EnquiryError(f"{why}.")


def refuse_a_reason_not_weighed(enquiry_id: int, reason_accepted: bool | None) -> None:
    """A checked professional's role and reason are weighed with each child, before the answer."""
    if reason_accepted is None and reason_must_be_weighed(enquiry_id):
        raise EnquiryError("Say whether their role with this child and their reason count.")


def open_candidates_to_protect(
    actor: Actor, enquiry_id: int, reason: str, emergency: bool, now: datetime
) -> None:
    """A social worker on duty opens the candidates without a confirmed check, with a reason."""
    latest = latest_verification(enquiry_id)
    permitted = actor.role is not None and rules.may_open_candidates(
        outcome=latest.outcome if latest else None,
        emergency=emergency,
        role=actor.role,
        reason=reason,
    )
    if not permitted:
        audit.record(actor, "candidates_opened_to_protect", "enquiry", enquiry_id, "refused")
        raise EnquiryError(
            "Only a social worker on duty, or a manager after a failed check, may open the "
            "candidates, with a reason."
        )
    db.session.add(
        ProtectiveOpening(
            enquiry_id=enquiry_id,
            opened_by=actor.key,
            opened_at=now,
            emergency=emergency,
            reason=reason.strip(),
        )
    )
    audit.record(actor, "candidates_opened_to_protect", "enquiry", enquiry_id)
