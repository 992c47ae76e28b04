"""Everything that somebody outside was told of some children, by whichever way."""

from __future__ import annotations

from collections.abc import Collection

from lacrecords.check_requests import told as checks
from lacrecords.children.replaced import people_ever
from lacrecords.currency import told as worklists
from lacrecords.enquiries.queries import told as enquiries
from lacrecords.movements import told as movements
from lacrecords.rules.corrections import Telling
from lacrecords.sharing_decisions import told as sharing


def tellings_about(child_ids: Collection[int]) -> tuple[Telling, ...]:
    """Everything told of these records, with a fixed number of queries."""
    asked = checks.requests_about(people_ever(child_ids))
    named = enquiries.enquiries_about(child_ids)
    return (
        *sharing.tellings_about(child_ids, named, asked),
        *enquiries.tellings_about(child_ids),
        *movements.tellings_about(child_ids),
        *worklists.tellings_about(child_ids),
        *checks.tellings_about(asked),
    )


def told_children() -> frozenset[int]:
    """Children of whom something may be written down later than it was told."""
    return sharing.told_children() | enquiries.told_children()
