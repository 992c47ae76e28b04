"""Reading the agency directory: only contact points in force serve for a check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from lacrecords.agencies.models import Agency, ContactPoint
from lacrecords.database import db
from lacrecords.terms import AgencyType, ContactPointKind, VerificationMethod

METHOD_OF_KIND = {
    ContactPointKind.TELEPHONE: VerificationMethod.RING_BACK,
    ContactPointKind.EMAIL: VerificationMethod.DIRECTORY_EMAIL,
}


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency of the directory."""

    agency_id: int
    name: str
    agency_type: AgencyType


@dataclass(frozen=True, slots=True)
class ContactPointCard:
    """A known number or address, and the check it serves for."""

    contact_point_id: int
    agency_id: int
    kind: ContactPointKind
    value: str
    label: str
    shared_mailbox: bool

    @property
    def method(self) -> VerificationMethod:
        """The check that this contact point serves for."""
        return METHOD_OF_KIND[self.kind]


def agencies() -> tuple[AgencyCard, ...]:
    """Every agency in the directory, by name."""
    rows = db.session.scalars(
        select(Agency).where(Agency.left_directory_at.is_(None)).order_by(func.lower(Agency.name))
    )
    return tuple(AgencyCard(row.id, row.name, row.agency_type) for row in rows)


def agency(agency_id: int) -> AgencyCard | None:
    """One agency, also when it has left the directory."""
    row = db.session.get(Agency, agency_id)
    return AgencyCard(row.id, row.name, row.agency_type) if row else None


def contact_points_of(agency_id: int, now: datetime) -> tuple[ContactPointCard, ...]:
    """The agency's contact points that may serve for a check at this moment."""
    rows = db.session.scalars(
        select(ContactPoint)
        .where(ContactPoint.agency_id == agency_id, _is_usable(now))
        .order_by(ContactPoint.kind.desc(), ContactPoint.label)
    )
    return tuple(_card(row) for row in rows)


def address_of(contact_point_id: int) -> str:
    """The number or address itself, also of a contact point that serves no more."""
    return db.session.get_one(ContactPoint, contact_point_id).value


def usable_contact_point(contact_point_id: int | None, now: datetime) -> ContactPointCard | None:
    """This contact point, where it may serve for a check at this moment."""
    if contact_point_id is None:
        return None
    row = db.session.scalar(
        select(ContactPoint).where(ContactPoint.id == contact_point_id, _is_usable(now))
    )
    return _card(row) if row else None


def _is_usable(now: datetime) -> ColumnElement[bool]:
    """Confirmed by a second person, cooled off, and not withdrawn."""
    return and_(
        ContactPoint.confirmed_by.is_not(None),
        ContactPoint.usable_from_at <= now,
        ContactPoint.withdrawn_at.is_(None),
    )


def _card(row: ContactPoint) -> ContactPointCard:
    return ContactPointCard(
        row.id, row.agency_id, row.kind, row.value, row.label, row.shared_mailbox
    )
