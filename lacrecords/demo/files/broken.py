"""Rows broken on purpose, only where they are asked for, each listed with where it stands. Pure.

For trying out what an import finds. Nothing broken here is in the files otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from lacrecords.demo.files.tables import (
    Address,
    CpPlan,
    Involvement,
    Person,
    SsdRow,
)

COLUMNS = ("file", "row", "column", "what")
NOBODY = "ZZ0000000"
_IN_REGISTER: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("dob", "born in the future", {"dob": "2199-01-01", "unborn": 0}),
    ("dob", "no such day", {"dob": "31/02/2020"}),
    ("child_id", "no number", {"child_id": ""}),
    ("surname", "no name at all", {"forename": "", "surname": "", "unborn": 0}),
    ("cp_plan", "neither yes nor no", {"cp_plan": "perhaps"}),
    ("middle", "text far too long", {"middle": "M" * 10_000}),
)


def _end_before_start(row: CpPlan) -> CpPlan:
    return row._replace(cppl_cp_plan_end_date="1999-12-31")


_IN_TABLES: dict[type[SsdRow], tuple[tuple[str, str, Callable[[Any], SsdRow]], ...]] = {
    Person: (
        ("pers_dob", "no such day", lambda row: row._replace(pers_dob="31/02/2020")),
        ("pers_dob", "born in the future", lambda row: row._replace(pers_dob="2199-01-01")),
        ("pers_person_id", "no number", lambda row: row._replace(pers_person_id="")),
    ),
    CpPlan: (
        ("cppl_cp_plan_end_date", "ends before it starts", _end_before_start),
        ("cppl_person_id", "nobody", lambda row: row._replace(cppl_person_id=NOBODY)),
    ),
    Address: (
        (
            "addr_address_json",
            "not JSON",
            lambda row: row._replace(addr_address_json=row.addr_address_json[:-2]),
        ),
        ("addr_person_id", "nobody", lambda row: row._replace(addr_person_id=NOBODY)),
    ),
    Involvement: (
        (
            "invo_professional_id",
            "no such professional",
            lambda row: row._replace(invo_professional_id="P00000"),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Breaker:
    """Breaks a share of the rows, by chance."""

    chance: Random
    rate: float

    def register_row(self, row: dict[str, object]) -> tuple[dict[str, object], str, str]:
        """The row, perhaps broken, with the column and what is wrong; both empty when it is not."""
        if not self.rate or self.chance.random() >= self.rate:
            return row, "", ""
        column, what, cells = self.chance.choice(_IN_REGISTER)
        return row | cells, column, what

    def table_row(self, row: SsdRow) -> tuple[SsdRow, str, str]:
        """The row of the dataset, perhaps broken, as `register_row` gives it."""
        ways = _IN_TABLES.get(type(row))
        if not self.rate or ways is None or self.chance.random() >= self.rate:
            return row, "", ""
        column, what, broken = self.chance.choice(ways)
        return broken(row), column, what
