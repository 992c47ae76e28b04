"""Reading the directory for those who keep it: proposals, confirmations and withdrawals too.

For a check use `queries`: it gives only what is in force.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, case, func, select

from lacrecords.agencies.models import Agency, ContactPoint
from lacrecords.agencies.queries import AgencyCard
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import names_for
from lacrecords.terms import ContactPointKind

MOST_LISTED = 100
MOST_PROPOSALS = 50


class Standing(StrEnum):
    """How far a contact point has come."""

    PROPOSED = "proposed"
    COOLING_OFF = "cooling_off"
    USABLE = "usable"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ListedAgency:
    """An agency in the list: how many of its contact points serve, and how many wait."""

    agency: AgencyCard
    in_force: int
    proposed: int


@dataclass(frozen=True, slots=True)
class AgencyList:
    """The agencies found, by name; `found` counts those that are not listed too."""

    rows: tuple[ListedAgency, ...]
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptContactPoint:
    """A contact point with its story: who added it, who confirmed it, from when it serves."""

    contact_point_id: int
    agency_id: int
    agency_name: str
    kind: ContactPointKind
    value: str
    label: str
    shared_mailbox: bool
    standing: Standing
    added_by: str
    added_by_me: bool
    added_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    usable_from_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals to confirm, the oldest first; `waiting` counts those not shown too."""

    shown: tuple[KeptContactPoint, ...]
    waiting: int
    own: int


def directory(name_part: str, now: datetime, most: int = MOST_LISTED) -> AgencyList:
    """Agencies whose name holds this text, whatever the case."""
    there: list[ColumnElement[bool]] = [Agency.left_directory_at.is_(None)]
    if name_part:
        there.append(Agency.name.icontains(name_part, autoescape=True))
    listed = select(Agency).where(*there).order_by(func.lower(Agency.name), Agency.id).limit(most)
    agencies = db.session.scalars(listed).all()
    counts = _counts([row.id for row in agencies], now)
    rows = tuple(
        ListedAgency(AgencyCard(row.id, row.name, row.agency_type), *counts.get(row.id, (0, 0)))
        for row in agencies
    )
    found = db.session.scalar(select(func.count()).select_from(Agency).where(*there))
    return AgencyList(rows, found or 0)


def _counts(agency_ids: Collection[int], now: datetime) -> dict[int, tuple[int, int]]:
    point = ContactPoint
    usable = case((point.usable_from_at <= now, 1), else_=0)
    proposed = case((point.confirmed_by.is_(None), 1), else_=0)
    rows = db.session.execute(
        select(point.agency_id, func.sum(usable), func.sum(proposed))
        .where(point.agency_id.in_(agency_ids), point.withdrawn_at.is_(None))
        .group_by(point.agency_id)
    )
    return {agency_id: (int(usable), int(proposed)) for agency_id, usable, proposed in rows}


def kept_contact_points(
    agency_id: int, actor: Actor, now: datetime
) -> tuple[KeptContactPoint, ...]:
    """Every contact point of an agency, those in force or proposed first, by label."""
    found = _with_agency().where(ContactPoint.agency_id == agency_id)
    ordered = found.order_by(
        ContactPoint.withdrawn_at.is_not(None), ContactPoint.kind.desc(), ContactPoint.label
    )
    return _kept(ordered, actor, now)


def kept_contact_point(
    contact_point_id: int, actor: Actor, now: datetime
) -> KeptContactPoint | None:
    """One contact point."""
    found = _kept(_with_agency().where(ContactPoint.id == contact_point_id), actor, now)
    return found[0] if found else None


def proposals(actor: Actor, now: datetime, most: int = MOST_PROPOSALS) -> Proposals:
    """What others have proposed and this person may confirm; one's own are only counted."""
    waiting = proposals_to_confirm(actor)
    own = db.session.scalar(
        select(func.count()).where(*_PROPOSED, ContactPoint.added_by == actor.key)
    )
    shown = (
        _with_agency()
        .where(*_PROPOSED, ContactPoint.added_by != actor.key)
        .order_by(func.lower(Agency.name), ContactPoint.id)
        .limit(most)
    )
    return Proposals(_kept(shown, actor, now), waiting, own or 0)


def proposals_to_confirm(actor: Actor) -> int:
    """How many contact points others have proposed that nobody has confirmed."""
    found = select(func.count()).where(*_PROPOSED, ContactPoint.added_by != actor.key)
    return db.session.scalar(found) or 0


_PROPOSED = (ContactPoint.confirmed_by.is_(None), ContactPoint.withdrawn_at.is_(None))


def _with_agency() -> Select[ContactPoint, str]:
    return select(ContactPoint, Agency.name).join(Agency, Agency.id == ContactPoint.agency_id)


def _kept(
    found: Select[ContactPoint, str], actor: Actor, now: datetime
) -> tuple[KeptContactPoint, ...]:
    rows = db.session.execute(found).all()
    keys = {key for row, _ in rows for key in (row.added_by, row.confirmed_by, row.withdrawn_by)}
    names = names_for(key for key in keys if key)
    return tuple(_one(row, agency_name, names, actor, now) for row, agency_name in rows)


def _one(
    row: ContactPoint, agency_name: str, names: dict[str, str], actor: Actor, now: datetime
) -> KeptContactPoint:
    return KeptContactPoint(
        contact_point_id=row.id,
        agency_id=row.agency_id,
        agency_name=agency_name,
        kind=row.kind,
        value=row.value,
        label=row.label,
        shared_mailbox=row.shared_mailbox,
        standing=_standing(row, now),
        added_by=names[row.added_by],
        added_by_me=row.added_by == actor.key,
        added_at=row.added_at,
        confirmed_by=names.get(row.confirmed_by or "", ""),
        confirmed_at=row.confirmed_at,
        usable_from_at=row.usable_from_at,
        withdrawn_by=names.get(row.withdrawn_by or "", ""),
        withdrawn_at=row.withdrawn_at,
    )


def _standing(row: ContactPoint, now: datetime) -> Standing:
    if row.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if row.usable_from_at is None:
        return Standing.PROPOSED
    return Standing.USABLE if row.usable_from_at <= now else Standing.COOLING_OFF
