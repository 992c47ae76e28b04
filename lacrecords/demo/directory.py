"""Fills the demo's agency directory, through the directory's own services."""

from __future__ import annotations

from datetime import datetime

from lacrecords.agencies.reference import AuthorityDetails, add_authority
from lacrecords.agencies.services import NewContactPoint, add_agency, add_contact_point
from lacrecords.demo.agencies import DemoAgency, agencies
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import ContactPointKind

OTHER_AUTHORITIES = (
    ("Northmarch Council", "01632 960 354"),
    ("Westmere City Council", "01632 960 420"),
    ("Royal Borough of Thornleigh", "01632 960 430"),
    ("Saltbourne County Council", "01632 960 440"),
)


def fill_directory(actor: Actor, second_person: Actor, now: datetime) -> int:
    """Add every agency with its telephone number and its e-mail address, usable at once."""
    listed = agencies()
    for agency in listed:
        agency_id = add_agency(actor, agency.name, agency.agency_type)
        for point in _contact_points(agency):
            add_contact_point(actor, agency_id, point, second_person.key, now)
    for name, telephone in OTHER_AUTHORITIES:
        add_authority(actor, AuthorityDetails(name, telephone))
    return len(listed)


def _contact_points(agency: DemoAgency) -> tuple[NewContactPoint, NewContactPoint]:
    return (
        NewContactPoint(
            kind=ContactPointKind.TELEPHONE, value=agency.telephone, label=agency.label
        ),
        NewContactPoint(
            kind=ContactPointKind.EMAIL,
            value=agency.email,
            label=agency.label,
            shared_mailbox=agency.shared_mailbox,
        ),
    )
