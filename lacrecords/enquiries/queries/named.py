"""An enquiry by its reference, for slices that decide on something that came from it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.models import Enquirer, Enquiry


@dataclass(frozen=True, slots=True)
class NamedEnquiry:
    """An enquiry, and its enquirer as they gave themselves."""

    id: int
    reference: str
    name: str
    role: str
    agency_id: int | None
    agency_name: str
    contact_given: str


def enquiry_named(reference: str) -> NamedEnquiry | None:
    """The enquiry with this reference."""
    found = db.session.execute(
        select(Enquiry, Enquirer)
        .join(Enquirer, Enquirer.enquiry_id == Enquiry.id)
        .where(Enquiry.reference == reference)
    ).one_or_none()
    if found is None:
        return None
    enquiry, asks = found
    return NamedEnquiry(
        id=enquiry.id,
        reference=enquiry.reference,
        name=asks.name,
        role=asks.role or asks.relationship,
        agency_id=asks.agency_id,
        agency_name=asks.agency_name,
        contact_given=", ".join(filter(None, (asks.telephone_given, asks.email_given))),
    )


def enquiry_reference(enquiry_id: int) -> str:
    """The reference of the enquiry with this number."""
    return db.session.get_one(Enquiry, enquiry_id).reference
