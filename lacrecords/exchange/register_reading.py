"""Reads a register file row by row into rows that can be taken and rows that cannot.

Every row is counted once. It reads no database and writes nothing; what it must
know of the staff is handed to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from lacrecords.exchange.findings import Finding, rejected, warned
from lacrecords.exchange.register_file import FileRow, RegisterFile
from lacrecords.exchange.register_rows import RegisterRow, read_row
from lacrecords.exchange.register_said import CheckedRow, LeadAccount, checked_row


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of the file, what it says (None: rejected) and what was found."""

    cells: tuple[str, ...]
    number: int
    checked: CheckedRow | None
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Reading:
    """One reading of one file; `seen` is the row at which each child's number first stood."""

    file: RegisterFile
    on: date
    leads: Mapping[str, LeadAccount]
    seen: dict[str, int] = field(default_factory=dict)

    def in_lots_of(self, size: int) -> Iterator[list[ReadRow]]:
        """The rows of the file in order, that many at a time."""
        rows = (self._read(row) for row in self.file.rows())
        while lot := list(islice(rows, size)):
            yield lot

    def _read(self, row: FileRow) -> ReadRow:
        reason = row.broken or self._wrong_width(row)
        if reason:
            self._note(row)
            return ReadRow(row.cells, row.number, None, (rejected("", reason),))
        cells = dict(zip(self.file.columns, row.cells, strict=True))
        said, findings = read_row(cells, self.on)
        first = self._note(row)
        if said and first != row.number:
            twice = rejected("child_id", f"This number stands in row {first} already.")
            return ReadRow(row.cells, row.number, None, (*findings, twice))
        if said is None:
            return ReadRow(row.cells, row.number, None, findings)
        lead, unknown = self._lead(said)
        checked = checked_row(row.number, said, lead)
        return ReadRow(row.cells, row.number, checked, (*findings, *unknown))

    def _wrong_width(self, row: FileRow) -> str:
        if len(row.cells) == len(self.file.columns):
            return ""
        return f"The row has {len(row.cells)} cells and the header has {len(self.file.columns)}."

    def _note(self, row: FileRow) -> int:
        place = self.file.columns.index("child_id")
        number = row.cells[place].strip() if place < len(row.cells) else ""
        return self.seen.setdefault(number, row.number) if number else row.number

    def _lead(self, said: RegisterRow) -> tuple[LeadAccount | None, tuple[Finding, ...]]:
        if said.lead is None or not said.lead.email:
            return None, ()
        account = self.leads.get(said.lead.email)
        if account:
            return account, ()
        column = "lead_social_worker_email"
        return None, (warned(column, "Nobody on the staff list has this address. Kept as text."),)
