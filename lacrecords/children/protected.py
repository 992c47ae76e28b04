"""Which children are on a plan or looked after, as the register says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lacrecords.children import facts
from lacrecords.children.models import ChildLegalStatus
from lacrecords.children.standing import died_or_adult, on_plan


def protected_ids(child_ids: Iterable[int], on: date) -> frozenset[int]:
    """Those on a plan or looked after on that day; nobody who has died or is grown up."""
    wanted = tuple(set(child_ids))
    statuses = facts.in_force(ChildLegalStatus, wanted, on)
    looked_after = {
        child_id for child_id, rows in statuses.items() if any(row.looked_after for row in rows)
    }
    return (on_plan(wanted, on) | looked_after) - died_or_adult(wanted, on)
