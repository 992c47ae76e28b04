"""Who may open a child's record, and the trail of who did or tried.

A record closed to the reader is found exactly as one that is not there. Each
opening and each refusal leaves a row in the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.children.emergencies import may_still_read, open_until
from lacrecords.children.queries import child_id_of
from lacrecords.children.refusals import tell_owner_of_refusal
from lacrecords.children.standing import closed_ids
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference leads to, for one reader: only an open record may be shown."""

    child_id: int | None
    open_to_reader: bool
    open_until: datetime | None = None
    """Open to be read until then, in an emergency; empty: as always."""


def find_record(actor: Actor, reference: str, now: datetime) -> Found:
    """The record with this reference, and whether it is open to this reader."""
    child_id = child_id_of(reference)
    if child_id is None:
        # The same questions as for a record that is there, so that time gives nothing away.
        closed_ids((0,), actor.account_id, council_day(now))
        open_until(actor, 0, now)
        return Found(None, False)
    on = council_day(now)
    closed = closed_ids((child_id,), actor.account_id, on)
    until = open_until(actor, child_id, now)
    if not closed or not may_still_read(actor, child_id, on):
        until = None
    return Found(child_id, not closed, until)


def note_reading(actor: Actor, child_id: int) -> None:
    """Put into the trail that the record was opened."""
    audit.record(actor, "child_read", "child", child_id)


def note_refused_reading(actor: Actor, child_id: int | None, now: datetime) -> None:
    """Put into the trail that a record was asked for and not shown; None: there is none.

    The one place where a refusal is known: the restricted record's owner is told from here.
    """
    audit.record(actor, "child_read", "child", child_id, outcome="refused")
    if child_id is not None:
        tell_owner_of_refusal(actor, child_id, now)
