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
from lacrecords.enquiries.models import EnquiredChild, Enquiry, Verification
from lacrecords.enquiries.queries.steps import current_outcome, latest_decision
from lacrecords.enquiries.services.awaiting import bring_back
from lacrecords.enquiries.services.finding import CLOSE, find
from lacrecords.enquiries.services.resettling import settle_again
from lacrecords.enquiries.services.unattended import EVERY_RECORD, settle_by_itself
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.matching import store
from lacrecords.matching.changed import mark_for
from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.models import ChangeJob
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchAnswer

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
        if decision.answer is not MatchAnswer.SAME:
            _have_looked_at(child, enquiry, procedure, now)
    else:
        settle_by_itself(actor, enquiry, child, _check_it_rests_on(child.id), procedure, now)


def _check_it_rests_on(enquired_child_id: int) -> Verification | None:
    """The check of the outcome that stands: where it is confirmed since, a person looks first."""
    outcome = current_outcome(enquired_child_id)
    if outcome is None or outcome.verification_id is None:
        return None
    return db.session.get_one(Verification, outcome.verification_id)


def _have_looked_at(
    child: EnquiredChild, enquiry: Enquiry, procedure: Procedure, now: datetime
) -> None:
    """Records that look like the child now become a late hit, if nobody decides anew before."""
    found = find(child, enquiry, EVERY_RECORD, procedure, now)
    alike = [one.subject_id for one in found.shown if one.strength in CLOSE and not one.label]
    mark_for(db.session(), ChangeJob.EARLIER_ENQUIRIES, alike)
