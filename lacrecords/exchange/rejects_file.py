"""Writes what was found in a register file beside the original rows, for a spreadsheet.

The file holds what the register file held, so only its owner may read it. It is made
when there is something to say, and never before a batch is kept.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

from lacrecords.exchange.findings import Finding

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = re.compile(r"'+[=+\-@\t\r]")
COLUMNS = ("finding", "column", "reason")
"""What is said of every row; where it stands comes before, what it holds after."""


def quoted(cell: str) -> str:
    """The cell so that a spreadsheet shows it and does not work it out as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def quoted_to_read_back(cell: str) -> str:
    """The cell quoted so that `unquoted` gives it back, whatever it begins with."""
    return f"'{cell}" if _QUOTED.match(cell) or cell.startswith(_FORMULA) else cell


def unquoted(cell: str) -> str:
    """The cell without the quote that keeps a spreadsheet from working it out."""
    return cell[1:] if _QUOTED.match(cell) else cell


class RejectsFile:
    """The file of findings; opened at the first one."""

    def __init__(
        self, path: Path, columns: Sequence[str], place_columns: Sequence[str] = ("row",)
    ) -> None:
        self.path = path
        self._header = (*place_columns, *COLUMNS, *columns)
        self._file: TextIO | None = None

    def __enter__(self) -> RejectsFile:
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()

    @property
    def written(self) -> bool:
        """Whether there was anything to say."""
        return self._file is not None

    def add(self, place: Sequence[str], finding: Finding, cells: Sequence[str]) -> None:
        """Write one finding, where it stands, and the row as it stood in the file."""
        if self._file is None:
            self._file = self._open()
            csv.writer(self._file).writerow(self._header)
        said = (finding.kind.value, finding.column, finding.reason)
        csv.writer(self._file).writerow(map(quoted, (*place, *said, *cells)))

    def _open(self) -> TextIO:
        # O_EXCL: the name was just freed, and a link put in its place must not be followed.
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return os.fdopen(descriptor, "w", encoding="utf-8", newline="")
