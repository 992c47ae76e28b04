"""The lines of a batch as they were put before the manager, for the one they were shown to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.considered_models import BatchLine, EnquiryBatch
from lacrecords.enquiries.models import Enquiry
from lacrecords.rules.authorisation import Actor


@dataclass(frozen=True, slots=True)
class LineCard:
    """One line, word for word."""

    enquiry_id: int
    reference: str
    words: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch with its lines."""

    id: int
    reference: str
    begun_at: datetime
    one_in: int
    closed_at: datetime | None
    lines: tuple[LineCard, ...]


def batch_page(reference: str, actor: Actor) -> BatchPage | None:
    """The batch, where its lines were shown to this person."""
    row = db.session.scalar(select(EnquiryBatch).where(EnquiryBatch.reference == reference.upper()))
    if row is None or row.begun_by != actor.key:
        return None
    found = db.session.execute(
        select(BatchLine, Enquiry.reference)
        .join(Enquiry, Enquiry.id == BatchLine.enquiry_id)
        .where(BatchLine.batch_id == row.id)
        .order_by(BatchLine.position)
    )
    lines = tuple(LineCard(line.enquiry_id, number, line.words) for line, number in found)
    return BatchPage(row.id, row.reference, row.begun_at, row.one_in, row.closed_at, lines)
