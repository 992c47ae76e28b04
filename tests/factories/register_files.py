"""Register files for tests: one row is a dictionary of cells, every name invented."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from lacrecords.exchange.register_columns import REQUIRED_COLUMNS

PLAIN_ROW = {
    "child_id": "T0001",
    "forename": "Wrenna",
    "middle": "Fern",
    "surname": "Applethwaite",
    "aliases": "",
    "dob": "2019-03-04",
    "sex": "F",
    "nhs": "9434765870",
    "upn": "",
    "addr1": "4 Quillback Lane",
    "addr2": "",
    "town": "Marrowby",
    "postcode": "ZZ9 9ZZ",
    "uprn": "",
    "cp_plan": "0",
    "unborn": "0",
}


def make_row(**cells: str) -> dict[str, str]:
    """A row that can be taken, with these cells instead of the plain ones."""
    return {**PLAIN_ROW, **cells}


def write_register(path: Path, rows: Iterable[dict[str, str]], *more_columns: str) -> Path:
    """Write a register file with the required columns and these besides."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*REQUIRED_COLUMNS, *more_columns], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path
