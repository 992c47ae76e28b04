"""More is said of a child when the call has been saved: it is kept beside what was said first.

The child is found by all of it from then on. What was decided on less stands until somebody
decides anew; the duties towards a child at the address are done at once.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.enquiries.asked import DescribedChild
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.heard_models import FurtherDescription
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.queries.steps import latest_decision, latest_verification
from lacrecords.enquiries.services.awaiting import bring_back
from lacrecords.enquiries.services.resettling import settle_again
from lacrecords.enquiries.services.unattended import settle_by_itself
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor

MOST_FURTHER = 20


def describe_further(
    actor: Actor,
    enquired_child_id: int,
    said: DescribedChild,
    procedure: Procedure,
    now: datetime,
) -> None:
    """Keep what more is said of an enquired child; EnquiryError where it says nothing new."""
    take_intake_lock()
    child = db.session.get_one(EnquiredChild, enquired_child_id)
    if said == DescribedChild():
        raise EnquiryError("Enter what more they say of the child.")
    if len(child.further) >= MOST_FURTHER:
        raise EnquiryError("Too much was said of this child later. Take another enquiry.")
    row = FurtherDescription(
        enquired_child_id=child.id, recorded_at=now, recorded_by=actor.key, **asdict(said)
    )
    db.session.add(row)
    db.session.flush()
    db.session.refresh(child, ["further"])
    enquiry = db.session.get_one(Enquiry, child.enquiry_id)
    described = described_form(child, local_date(enquiry.asked_at))
    store.index(db.session(), SubjectKind.ENQUIRED_CHILD, child.id, described)
    audit.record(actor, "further_description_recorded", "enquired_child", child.id)
    _settle_with_more(actor, enquiry, child, procedure, now)
    bring_back(enquiry.id, now)


def _settle_with_more(
    actor: Actor, enquiry: Enquiry, child: EnquiredChild, procedure: Procedure, now: datetime
) -> None:
    """An address that is said later may be one at which a child on a plan lives."""
    decision = latest_decision(child.id)
    if decision is None:
        return
    if decision.by_person:
        settle_again(actor, child.id, procedure, now)
    else:
        verification = latest_verification(enquiry.id)
        settle_by_itself(actor, enquiry, child, verification, procedure, now)
