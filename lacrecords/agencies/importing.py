"""Takes the rows of a directory file: agencies are added, contact points only proposed.

What is there already stays as it is. A contact point that people withdrew is not
brought back by a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.agencies.directory_rows import DirectoryRow
from lacrecords.agencies.models import Agency
from lacrecords.agencies.services import (
    DirectoryError,
    NewContactPoint,
    add_agency,
    propose_contact_point,
    same_contact_point,
)
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.wording import words


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a row; `warning` is for the column `value`, empty where all is well."""

    agency_added: bool = False
    point_proposed: bool = False
    warning: str = ""


def take_row(actor: Actor, row: DirectoryRow, now: datetime) -> Taken:
    """Add what the row says and the directory does not; DirectoryError when they disagree."""
    agency = db.session.scalar(
        select(Agency).where(func.lower(Agency.name) == func.lower(row.name))
    )
    if agency is None:
        agency_id, is_new = add_agency(actor, row.name, row.agency_type), True
    elif agency.agency_type is not row.agency_type:
        kept = words(agency.agency_type)
        raise DirectoryError(f"The directory has this agency as: {kept}.", "agency_type")
    else:
        agency_id, is_new = agency.id, False
    if row.point is None:
        return Taken(agency_added=is_new)
    there = same_contact_point(agency_id, row.point.kind, row.point.value, in_force=False)
    if there is None:
        new = NewContactPoint(
            kind=row.point.kind,
            value=row.point.value,
            label=row.point.label,
            shared_mailbox=row.point.shared_mailbox,
        )
        propose_contact_point(actor, agency_id, new, now)
        return Taken(agency_added=is_new, point_proposed=True)
    withdrawn = "It was withdrawn from the directory: it is left so." if there.withdrawn_at else ""
    return Taken(agency_added=is_new, warning=withdrawn)
