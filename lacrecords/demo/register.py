"""Writes the demo's register as the file that the import reads. One family at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from lacrecords.demo.circumstances import Circumstances, KnownFamily
from lacrecords.demo.families import DemoChild

COLUMNS = tuple(
    "child_id forename middle surname aliases dob sex nhs upn addr1 addr2 town postcode uprn"
    " cp_plan unborn case_opened_on case_closed_on lead_social_worker_email plan_started_on"
    " plan_category".split()
)


def write_register(path: Path, families: Iterable[KnownFamily]) -> int:
    """Write every child of these families; gives the number of rows."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for known in families:
            for child, circumstances in known.each():
                writer.writerow(row_of(child, circumstances))
                rows += 1
    return rows


def row_of(child: DemoChild, circumstances: Circumstances) -> dict[str, object]:
    """One child as a row of the file."""
    home, category = child.home, circumstances.plan_category
    return {
        "child_id": child.number,
        "forename": child.forename,
        "middle": child.middle,
        "surname": child.surname,
        "aliases": "|".join(child.aliases),
        "dob": child.born_on or child.expected_on,
        "sex": child.sex.value,
        "nhs": child.nhs_number,
        "upn": child.upn,
        "addr1": home.line1,
        "addr2": home.line2,
        "town": home.town,
        "postcode": home.postcode,
        "uprn": home.uprn,
        "cp_plan": int(category is not None),
        "unborn": int(child.expected_on is not None),
        "case_opened_on": circumstances.opened_on or "",
        "case_closed_on": circumstances.closed_on or "",
        "lead_social_worker_email": circumstances.lead_email,
        "plan_started_on": circumstances.plan_started_on or "",
        "plan_category": category.value if category else "",
    }
