"""When the candidates, and anything about a child, may be shown to this member of staff."""

from __future__ import annotations

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.models import ProtectiveOpening
from lacrecords.enquiries.queries.steps import latest_verification
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.terms import VerificationOutcome


def is_confirmed(enquiry_id: int) -> bool:
    """The last check of the enquirer confirmed who they are."""
    latest = latest_verification(enquiry_id)
    return latest is not None and latest.outcome is VerificationOutcome.CONFIRMED


def candidates_are_open_to(actor: Actor, enquiry_id: int) -> bool:
    """Whether this person may see who the children of this enquiry might be."""
    if not may(actor.role, Action.ENQUIRY_MATCH):
        return False
    return is_confirmed(enquiry_id) or opened_to_protect(actor, enquiry_id)


def opened_to_protect(actor: Actor, enquiry_id: int) -> bool:
    """This person opened the candidates to protect a child; it opens them to nobody else."""
    row = db.session.scalar(
        select(ProtectiveOpening.id)
        .where(
            ProtectiveOpening.enquiry_id == enquiry_id,
            ProtectiveOpening.opened_by == actor.key,
        )
        .limit(1)
    )
    return row is not None
