"""A process that submits enquiries and says which were kept: `python -m tests.faults.submissions`.

`submit_one` is the one place that says what a submission is. Each line printed
is acknowledged: its enquiry, its trail and its notification must outlive any
kill. Arguments: how many, and a word that makes the run's keys its own.
"""

from __future__ import annotations

import sys

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.database import db, new_reference, transaction
from lacrecords.enquiries.models import Enquiry
from lacrecords.foundation import lay_foundation
from lacrecords.notifications.models import Notification
from tests.support.rows import a_row


def submit_one(key: str) -> str:
    """One submission in its own transaction; gives its reference once it is kept."""
    with transaction():
        values = a_row(Enquiry.__table__, idempotency_key=key, reference=new_reference())
        del values["id"]
        enquiry = Enquiry(**values)
        db.session.add(enquiry)
        db.session.flush()
        audit.record(command_actor(), "enquiry_recorded", "enquiry", enquiry.id)
        told = a_row(Notification.__table__, reference=new_reference(), enquiry_id=enquiry.id)
        del told["id"]
        db.session.add(Notification(**told))
        reference = enquiry.reference
    return reference


def main(count: int, word: str) -> None:
    """Submit what this run has not submitted yet, and print the reference of each."""
    with lay_foundation().app_context():
        done = set(db.session.scalars(select(Enquiry.idempotency_key)))
        db.session.rollback()
        for number in range(count):
            key = f"{word}-{number}"
            if key not in done:
                print(submit_one(key), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
