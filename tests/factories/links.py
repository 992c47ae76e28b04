"""Links of records. Each needs an open `transaction()` round it."""

from __future__ import annotations

from datetime import datetime

from lacrecords.children.comparison import compare_records
from lacrecords.children.links import DecideLink, ProposeLink, decide_link, propose_link
from lacrecords.database import now_utc
from lacrecords.staff.sessions import SignedInActor


def propose(
    by: SignedInActor,
    of: SignedInActor,
    kept: int,
    linked: int,
    *holds: str,
    now: datetime | None = None,
) -> int:
    """Somebody proposes to link two records; the number of the proposal."""
    at = now or now_utc()
    value = ProposeLink(
        kept_id=kept,
        linked_id=linked,
        holds=holds,
        approver_id=of.account_id,
        reason="The same school and mother",
        evidence=compare_records(by, kept, linked, at).evidence,
    )
    return propose_link(by, value, at)


def link(
    by: SignedInActor,
    of: SignedInActor,
    kept: int,
    linked: int,
    *holds: str,
    now: datetime | None = None,
) -> int:
    """Two records are linked by two people; the number of the link."""
    number = propose(by, of, kept, linked, *holds, now=now)
    decide_link(of, number, DecideLink(approve=True, reason="Seen both"), now or now_utc())
    return number
