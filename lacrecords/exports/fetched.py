"""Lists that were exported, by the children who stood in them then: for corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.exports.kinds import export_kind
from lacrecords.exports.models import ExportRequest
from lacrecords.rules.corrections import Telling, ToldRecipient
from lacrecords.staff import queries as staff
from lacrecords.terms import ToldBy

Stood = Mapping[int, Sequence[tuple[datetime, datetime | None]]]
"""From when until when each child stood in the whole list; no end: it may stand there still."""


def fetched_lists(kind: str, stood: Stood) -> tuple[Telling, ...]:
    """Every list of this kind that was fetched while one of these children stood in it.

    Which part of it was asked for is not weighed: better one asker too many.
    """
    rows = db.session.scalars(
        select(ExportRequest).where(
            ExportRequest.kind == kind, ExportRequest.fetched_at.is_not(None)
        )
    ).all()
    names = staff.names_for({f"account:{row.asked_by_id}" for row in rows})
    found = []
    for row in rows:
        key = f"account:{row.asked_by_id}"
        asker = ToldRecipient(
            key=f"export:{row.id}", name=names[key], role="Asked for a list", managers_only=True
        )
        at = row.fetched_at
        for child_id, times in stood.items():
            if at is not None and any(
                begun <= at and (end is None or at <= end) for begun, end in times
            ):
                found.append(_telling(row, child_id, at, key, asker))
    return tuple(found)


def _telling(
    row: ExportRequest, child_id: int, at: datetime, key: str, asker: ToldRecipient
) -> Telling:
    return Telling(
        source=ToldBy.LIST_EXPORT,
        row=row.id,
        child_id=child_id,
        at=at,
        words=f"The list “{export_kind(row.kind).title}”, request {row.reference}",
        told_by=key,
        recipient=asker,
        origin_id=row.id,
    )
