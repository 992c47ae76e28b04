"""Keeping the agency directory: one person proposes a contact point, another confirms it.

A confirmed one serves for a check only after the time to cool off; one person
may withdraw it at once. Whoever gets a number in alone can do nothing with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update

from lacrecords.agencies import contact_values
from lacrecords.agencies.models import Agency, ContactPoint
from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AgencyType, ContactPointKind


class DirectoryError(Exception):
    """An entry was refused; `field` is the part that is wrong, the message says what to do."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContactPoint:
    """A number or address that we know to be the agency's."""

    kind: ContactPointKind
    value: str
    label: str
    shared_mailbox: bool = False


def add_agency(actor: Actor, name: str, agency_type: AgencyType) -> int:
    """Add an agency; DirectoryError where one of that name is there. The number of its row."""
    name = contact_values.name_as_kept(name)
    if not name:
        raise DirectoryError("Enter the name of the agency.", "name")
    if wrong := contact_values.reason_against_name(name):
        raise DirectoryError(f"{wrong}.", "name")
    same = select(Agency.id).where(func.lower(Agency.name) == func.lower(name))
    if db.session.scalar(same) is not None:
        raise DirectoryError(f"{name} is in the directory already.", "name")
    row = Agency(name=name, agency_type=agency_type)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "agency_added", "agency", row.id)
    return row.id


def propose_contact_point(actor: Actor, agency_id: int, new: NewContactPoint, now: datetime) -> int:
    """Propose a contact point; it serves for nothing until another person confirms it."""
    row = _contact_point(actor, agency_id, new, now)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "contact_point_proposed", "contact_point", row.id)
    return row.id


def add_contact_point(
    actor: Actor, agency_id: int, new: NewContactPoint, confirmed_by: str, usable_from_at: datetime
) -> int:
    """Add a contact point that two people have confirmed elsewhere, serving from that moment.

    For the demonstration and for tests; no page and no import comes here.
    """
    if confirmed_by == actor.key:
        raise DirectoryError("A second person must confirm a contact point.")
    row = _contact_point(actor, agency_id, new, usable_from_at)
    row.confirmed_by = confirmed_by
    row.confirmed_at = row.usable_from_at = usable_from_at
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "contact_point_added", "contact_point", row.id)
    return row.id


def _contact_point(
    actor: Actor, agency_id: int, new: NewContactPoint, now: datetime
) -> ContactPoint:
    value = contact_values.as_kept(new.kind, new.value)
    label = contact_values.name_as_kept(new.label)
    if wrong := contact_values.reason_against(new.kind, value):
        raise DirectoryError(f"{wrong}.", "value")
    if wrong := contact_values.reason_against_name(label, contact_values.LONGEST_LABEL):
        raise DirectoryError(f"{wrong}.", "label")
    if new.shared_mailbox and new.kind is not ContactPointKind.EMAIL:
        raise DirectoryError("Only an e-mail address can be a shared mailbox.", "shared_mailbox")
    if same_contact_point(agency_id, new.kind, value, in_force=True) is not None:
        raise DirectoryError("The agency has this number or address already.", "value")
    return ContactPoint(
        agency_id=agency_id,
        kind=new.kind,
        value=value,
        label=label,
        shared_mailbox=new.shared_mailbox,
        added_by=actor.key,
        added_at=now,
    )


def same_contact_point(
    agency_id: int, kind: ContactPointKind, value: str, *, in_force: bool
) -> ContactPoint | None:
    """The agency's contact point with this value in any spelling; withdrawn ones if asked for."""
    found = select(ContactPoint).where(
        ContactPoint.agency_id == agency_id, ContactPoint.kind == kind
    )
    if in_force:
        found = found.where(ContactPoint.withdrawn_at.is_(None))
    wanted = contact_values.as_compared(kind, value)
    rows = db.session.scalars(found.order_by(ContactPoint.withdrawn_at.is_not(None)))
    return next((r for r in rows if contact_values.as_compared(kind, r.value) == wanted), None)


def confirm_contact_point(
    actor: Actor, contact_point_id: int, procedure: Procedure, now: datetime
) -> datetime:
    """Confirm what another person proposed; gives the moment from which it serves for a check."""
    row = db.session.get(ContactPoint, contact_point_id)
    if row is None:
        raise DirectoryError("This contact point is not in the directory.")
    if row.added_by == actor.key:
        raise DirectoryError("You added this contact point: somebody else must confirm it.")
    usable_from_at = now + timedelta(hours=procedure.contact_point_cooling_off_hours)
    waiting = (ContactPoint.confirmed_by.is_(None), ContactPoint.withdrawn_at.is_(None))
    done = _fill(
        *waiting,
        contact_point_id=contact_point_id,
        confirmed_by=actor.key,
        confirmed_at=now,
        usable_from_at=usable_from_at,
    )
    if not done:
        raise DirectoryError("This contact point was confirmed or withdrawn in the meantime.")
    audit.record(actor, "contact_point_confirmed", "contact_point", contact_point_id)
    return usable_from_at


def confirm_contact_points(
    actor: Actor, contact_point_ids: Iterable[int], procedure: Procedure, now: datetime
) -> int:
    """Confirm several; those that can no longer be confirmed are passed over. How many were."""
    confirmed = 0
    for contact_point_id in sorted(set(contact_point_ids)):
        try:
            confirm_contact_point(actor, contact_point_id, procedure, now)
        except DirectoryError:
            continue
        confirmed += 1
    return confirmed


def withdraw_contact_point(actor: Actor, contact_point_id: int, now: datetime) -> None:
    """Withdraw a contact point or a proposal: one person is enough, and it serves no more."""
    in_force = ContactPoint.withdrawn_at.is_(None)
    if not _fill(
        in_force, contact_point_id=contact_point_id, withdrawn_by=actor.key, withdrawn_at=now
    ):
        raise DirectoryError("This contact point is not in the directory any more.")
    audit.record(actor, "contact_point_withdrawn", "contact_point", contact_point_id)


def _fill(*while_so: ColumnElement[bool], contact_point_id: int, **values: datetime | str) -> bool:
    """One statement asks and writes, so that of two people at once only one succeeds."""
    filled = (
        update(ContactPoint)
        .where(ContactPoint.id == contact_point_id, *while_so)
        .values(**values)
        .returning(ContactPoint.id)
        .execution_options(synchronize_session=False)
    )
    done = db.session.scalars(filled).all()
    db.session.expire_all()
    return len(done) == 1
