"""The council's own texts of guidance, read as lines of agreed versions."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.guidance.lines import GuidanceLine, GuidanceVersion
from lacrecords.guidance.models import GuidanceChange, OwnGuidance


def own_lines() -> tuple[GuidanceLine, ...]:
    """Every text of the council with its agreed versions; one without any is left out."""
    versions: dict[int, list[GuidanceVersion]] = defaultdict(list)
    agreed = select(GuidanceChange).where(GuidanceChange.approved.is_(True))
    for change in db.session.scalars(agreed.order_by(GuidanceChange.after_number)):
        versions[change.text_id].append(version_of(change))
    texts = db.session.scalars(select(OwnGuidance).order_by(OwnGuidance.id))
    return tuple(_line(row, versions[row.id]) for row in texts if versions[row.id])


def _line(row: OwnGuidance, versions: list[GuidanceVersion]) -> GuidanceLine:
    return GuidanceLine(
        key=row.reference,
        kind=row.kind,
        order=row.id,
        versions=tuple(versions),
        agency_id=row.agency_id,
    )


def version_of(change: GuidanceChange) -> GuidanceVersion:
    """The version that this change is, or would be."""
    return GuidanceVersion(
        number=change.after_number + 1,
        title=change.title,
        text=change.text,
        source=change.source,
        from_on=change.from_on,
        ends=change.ends,
        review_on=change.review_on,
    )
