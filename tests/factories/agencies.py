"""Invented agencies and contact points. Each needs an open `transaction()` round it."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from lacrecords.agencies.services import NewContactPoint, add_agency, propose_contact_point
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AgencyType, ContactPointKind
from tests.factories.staff import LONG_AGO, MAKER

_numbers = count(1)


def make_agency(name: str = "", agency_type: AgencyType = AgencyType.SCHOOL) -> int:
    """An agency of the directory; gives its number."""
    return add_agency(MAKER, name or f"Cobbleford School {next(_numbers)}", agency_type)


def make_proposal(
    agency_id: int,
    *,
    value: str = "01632 960321",
    kind: ContactPointKind = ContactPointKind.TELEPHONE,
    label: str = "school office",
    by: Actor = MAKER,
    at: datetime = LONG_AGO,
) -> int:
    """A contact point that one person has proposed; gives its number."""
    new = NewContactPoint(kind=kind, value=value, label=label)
    return propose_contact_point(by, agency_id, new, at)
