"""Same enquirer, same matter: a later enquiry that only continues an earlier one."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.queries.steps import current_continuation
from lacrecords.enquiries.services.resettling import settle_again
from lacrecords.enquiries.services.unknown import take_intake_lock
from lacrecords.enquiries.unknown_models import Continuation
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor


def mark_continuation(
    actor: Actor, enquired_child_id: int, earlier_id: int, reason: str, now: datetime
) -> Continuation:
    """Mark that this enquiry does not count as a second one, with the reason."""
    if not reason.strip():
        raise EnquiryError("Say why it is the same enquirer and the same matter.")
    if current_continuation(enquired_child_id) is not None:
        raise StepOutOfOrder("This enquiry is marked as a continuation already.")
    row = Continuation(
        enquired_child_id=enquired_child_id,
        earlier_enquired_child_id=earlier_id,
        marked_by=actor.key,
        marked_at=now,
        reason=reason.strip(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "continuation_marked", "enquired_child", enquired_child_id)
    return row


def undo_continuation(
    actor: Actor, enquired_child_id: int, why: str, procedure: Procedure, now: datetime
) -> None:
    """Take the mark away: the enquiry counts after all, and is settled again at once."""
    if not why.strip():
        raise EnquiryError("Say why this enquiry counts on its own after all.")
    take_intake_lock()
    row = current_continuation(enquired_child_id)
    if row is None:
        raise StepOutOfOrder("This enquiry is not marked as a continuation.")
    row.undone_at, row.undone_by, row.undone_because = now, actor.key, why.strip()
    db.session.flush()
    audit.record(actor, "continuation_undone", "enquired_child", enquired_child_id)
    settle_again(actor, enquired_child_id, procedure, now)
