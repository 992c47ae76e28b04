"""Who may see what is kept about consent: whoever may open the child's record, and nobody else.

What stands on a record that is closed to the reader is not there: the same answer as for a
reference that was never given.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from flask import abort
from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.consents.models import Consent, ParentsDisagreement
from lacrecords.consents.understanding_models import UnderstandingWorksheet
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.web.access import record_refusal

Row = TypeVar("Row", Consent, ParentsDisagreement, UnderstandingWorksheet)


def consent_or_404(actor: Actor, reference: str, now: datetime) -> Consent:
    """The answer with this reference, where this reader may see it."""
    return _found(Consent, actor, reference, now)


def worksheet_or_404(actor: Actor, reference: str, now: datetime) -> UnderstandingWorksheet:
    """The worksheet with this reference, where this reader may see it."""
    return _found(UnderstandingWorksheet, actor, reference, now)


def disagreement_or_404(actor: Actor, reference: str, now: datetime) -> ParentsDisagreement:
    """The disagreement with this reference, where this reader may see it."""
    return _found(ParentsDisagreement, actor, reference, now)


def _found(kind: type[Row], actor: Actor, reference: str, now: datetime) -> Row:
    row = db.session.scalar(select(kind).where(kind.reference == reference))
    if row is None or is_closed(actor, row.child_id, now):
        record_refusal(actor, "consent_read")
        abort(404)
    return row


def is_closed(actor: Actor, child_id: int, now: datetime) -> bool:
    """Whether the record is closed to this reader."""
    return bool(children.closed_ids((child_id,), actor.account_id, local_date(now)))
