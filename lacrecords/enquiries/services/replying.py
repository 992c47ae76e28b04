"""The written reply has gone: from then on the check in writing opens nothing more."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.errors import CheckRunOut, EnquiryError, StepOutOfOrder
from lacrecords.enquiries.models import WrittenReply
from lacrecords.enquiries.queries.replies import reply_page
from lacrecords.enquiries.queries.steps import (
    check_is_good_now,
    hold_checks,
    latest_verification,
    reply_on,
)
from lacrecords.rules.authorisation import Actor


def record_reply_gone(actor: Actor, enquiry_id: int, now: datetime) -> WrittenReply:
    """Keep that the reply went to the checked address; said again, it is kept once.

    It goes once for the whole enquiry, so what it says of each child is recorded first.
    """
    hold_checks(enquiry_id)
    reply, check = reply_page(enquiry_id), latest_verification(enquiry_id)
    if reply is None or check is None:
        raise StepOutOfOrder("This enquirer was not checked in writing. Read the enquiry again.")
    gone = reply_on(check)
    if gone is not None:
        return gone
    if not check_is_good_now(check, now):
        raise CheckRunOut("The check has run out. Check the enquirer again before you reply.")
    if not any(child.words for child in reply.children):
        raise EnquiryError("Record first what the reply says, on the page of each child.")
    row = WrittenReply(
        enquiry_id=enquiry_id, verification_id=check.id, sent_by=actor.key, sent_at=now
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "written_reply_gone", "enquiry", enquiry_id)
    return row
