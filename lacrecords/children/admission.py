"""The door to a child's record for every view: open it, or answer as if it were not there."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from flask import abort

from lacrecords.children.linked import kept_id
from lacrecords.children.reading import Found, find_record, note_refused_reading
from lacrecords.children.restricted_list import managed_card
from lacrecords.database import transaction
from lacrecords.rules.authorisation import Actor


def admitted_child_id(actor: Actor, reference: str, now: datetime) -> int:
    """The child with this reference; 404, the same for absent and closed records, else.

    By a linked record one gets to the record that is kept: nothing is written on the other.
    """
    found = find_record(actor, reference, now)
    if found.child_id is None or not found.open_to_reader:
        _refuse(actor, found.child_id, now)
    return kept_id(found.child_id)


def admitted_to_read(actor: Actor, reference: str, now: datetime) -> tuple[int, Found]:
    """The same, for the record's own page only: an opening in an emergency is admitted too."""
    found = find_record(actor, reference, now)
    if found.child_id is None or not (found.open_to_reader or found.open_until):
        _refuse(actor, found.child_id, now)
    return found.child_id, found


def managed_child_id(actor: Actor, reference: str, now: datetime) -> int:
    """A restricted record that this person answers for, whether or not it is open to them."""
    found = find_record(actor, reference, now)
    if found.child_id is None or managed_card(actor, found.child_id, now) is None:
        _refuse(actor, found.child_id, now)
    return found.child_id


def _refuse(actor: Actor, child_id: int | None, now: datetime) -> NoReturn:
    with transaction():
        note_refused_reading(actor, child_id, now)
    abort(404)
