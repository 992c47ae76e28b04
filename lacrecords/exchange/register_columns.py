"""The columns of a register file: names, whether a file must have them, greatest length.

A list only: reading a file is in `register_file`, reading a row in `register_rows`.
"""

from __future__ import annotations

from lacrecords.children.lengths import LONGEST_NAME

REQUIRED_COLUMNS = (
    "child_id",
    "forename",
    "middle",
    "surname",
    "aliases",
    "dob",
    "sex",
    "nhs",
    "upn",
    "addr1",
    "addr2",
    "town",
    "postcode",
    "uprn",
    "cp_plan",
    "unborn",
)
"""Columns without which the file is refused."""

CASE_COLUMNS = frozenset({"case_opened_on", "case_closed_on"})
OPTIONAL_COLUMNS = (
    "case_opened_on",
    "case_closed_on",
    "lead_social_worker_email",
    "plan_started_on",
    "plan_category",
)
"""Columns that a file may have; what a file has no column for, it says nothing about."""

GREATEST_LENGTH = {
    "child_id": 64,
    "forename": LONGEST_NAME,
    "middle": LONGEST_NAME,
    "surname": LONGEST_NAME,
    "aliases": 1000,
    "addr1": LONGEST_NAME,
    "addr2": LONGEST_NAME,
    "town": 100,
    "lead_social_worker_email": 254,
}
"""In characters, after spaces are tidied; a longer cell means that the file has slipped."""

GREATEST_LENGTH_OF_OTHERS = 60
MOST_ALIASES = 20
