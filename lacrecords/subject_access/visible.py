"""Who may see which request: one about a record that is closed to them is not there.

Somebody who knows the child or family never works a request about them. A closed record opens
to those who work a request when whoever answers for it has said so, for this request alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.children.standing import connections_of, restrictions_of
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.rules.authorisation import Action, Actor, may
from lacrecords.subject_access.models import SubjectAccessRequest, SubjectLink
from lacrecords.subject_access.subject import place_of, still_counts


def request_for(actor: Actor, reference: str, now: datetime) -> int | None:
    """The number of the request with this reference, where this reader may see anything of it."""
    found = select(SubjectAccessRequest).where(SubjectAccessRequest.reference == reference)
    row = db.session.scalar(found)
    if row is None or hidden_requests(actor, (row.id,), now):
        return None
    return row.id if works(actor) or row.recorded_by == actor.key else None


def request_to_answer(actor: Actor, reference: str, now: datetime) -> int | None:
    """The same for whoever answers on serious harm; whether they may, `harm` says."""
    found = select(SubjectAccessRequest).where(SubjectAccessRequest.reference == reference)
    row = db.session.scalar(found)
    return None if row is None or hidden_requests(actor, (row.id,), now) else row.id


def works(actor: Actor) -> bool:
    """Whether they work requests, or only wrote down that one came in."""
    return may(actor.role, Action.SUBJECT_ACCESS_WORK)


def hidden_requests(actor: Actor, request_ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these requests that are about a record closed to this reader."""
    on = local_date(now)
    by_child = _children_of(request_ids)
    connected = connections_of(by_child, on)
    restricted = restrictions_of(by_child, on)
    hidden: set[int] = set()
    for child_id, requests in by_child.items():
        if actor.account_id in connected.get(child_id, frozenset()):
            hidden |= set(requests)
        elif child_id in restricted and child_id in children.closed_ids(
            (child_id,), actor.account_id, on
        ):
            hidden |= {number for number, by_owner in requests.items() if not by_owner}
    return frozenset(hidden)


def _children_of(request_ids: Collection[int]) -> dict[int, dict[int, bool]]:
    """The children that these requests are about; whether whoever answers for it opened each."""
    rows = db.session.scalars(
        select(SubjectLink)
        .where(
            SubjectLink.request_id.in_(request_ids),
            SubjectLink.child_id.is_not(None),
            still_counts(),
        )
        .order_by(SubjectLink.id)
    )
    newest = {(row.request_id, place_of(row)): row for row in rows}
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    for row in newest.values():
        if row.is_the_person and row.child_id is not None:
            found[row.child_id][row.request_id] = row.by_owner
    return found
