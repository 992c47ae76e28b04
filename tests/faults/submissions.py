"""A process that submits enquiries and says which were kept: `python -m tests.faults.submissions`.

`submit_one` is the one place that says what a submission is. Each line printed
is acknowledged: its enquiry, its trail and its notification must outlive any
kill. Arguments: how many, and a word that makes the run's keys its own.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

from sqlalchemy import select

from lacrecords.audit.actors import command_actor
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.asked import AskingPerson, DescribedChild, NewEnquiry, NewVerification
from lacrecords.enquiries.models import Enquiry, Verification
from lacrecords.enquiries.services.checking import record_verification
from lacrecords.enquiries.services.recording import record_enquiry
from lacrecords.foundation import lay_foundation
from lacrecords.procedure import Procedure, load_procedure
from lacrecords.terms import (
    AgencyType,
    Channel,
    EnquirerKind,
    EnquiryType,
    Urgency,
    VerificationMethod,
    VerificationOutcome,
)

SURNAMES = ("Fairweather", "Quillon", "Ostrava", "Bexworth", "Tamsinder", "Umberly", "Vantongue")


def submit_one(key: str, number: int, procedure: Procedure) -> str:
    """A worried call about one child, the enquirer not confirmed; its reference once both are kept.

    Sent again with the same key it goes on where it was cut off. Every second call is
    about the child of the call before it, so that it raises a consideration.
    """
    actor, now = command_actor(), now_utc()
    with transaction():
        enquiry = record_enquiry(actor, _asked(key, number // 2), procedure, now)
        enquiry_id, reference = enquiry.id, enquiry.reference
    with transaction():
        record_verification(actor, enquiry_id, NOT_CONFIRMED, procedure, now)
    return reference


NOT_CONFIRMED = NewVerification(
    method=VerificationMethod.NONE,
    outcome=VerificationOutcome.NOT_CONFIRMED,
    contact_point_id=None,
    words="The directory has no number for them",
)


def _asked(key: str, child: int) -> NewEnquiry:
    return NewEnquiry(
        idempotency_key=key,
        channel=Channel.TELEPHONE,
        enquiry_type=EnquiryType.CONCERN,
        urgency=Urgency.URGENT,
        reason="Missed appointments",
        worried=True,
        worry="Nobody opens the door",
        enquirer=AskingPerson(
            kind=EnquirerKind.PROFESSIONAL,
            name="Philippa Snow",
            role="Health visitor",
            agency_name="Fernhill Health Visiting",
            agency_type=AgencyType.HEALTH_VISITING,
        ),
        children=(
            DescribedChild(
                forename="Ottoline",
                surname=SURNAMES[child % len(SURNAMES)],
                born_on=date(2012, 1, 1) + timedelta(days=child),
                line1=f"{child + 1} Tamarind Close",
                postcode=f"ZZ{child % 9 + 1} {child // 9 % 9 + 1}BT",
            ),
        ),
    )


def main(count: int, word: str) -> None:
    """Submit what this run has not finished yet, and print the reference of each."""
    procedure = load_procedure()
    with lay_foundation().app_context():
        checked = select(Enquiry.idempotency_key).where(
            select(Verification.id).where(Verification.enquiry_id == Enquiry.id).exists()
        )
        done = set(db.session.scalars(checked))
        db.session.rollback()
        for number in range(count):
            key = f"{word}-{number}"
            if key not in done:
                print(submit_one(key, number, procedure), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
