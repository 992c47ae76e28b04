"""Keeping the agency directory. A contact point needs a second person before it serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.agencies.models import Agency, ContactPoint
from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AgencyType, ContactPointKind


class DirectoryError(Exception):
    """An entry was refused; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContactPoint:
    """A number or address that we know to be the agency's."""

    kind: ContactPointKind
    value: str
    label: str
    shared_mailbox: bool = False


def add_agency(actor: Actor, name: str, agency_type: AgencyType) -> int:
    """Add an agency; DirectoryError where one of that name is there. The number of its row."""
    name = " ".join(name.split())
    if not name:
        raise DirectoryError("Enter the name of the agency.")
    same = select(Agency.id).where(func.lower(Agency.name) == name.lower())
    if db.session.scalar(same) is not None:
        raise DirectoryError(f"{name} is in the directory already.")
    row = Agency(name=name, agency_type=agency_type)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "agency_added", "agency", row.id)
    return row.id


def add_contact_point(
    actor: Actor, agency_id: int, new: NewContactPoint, confirmed_by: str, usable_from_at: datetime
) -> int:
    """Add a contact point confirmed by a second person, serving from that moment."""
    if not new.value.strip():
        raise DirectoryError("Enter the number or the address.")
    if confirmed_by == actor.key:
        raise DirectoryError("A second person must confirm a contact point.")
    row = ContactPoint(
        agency_id=agency_id,
        kind=new.kind,
        value=new.value.strip(),
        label=new.label.strip(),
        shared_mailbox=new.shared_mailbox,
        added_by=actor.key,
        confirmed_by=confirmed_by,
        usable_from_at=usable_from_at,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "contact_point_added", "contact_point", row.id)
    return row.id
