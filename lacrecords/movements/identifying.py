"""Deciding by hand that the child of a movement is one with a record, and undoing that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.database import db
from lacrecords.matching.changed import mark_for
from lacrecords.matching.models import ChangeJob
from lacrecords.movements.access import is_closed
from lacrecords.movements.models import Movement, MovementChild
from lacrecords.movements.next_steps import look_after
from lacrecords.movements.recording import add_child
from lacrecords.movements.refusals import MovementRefused
from lacrecords.rules.authorisation import Actor

NOT_THERE = "There is no such record that you may open. Check the reference"


def identify_child(
    actor: Actor, movement_id: int, child_reference: str, because: str, now: datetime
) -> None:
    """The movement is of the child with this record, as this person decided; doing it twice: once.

    MovementRefused: no such record for this person, no reason, or another child is decided.
    """
    if not because.strip():
        raise MovementRefused("because", "Enter why it is this child")
    child_id = children.child_id_of(child_reference.strip().upper())
    if child_id is None or is_closed(actor, child_id, now):
        raise MovementRefused("child_reference", NOT_THERE)
    child_id = children.kept_ids((child_id,))[child_id]
    row = db.session.get_one(Movement, movement_id, with_for_update=True)
    decided = _decided(movement_id)
    if decided is not None:
        if decided.child_id == child_id:
            return
        raise MovementRefused(
            "child_reference", "Another record is decided to be this child. Undo that first"
        )
    add_child(actor, row, child_id, because.strip(), now)
    look_after(actor, movement_id, now)


def undo_child(actor: Actor, movement_id: int, because: str, now: datetime) -> None:
    """The movement is of nobody with a record again; MovementRefused: no reason was given."""
    if not because.strip():
        raise MovementRefused("because", "Enter why it is another child")
    db.session.get_one(Movement, movement_id, with_for_update=True)
    decided = _decided(movement_id)
    if decided is None:
        return
    decided.undone_at, decided.undone_by, decided.undone_because = now, actor.key, because.strip()
    db.session.flush()
    mark_for(db.session(), ChangeJob.RECORD, (decided.child_id,))
    audit.record(actor, "movement_child_undone", "movement", movement_id)
    audit.record(actor, "movement_child_undone", "child", decided.child_id)
    look_after(actor, movement_id, now)


def _decided(movement_id: int) -> MovementChild | None:
    return db.session.scalar(
        select(MovementChild).where(
            MovementChild.movement_id == movement_id, MovementChild.undone_at.is_(None)
        )
    )
