"""Which two records may be linked, by whom, and who may decide it. It changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import or_, select

from lacrecords.children.changes import ChangeRefused
from lacrecords.children.merge_models import RecordMerge
from lacrecords.children.models import ChildRelationship
from lacrecords.children.queries import reference_of
from lacrecords.children.restriction_owners import second_people
from lacrecords.children.standing import closed_ids, connections_of, hidden_ids
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import StaffCard, council_day

FIELD = "reason"
ITSELF = "A record cannot be linked to itself"
HIDDEN = "Both records must be there, and open to you"
WAITS = "A proposal about one of these records waits for an answer. Decide that first"


def refuse_unlinkable(
    actor: Actor, kept_id: int, linked_id: int, on: date, but: int | None = None
) -> None:
    """Raise ChangeRefused where these two cannot be linked, saying why and what to do.

    `but` is the proposal that is being decided, which stands in nobody's way.
    """
    if kept_id == linked_id:
        raise ChangeRefused(FIELD, ITSELF)
    if hidden_ids((kept_id, linked_id), actor.account_id, on):
        raise ChangeRefused(FIELD, HIDDEN)
    if _are_related(kept_id, linked_id):
        words = "They are recorded as two children who are related. Correct that first"
        raise ChangeRefused(FIELD, words)
    for merge in _standing(kept_id, linked_id, but):
        _refuse_beside(merge, kept_id, linked_id)


def _refuse_beside(merge: RecordMerge, kept_id: int, linked_id: int) -> None:
    if merge.approved is None:
        raise ChangeRefused(FIELD, WAITS)
    if {merge.kept_child_id, merge.linked_child_id} == {kept_id, linked_id}:
        raise ChangeRefused(FIELD, "These records are linked already")
    if merge.linked_child_id == linked_id:
        words = f"Record {reference_of(linked_id)} is linked to another already. Undo that first"
        raise ChangeRefused(FIELD, words)
    if merge.linked_child_id == kept_id:
        other = reference_of(merge.kept_child_id)
        words = f"Record {reference_of(kept_id)} is linked to {other}. Keep {other} instead"
        raise ChangeRefused(FIELD, words)
    if merge.kept_child_id == linked_id:
        linked = reference_of(linked_id)
        words = f"Another record is linked to {linked}. Keep {linked}, or undo that link first"
        raise ChangeRefused(FIELD, words)


def _standing(kept_id: int, linked_id: int, but: int | None) -> list[RecordMerge]:
    both = (kept_id, linked_id)
    standing = select(RecordMerge).where(
        or_(RecordMerge.kept_child_id.in_(both), RecordMerge.linked_child_id.in_(both)),
        RecordMerge.undone_at.is_(None),
        or_(RecordMerge.approved.is_(None), RecordMerge.approved.is_(True)),
    )
    found = db.session.scalars(standing.order_by(RecordMerge.id))
    return [merge for merge in found if merge.id != but]


def _are_related(one: int, other: int) -> bool:
    """Somebody recorded them as brothers, sisters or otherwise two children."""
    related = select(ChildRelationship.id).where(
        ChildRelationship.child_id.in_((one, other)),
        ChildRelationship.other_child_id.in_((one, other)),
        ChildRelationship.is_current(),
    )
    return db.session.scalar(related.limit(1)) is not None


def who_may_decide(
    actor: Actor, child_ids: Collection[int], now: datetime
) -> tuple[StaffCard, ...]:
    """Managers who may decide what this person proposes: apart from them, and open to both."""
    on = council_day(now)
    connected = {one for who in connections_of(child_ids, on).values() for one in who}
    return tuple(
        card
        for card in second_people(actor, connected, now)
        if not closed_ids(child_ids, card.account_id, on)
    )
