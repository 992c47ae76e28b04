"""What waits around restricted records: requests to lift, and openings in an emergency.

A request is read by whoever asked and whoever was asked; an opening by whoever reviews it,
and by whoever opened the record. Neither shows anything of the record but its reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from lacrecords.children import facts
from lacrecords.children.models import Restriction
from lacrecords.children.restriction_models import EmergencyOpening, RestrictionLift
from lacrecords.children.standing import RestrictionCard, connections_of, restrictions_of
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import council_day
from lacrecords.terms import RestrictionKind, Role

MOST_LOOKED_AT = 200
MOST_SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftShown:
    """One request to lift a restriction, for whoever asked or was asked."""

    id: int
    reference: str
    record: str
    sealed: bool
    requested_by: str
    requested_at: datetime
    reason: str
    approver: str
    is_mine_to_decide: bool
    is_mine_to_take_back: bool
    decided_by: str
    decided_at: datetime | None
    approved: bool | None
    decided_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningShown:
    """One opening in an emergency, for whoever may review it."""

    id: int
    reference: str
    record: str
    opened_by: str
    opened_at: datetime
    closes_at: datetime
    reason: str
    may_be_reviewed: bool
    reviewed_by: str
    reviewed_at: datetime | None
    justified: bool | None
    review_words: str


def lifts_of(actor: Actor, now: datetime, reference: str = "") -> tuple[LiftShown, ...]:
    """Requests that this person made or was asked to decide: those that wait come first."""
    found = select(RestrictionLift, Restriction.kind).join(
        Restriction, Restriction.id == RestrictionLift.restriction_id
    )
    found = found.where(
        or_(
            RestrictionLift.approver_id == actor.account_id,
            RestrictionLift.requested_by == actor.key,
        )
    )
    if reference:
        found = found.where(RestrictionLift.reference == reference)
    waiting_first = (RestrictionLift.decided_at.is_not(None), RestrictionLift.id.desc())
    rows = db.session.execute(found.order_by(*waiting_first).limit(MOST_SHOWN)).all()
    records = facts.references_of({lift.child_id for lift, _ in rows})
    keys = {f"account:{lift.approver_id}" for lift, _ in rows}
    keys |= {key for lift, _ in rows for key in (lift.requested_by, lift.decided_by) if key}
    names = staff.names_for(keys)
    connected = connections_of(records, council_day(now))
    return tuple(
        _lift(lift, kind, actor, records[lift.child_id], names)
        for lift, kind in rows
        if actor.account_id not in connected.get(lift.child_id, ())
    )


def _lift(
    row: RestrictionLift, kind: str, actor: Actor, record: str, names: dict[str, str]
) -> LiftShown:
    waits = row.decided_at is None
    return LiftShown(
        id=row.id,
        reference=row.reference,
        record=record,
        sealed=kind == RestrictionKind.SEALED_AT_ADOPTION,
        requested_by=names[row.requested_by],
        requested_at=row.requested_at,
        reason=row.reason,
        approver=names[f"account:{row.approver_id}"],
        is_mine_to_decide=waits and row.approver_id == actor.account_id,
        is_mine_to_take_back=waits and row.requested_by == actor.key,
        decided_by=names.get(row.decided_by or "", ""),
        decided_at=row.decided_at,
        approved=row.approved,
        decided_because=row.decided_because or "",
    )


def openings_of(actor: Actor, now: datetime, reference: str = "") -> tuple[OpeningShown, ...]:
    """Openings in an emergency that this person may read of: those to review come first.

    The record's owner and the designated manager review; team managers where neither can.
    Whoever opened the record reads of it here and cannot close the review.
    """
    found = select(EmergencyOpening)
    if reference:
        found = found.where(EmergencyOpening.reference == reference)
    due_first = (EmergencyOpening.reviewed_at.is_not(None), EmergencyOpening.id.desc())
    rows = db.session.scalars(found.order_by(*due_first).limit(MOST_LOOKED_AT)).all()
    on = council_day(now)
    ids = {row.child_id for row in rows}
    cards, connections = restrictions_of(ids, on), connections_of(ids, on)
    managers = {one.account_id for one in staff.active_people([Role.DESIGNATED_MANAGER], on)}
    seen = [
        row
        for row in rows
        if actor.account_id not in connections.get(row.child_id, ())
        and (row.opened_by == actor.key or _reviews(actor, row, cards.get(row.child_id), managers))
    ][:MOST_SHOWN]
    records = facts.references_of(ids)
    names = staff.names_for(
        {key for row in seen for key in (row.opened_by, row.reviewed_by) if key}
    )
    return tuple(_opening(row, actor, records[row.child_id], names) for row in seen)


def _reviews(
    actor: Actor, row: EmergencyOpening, card: RestrictionCard | None, managers: set[int]
) -> bool:
    if actor.role is Role.DESIGNATED_MANAGER:
        return card is None or not card.sealed or card.owner_id == actor.account_id
    if card is not None and card.owner_id == actor.account_id:
        return True
    others = {f"account:{one}" for one in managers} - {row.opened_by}
    return actor.role is Role.TEAM_MANAGER and not others


def _opening(
    row: EmergencyOpening, actor: Actor, record: str, names: dict[str, str]
) -> OpeningShown:
    return OpeningShown(
        id=row.id,
        reference=row.reference,
        record=record,
        opened_by=names[row.opened_by],
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        reason=row.reason,
        may_be_reviewed=row.reviewed_at is None and row.opened_by != actor.key,
        reviewed_by=names.get(row.reviewed_by or "", ""),
        reviewed_at=row.reviewed_at,
        justified=row.justified,
        review_words=row.review_words or "",
    )
