"""Writes rows as a file for a spreadsheet, no cell of which is worked out as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
BYTE_ORDER_MARK = "\ufeff"
"""By it a spreadsheet reads names with accents as they are."""


def as_text(cell: str) -> str:
    """The cell as a spreadsheet shows it: a quote before what it might take for a formula.

    Blanks before it are passed over, as some spreadsheets do.
    """
    begins = cell.startswith(_FORMULA) or cell.lstrip(" \u00a0").startswith(_FORMULA)
    return f"'{cell}" if begins else cell


def write_csv(file: TextIO, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write the names of the columns and the rows; how many rows there were."""
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow([as_text(column) for column in columns])
    written = 0
    for row in rows:
        writer.writerow([as_text(cell) for cell in row])
        written += 1
    return written
