"""A folder of a register with enquiries and their right answers, read for measurements.

The shape of `children.csv`, `enquiries.csv` and `truth.csv` that `lacrecords demo --files-only`
writes, packed or not. Rows of enquiries are read as the program reads rows of a list.
"""

from __future__ import annotations

import csv
import gzip
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import ascii_uppercase

from lacrecords.demo.files.writing import Wanted, write_files
from lacrecords.exchange.register_dates import read_day
from lacrecords.exchange.register_file import FileRow
from lacrecords.lists.row_reading import COLUMNS, read_row
from lacrecords.matching.forms import AddressForm, Described, NameForm
from lacrecords.terms import DatePrecision, Sex
from tests.benchmarks.registers import DIRECTORY

Row = dict[str, str]
SEED, TODAY = 41, date(2026, 11, 2)
ENQUIRIES = int(os.environ.get("LACRECORDS_BENCH_ENQUIRIES", "2000"))


def generated(children: int) -> Path:
    """A folder of invented people that no list was tuned to, written once and kept."""
    folder = DIRECTORY / f"finding-{children}-{ENQUIRIES}-{SEED}"
    if not (folder / "truth.csv").exists():
        DIRECTORY.mkdir(mode=0o700, exist_ok=True)
        write_files(folder, Wanted(children, ENQUIRIES, SEED, TODAY))
    return folder


def rows_of(folder: Path, name: str) -> Iterator[Row]:
    """The rows of one file of the folder, packed or not."""
    plain = folder / f"{name}.csv"
    if plain.exists():
        with plain.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
        return
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as packed:
        yield from csv.DictReader(packed)


def number_of(reference: str) -> int:
    """The number in a reference such as C00000012 or AS0000012."""
    return int(reference.lstrip(ascii_uppercase))


def numbers_of(cell: str) -> set[int]:
    """The numbers of all references of one cell."""
    return {number_of(one) for one in cell.split(";") if one}


def child_described(row: Row) -> Described:
    """A row of the register as the import would describe it."""
    names = [NameForm(row["forename"], row["middle"], row["surname"])]
    for other in filter(None, row["aliases"].replace("|", ";").split(";")):
        forename, _, surname = other.strip().partition(" ")
        names.append(NameForm(forename, "", surname))
    day = read_day(row["dob"]) if row["dob"] else None
    on = day.on if day else None
    unborn = row["unborn"] == "1"
    return Described(
        names=tuple(names),
        born_on=None if unborn else on,
        born_precision=day.precision if day else DatePrecision.EXACT,
        expected_on=on if unborn else None,
        sex=Sex(row["sex"] or "U"),
        nhs_number=row["nhs"],
        upn=row["upn"],
        addresses=(address_of(row),),
    )


def address_of(row: Row, uprn: bool = True) -> AddressForm:
    """The address of a row of the register."""
    return AddressForm(
        line1=row["addr1"],
        line2=row["addr2"],
        town=row["town"],
        postcode=row["postcode"],
        uprn=row["uprn"] if uprn else "",
    )


def enquiry_described(row: Row) -> Described:
    """A row of the enquiries, read as the program reads a row of a list."""
    cells = FileRow(0, tuple(row[name] for name in COLUMNS))
    described = read_row(COLUMNS, cells, date.fromisoformat(row["date"])).described
    assert described is not None, row["enquiry_id"]
    return described
