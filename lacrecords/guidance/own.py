"""The council's own texts of guidance, read as lines of agreed versions."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.guidance.lines import GuidanceLine, GuidanceVersion
from lacrecords.guidance.models import GuidanceChange, OwnGuidance
from lacrecords.guidance.values import Proposal
from lacrecords.terms import GuidanceKind

__all__ = [
    "GuidanceVersion",
    "agreed_versions",
    "change_rows",
    "locked_change",
    "own_lines",
    "row_of_one",
    "row_waiting",
    "text_row",
    "version_of",
    "waiting_changes",
]


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


def text_row(reference: str) -> OwnGuidance | None:
    """The text with this reference."""
    return db.session.scalar(select(OwnGuidance).where(OwnGuidance.reference == reference))


def row_of_one(kind: GuidanceKind, agency_id: int | None) -> OwnGuidance | None:
    """The agreement with this agency, or the one list: there is never a second."""
    if kind is GuidanceKind.LOCAL_PROTOCOL:
        return None
    found = select(OwnGuidance).where(OwnGuidance.kind == kind)
    if kind is GuidanceKind.AGENCY_AGREEMENT:
        found = found.where(OwnGuidance.agency_id == agency_id)
    return db.session.scalar(found)


def row_waiting(value: Proposal) -> OwnGuidance | None:
    """The new text of which the same title is proposed already and nothing is agreed."""
    agreed = select(GuidanceChange.text_id).where(GuidanceChange.approved.is_(True))
    return db.session.scalar(
        select(OwnGuidance)
        .join(GuidanceChange, GuidanceChange.text_id == OwnGuidance.id)
        .where(
            OwnGuidance.kind == value.kind,
            OwnGuidance.id.not_in(agreed),
            GuidanceChange.title == value.title.strip(),
            GuidanceChange.decided_at.is_(None),
        )
        .limit(1)
    )


def change_rows(text_id: int) -> tuple[GuidanceChange, ...]:
    """Everything that was ever proposed of a text, the oldest first."""
    found = select(GuidanceChange).where(GuidanceChange.text_id == text_id)
    return tuple(db.session.scalars(found.order_by(GuidanceChange.id)))


def agreed_versions(text_id: int) -> tuple[GuidanceVersion, ...]:
    """The versions of a text in the order in which they were agreed."""
    agreed = [one for one in change_rows(text_id) if one.approved]
    return tuple(version_of(one) for one in sorted(agreed, key=lambda one: one.after_number))


def waiting_changes(text_id: int) -> tuple[GuidanceChange, ...]:
    """The proposals of a text that nobody has decided."""
    return tuple(one for one in change_rows(text_id) if one.decided_at is None)


def locked_change(reference: str) -> GuidanceChange | None:
    """The proposal with this reference, held until the transaction ends."""
    return db.session.scalar(
        select(GuidanceChange).where(GuidanceChange.reference == reference).with_for_update(),
        execution_options={"populate_existing": True},
    )
