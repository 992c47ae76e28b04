"""The designated manager closes a child in need consideration, with an outcome and reasons."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.queries.steps import consideration_to_close
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import ConsiderationOutcome


def close_consideration(
    actor: Actor, reference: str, outcome: ConsiderationOutcome, reasons: str, now: datetime
) -> Consideration:
    """Close it, once; StepOutOfOrder when somebody else closed it meanwhile."""
    row = consideration_to_close(reference)
    if row is None:
        raise StepOutOfOrder("This consideration was not found.")
    if row.closed_at is not None:
        raise StepOutOfOrder("This consideration was closed already.")
    if not reasons.strip():
        raise EnquiryError("Enter your reasons.")
    row.closed_at, row.closed_by = now, actor.key
    row.outcome, row.reasons = outcome, reasons.strip()
    db.session.flush()
    audit.record(actor, f"consideration_closed_{outcome.value}", "consideration", row.id)
    return row
