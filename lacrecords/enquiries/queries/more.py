"""A request for more, as the manager reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.outcome_models import MoreAsked
from lacrecords.enquiries.queries.steps import more_asked_by_reference
from lacrecords.staff import queries as staff


@dataclass(frozen=True, slots=True)
class MorePage:
    """What more is asked, by whom, and the decision where there is one."""

    reference: str
    enquiry_id: int
    enquiry_reference: str
    position: int
    asked: str
    asked_at: datetime
    recorded_by_name: str
    decided_at: datetime | None
    decided_by_name: str
    shared: bool
    reasons: str
    words: str


def more_page(reference: str) -> MorePage | None:
    """The request with this reference."""
    row = more_asked_by_reference(reference)
    if row is None:
        return None
    enquiry = db.session.get_one(Enquiry, row.enquiry_id)
    child = db.session.get_one(EnquiredChild, row.enquired_child_id)
    names = staff.names_for([row.recorded_by, row.decided_by or ""])
    return MorePage(
        reference=row.reference,
        enquiry_id=enquiry.id,
        enquiry_reference=enquiry.reference,
        position=child.position,
        asked=row.asked,
        asked_at=row.asked_at,
        recorded_by_name=names.get(row.recorded_by, ""),
        decided_at=row.decided_at,
        decided_by_name=names.get(row.decided_by or "", ""),
        shared=bool(row.shared),
        reasons=row.reasons or "",
        words=row.words or "",
    )


def reference_of_task(task_id: int) -> str | None:
    """The request that this task asks a manager to decide."""
    return db.session.scalar(select(MoreAsked.reference).where(MoreAsked.task_id == task_id))
