"""The door to a child's record for every view: open it, or answer as if it were not there."""

from __future__ import annotations

from datetime import datetime

from flask import abort

from lacrecords.children.reading import find_record, note_refused_reading
from lacrecords.database import transaction
from lacrecords.rules.authorisation import Actor


def admitted_child_id(actor: Actor, reference: str, now: datetime) -> int:
    """The child with this reference; 404, the same for absent and closed records, else."""
    found = find_record(actor, reference, now)
    if found.child_id is None or not found.open_to_reader:
        with transaction():
            note_refused_reading(actor, found.child_id)
        abort(404)
    return found.child_id
