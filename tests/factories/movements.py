"""Invented movements. Each maker needs an open `transaction()` round it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from lacrecords.agencies.authorities import (
    NewAuthorityContact,
    confirm_authority_contact,
    propose_authority_contact,
)
from lacrecords.agencies.reference import AuthorityDetails, add_authority
from lacrecords.database import db
from lacrecords.movements import reading
from lacrecords.movements.ending import NewEnding, end_movement, seen_of
from lacrecords.movements.models import Movement
from lacrecords.movements.reading import Standing
from lacrecords.movements.recording import NewMovement, record_movement
from lacrecords.movements.steps import NewStep, record_step
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.movement_ending import EndingAnswer
from lacrecords.terms import (
    AuthorityContactKind,
    EndingReason,
    MovementDirection,
    MovementStay,
    MovementStepKind,
    SendingMethod,
)
from tests.factories.staff import MAKER
from tests.factories.town import NOW

MERECOMBE, THORNLEIGH = "Merecombe Borough Council", "Thornleigh County Council"
MOVED = date(2026, 11, 9)
_numbers: Iterator[int] = count(1)


def make_authority(name: str = MERECOMBE) -> int:
    """Another authority on the list; its number."""
    return add_authority(MAKER, AuthorityDetails(name, "01632 960700"))


def make_neighbour(name: str, second_person: Actor) -> int:
    """Another authority with a contact for notices that two people vouch for; its number."""
    number = make_authority(name)
    value = f"moves@{name.split()[0].lower()}.example"
    new = NewAuthorityContact(kind=AuthorityContactKind.EMAIL, value=value, label="Movements")
    contact_id = propose_authority_contact(MAKER, number, new, NOW)
    confirm_authority_contact(second_person, contact_id, NOW)
    return number


def new_movement(authority_id: int, **said: Any) -> NewMovement:
    """A child on a plan moves out for good, unless told otherwise."""
    plain: dict[str, Any] = {
        "form_key": f"form-{next(_numbers)}",
        "direction": MovementDirection.OUT,
        "stay": MovementStay.PERMANENT,
        "in_haste": False,
        "on_plan": True,
        "looked_after": False,
        "authority_id": authority_id,
        "moved_on": MOVED,
        "told_by": "Her grandmother, by telephone",
        "told_on": MOVED,
        "address": "3 Rook Lane, Merecombe",
        "postcode": "ZZ3 3ZZ",
    }
    if "child_id" not in said:
        plain["described_name"] = "Ottoline Fairweather"
    return NewMovement(**plain | said)


def make_movement(actor: Actor, authority_id: int, now: datetime = NOW, **said: Any) -> Standing:
    """Record a movement, and read it again."""
    reference = record_movement(actor, new_movement(authority_id, **said), now)
    return by(reference, now)


def by(reference: str, now: datetime = NOW) -> Standing:
    """The movement with this reference."""
    row = db.session.scalars(select(Movement).where(Movement.reference == reference)).one()
    return reading.standing_of(row.id, now)


def take_step(
    actor: Actor,
    movement_id: int,
    kind: MovementStepKind,
    on: date,
    now: datetime = NOW,
    **said: Any,
) -> bool:
    """Record a step of a movement."""
    plain: dict[str, Any] = {
        "form_key": f"step-{next(_numbers)}",
        "kind": kind,
        "happened_on": on,
        "method": SendingMethod.SECURE_EMAIL,
        "whom": "Movements desk",
        "words": "As agreed",
    }
    return record_step(actor, movement_id, NewStep(**plain | said), now)


def end(
    actor: Actor,
    reference: str,
    reason: EndingReason | None = None,
    now: datetime = NOW,
    **said: Any,
) -> EndingAnswer:
    """End a movement, having read what stands on its page."""
    standing = by(reference, now)
    plain: dict[str, Any] = {
        "form_key": f"end-{next(_numbers)}",
        "words": "As agreed with the other authority",
        "seen": seen_of(standing),
        "reason": reason,
    }
    return end_movement(actor, standing.row.id, NewEnding(**plain | said), now)
