"""Who may see which movement: one of a child whose record is closed to them is not there.

A movement of a child without a record is for everybody who reads movements.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lacrecords.children import queries as children
from lacrecords.children.fact_readers import sees_confidential
from lacrecords.children.standing import standing_of as child_standing
from lacrecords.clocks import local_date
from lacrecords.matching.addresses import parse_address, postcode_is_whole
from lacrecords.movements import reading
from lacrecords.movements.models import Movement
from lacrecords.movements.reading import Standing
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.terms import Role


def visible(actor: Actor, reference: str, now: datetime) -> Standing | None:
    """The movement with this reference, where this reader may see it."""
    found = reading.by_reference(reference, now)
    if found is None or is_closed(actor, found.child_id, now):
        return None
    return found


def is_closed(actor: Actor, child_id: int | None, now: datetime) -> bool:
    """Whether the record is closed to this reader, or sealed to another owner."""
    if child_id is None:
        return False
    return child_id in children.closed_ids((child_id,), actor.account_id, local_date(now))


def listed(
    standings: Iterable[Standing], account_id: int | None, now: datetime
) -> tuple[Standing, ...]:
    """Those that stand in a list of this reader; None: in everybody's."""
    found = tuple(standings)
    ids = {one.child_id for one in found if one.child_id is not None}
    hidden = children.hidden_ids(ids, account_id, local_date(now))
    return tuple(one for one in found if one.child_id not in hidden)


def sees_address(actor: Actor, standing: Standing, now: datetime) -> bool:
    """Whether the address is for this reader: a confidential one is for those who work with it."""
    if not standing.row.address_confidential:
        return True
    if standing.child_id is not None:
        child = child_standing(standing.child_id, local_date(now))
        return sees_confidential(actor, (child.lead, child.cover))
    return sees_confidential(actor, ())


def may_record(actor: Actor, child_id: int | None, now: datetime) -> bool:
    """Managers record any movement; a lead social worker one of a child they lead or cover."""
    if not may(actor.role, Action.MOVEMENT_RECORD):
        return False
    if actor.role is not Role.LEAD_SOCIAL_WORKER:
        return True
    if child_id is None:
        return False
    child = child_standing(child_id, local_date(now))
    workers = [child.lead, child.cover]
    for lead in child.also_leading:
        workers += [lead.worker, lead.cover]
    return any(one is not None and one.account_id == actor.account_id for one in workers)


def address_is_read(row: Movement) -> bool:
    """Whether the address, as it was given, can be taken apart and compared with others."""
    parsed = parse_address(row.address, "", "", row.postcode)
    return bool(parsed.street or parsed.building) and postcode_is_whole(parsed.postcode)
