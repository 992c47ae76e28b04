"""The lists behind the directory: an agency's name and kind, and the other authorities.

Nothing is deleted: what is no longer used leaves its list and keeps its row, because
the history names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.agencies import contact_values
from lacrecords.agencies.models import Agency, OtherAuthority
from lacrecords.agencies.services import DirectoryError
from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.sentences import is_speakable_authority, is_speakable_number
from lacrecords.terms import AgencyType


@dataclass(frozen=True, slots=True)
class AgencyDetails:
    """What may change of an agency; `listed` no: it leaves the directory."""

    name: str
    agency_type: AgencyType
    listed: bool


@dataclass(frozen=True, slots=True)
class AuthorityDetails:
    """Another authority as its list holds it; `listed` no: it leaves the list."""

    name: str
    telephone: str
    listed: bool = True


def change_agency(actor: Actor, agency_id: int, details: AgencyDetails, now: datetime) -> None:
    """Correct an agency, or let it leave the directory or come back; DirectoryError: refused."""
    row = db.session.get_one(Agency, agency_id, with_for_update=True)
    name = contact_values.name_as_kept(details.name)
    if wrong := contact_values.reason_against_name(name):
        raise DirectoryError(f"{wrong}.", "name")
    same = select(Agency.id).where(func.lower(Agency.name) == name.lower(), Agency.id != row.id)
    if db.session.scalar(same) is not None:
        raise DirectoryError(f"{name} is in the directory already.", "name")
    row.name, row.agency_type = name, details.agency_type
    row.left_directory_at = _left(row.left_directory_at, listed=details.listed, now=now)
    db.session.flush()
    audit.record(actor, "agency_changed", "agency", row.id)


def add_authority(actor: Actor, details: AuthorityDetails) -> int:
    """Add another authority; the number of its row. DirectoryError: refused."""
    name = _authority_name(details, None)
    row = OtherAuthority(name=name, telephone=details.telephone)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "other_authority_added", "other_authority", row.id)
    return row.id


def change_authority(
    actor: Actor, authority_id: int, details: AuthorityDetails, now: datetime
) -> None:
    """Correct another authority, or let it leave the list or come back; DirectoryError: refused."""
    row = db.session.get_one(OtherAuthority, authority_id, with_for_update=True)
    row.name, row.telephone = _authority_name(details, row.id), details.telephone
    row.left_list_at = _left(row.left_list_at, listed=details.listed, now=now)
    db.session.flush()
    audit.record(actor, "other_authority_changed", "other_authority", row.id)


def listed_authorities() -> tuple[AuthorityDetails, ...]:
    """The other authorities on the list, by name."""
    rows = db.session.scalars(
        select(OtherAuthority)
        .where(OtherAuthority.left_list_at.is_(None))
        .order_by(func.lower(OtherAuthority.name))
    )
    return tuple(AuthorityDetails(row.name, row.telephone) for row in rows)


def _authority_name(details: AuthorityDetails, own_id: int | None) -> str:
    name = contact_values.name_as_kept(details.name)
    if not is_speakable_authority(name):
        raise DirectoryError("Enter the name of the authority as it is spoken.", "name")
    if not is_speakable_number(details.telephone):
        raise DirectoryError("Enter one telephone number, like 01632 960 001.", "telephone")
    same = select(OtherAuthority.id).where(func.lower(OtherAuthority.name) == name.lower())
    if own_id is not None:
        same = same.where(OtherAuthority.id != own_id)
    if db.session.scalar(same) is not None:
        raise DirectoryError(f"{name} is on the list already.", "name")
    return name


def _left(before: datetime | None, *, listed: bool, now: datetime) -> datetime | None:
    """The moment of leaving: none while it is listed, the first one while it is not."""
    return None if listed else before or now
