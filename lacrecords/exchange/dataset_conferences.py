"""Reads when initial conferences were held, to check plans by; nothing of it is kept. Pure.

The day of a conference comes into the record with the conferences and reviews.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lacrecords.exchange.dataset_cells import Cells

SATURDAY = 5
CONFERENCE_COLUMN = "icpc_icpc_date"
ON_A_WEEKEND = "An initial conference on a weekend."


class Conference(NamedTuple):
    """An initial conference, or one that took a plan over, with the numbers that tie it to one."""

    held_on: date
    number: str = ""
    of_plan: str = ""


def read_conference(cells: Cells) -> Conference | None:
    """The conference that a row tells of; None where its day cannot be said."""
    if cells.row.broken:
        cells.warn("", f"{cells.row.broken} Not compared with the plans.")
        return None
    held_on = cells.past_day(CONFERENCE_COLUMN)
    if held_on is None:
        return None
    if held_on.weekday() >= SATURDAY:
        cells.warn(CONFERENCE_COLUMN, ON_A_WEEKEND)
    return Conference(held_on, cells.text("icpc_icpc_id"), cells.text("icpc_cp_plan_id"))
