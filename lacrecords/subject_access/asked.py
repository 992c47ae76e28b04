"""A request as it reads today: as it came in, or as it was put right last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.subject_access.correction_models import RequestCorrection
from lacrecords.subject_access.models import AsSaid, SubjectAccessRequest
from lacrecords.subject_access.values import SAID, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Said):
    """The request with what never changes, and when what was put right last."""

    id: int
    reference: str
    recorded_on: date
    recorded_by: str
    recorded_at: datetime
    correction_id: int
    """The newest correction; nought: there is none."""
    asker_changed_at: datetime | None
    person_changed_at: datetime | None
    part_changed_at: datetime | None


def corrections_of(request_id: int) -> Sequence[RequestCorrection]:
    """Every correction of a request, in order."""
    found = select(RequestCorrection).where(RequestCorrection.request_id == request_id)
    return db.session.scalars(found.order_by(RequestCorrection.id)).all()


def as_it_reads(row: SubjectAccessRequest) -> Asked:
    """The request as it reads today."""
    corrections = corrections_of(row.id)
    newest: AsSaid = corrections[-1] if corrections else row
    return Asked(
        **{name: getattr(newest, name) for name in SAID},
        id=row.id,
        reference=row.reference,
        recorded_on=row.recorded_on,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        correction_id=corrections[-1].id if corrections else 0,
        asker_changed_at=_last(corrections, "asker_changed"),
        person_changed_at=_last(corrections, "person_changed"),
        part_changed_at=_last(corrections, "part_changed"),
    )


def _last(corrections: Sequence[RequestCorrection], mark: str) -> datetime | None:
    return next((one.corrected_at for one in reversed(corrections) if getattr(one, mark)), None)


def asked_for(request_id: int) -> Asked:
    """The request of this number as it reads today; LookupError: there is none."""
    row = db.session.get(SubjectAccessRequest, request_id)
    if row is None:
        raise LookupError(request_id)
    return as_it_reads(row)
