"""Lists of invented children as agencies send them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lacrecords.lists.row_reading import COLUMNS


def listed(row_id: str, **cells: str) -> dict[str, str]:
    """A row of a list, empty but for its number and these cells."""
    return dict.fromkeys(COLUMNS, "") | {"enquiry_id": row_id} | cells


def list_text(*rows: dict[str, str], more: str = "") -> str:
    """A list of these rows, with more lines as they stand."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue() + more


def write_list(path: Path, *rows: dict[str, str], more: str = "") -> Path:
    """The same as a file."""
    path.write_text(list_text(*rows, more=more), encoding="utf-8", newline="")
    return path
