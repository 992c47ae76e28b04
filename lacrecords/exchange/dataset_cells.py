"""Reads the cells of a dataset row: days, yes and no, codes; each doubt becomes a finding. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from lacrecords.exchange.dataset_staging import StagedRow
from lacrecords.exchange.dataset_tables import LONGEST, LONGEST_OF_OTHERS
from lacrecords.exchange.findings import Finding, FindingKind, rejected, warned
from lacrecords.exchange.register_cells import cannot_be_kept, read_yes_or_no
from lacrecords.exchange.register_dates import DayNotRead, read_whole_day

NO_DAY = date(1900, 1, 1)
"""What databases write where there is no day."""


@dataclass(slots=True)
class Cells:
    """The cells of one row, read as of a day; what is wrong with them gathers in `findings`."""

    row: StagedRow
    on: date
    findings: list[Finding] = field(default_factory=list)

    def text(self, column: str) -> str:
        """The cell; empty where it is empty or the file has no such column."""
        return self.row.cells.get(column, "")

    def is_there(self, column: str) -> bool:
        """Whether the cell holds anything."""
        return bool(self.row.cells.get(column))

    def warn(self, column: str, reason: str) -> None:
        """Say that the cell is doubtful; the row is taken."""
        self.findings.append(warned(column, reason))

    def reject(self, column: str, reason: str) -> None:
        """Say that the row cannot be taken."""
        self.findings.append(rejected(column, reason))

    @property
    def is_rejected(self) -> bool:
        """Whether anything found means that the row cannot be taken."""
        return any(finding.kind is FindingKind.REJECTED for finding in self.findings)

    def refuse_what_cannot_be_kept(self) -> None:
        """Reject the row for a cell that is too long or holds what nobody typed."""
        if self.row.broken:
            self.reject("", self.row.broken)
        for column, cell in self.row.cells.items():
            reason = cannot_be_kept(cell, LONGEST.get(column, LONGEST_OF_OTHERS))
            if reason:
                self.reject(column, reason)

    def past_day(self, column: str, needed: bool = False) -> date | None:
        """A day that has come; one that cannot be read is left out, or rejects where needed."""
        day = self.day(column, needed)
        if day and day > self.on:
            self._doubt(column, "The day is in the future.", needed)
            return None
        return day

    def day(self, column: str, needed: bool = False) -> date | None:
        """A day; one that cannot be read is left out, or rejects the row where it is needed."""
        cell = self.text(column)
        if not cell:
            return None
        try:
            day = read_whole_day(cell)
        except DayNotRead as wrong:
            self._doubt(column, str(wrong), needed)
            return None
        return None if day == NO_DAY else day

    def _doubt(self, column: str, reason: str, needed: bool) -> None:
        if needed:
            self.reject(column, reason)
        else:
            self.warn(column, f"{reason} Kept as not recorded.")

    def ends(self, begins: str, ends: str) -> tuple[date | None, date | None]:
        """Two days of which the second ends what began on the first; rejects a wrong order."""
        began, ended = self.past_day(begins), self._end(ends)
        if began and ended and ended < began:
            self.reject(ends, "It ends before it begins.")
        return began, ended

    def _end(self, column: str) -> date | None:
        """An end that cannot be read must not make what goes on look ended, nor the reverse."""
        day = self.day(column, needed=True)
        return None if day and day > self.on else day

    def yes_or_no(self, column: str) -> bool | None:
        """Yes or no; None where the cell is empty or says neither."""
        cell = self.text(column)
        if not cell:
            return None
        answer = read_yes_or_no(cell)
        if answer is None:
            self.warn(column, "Write Y or N. Kept as not recorded.")
        return answer

    def code(self, column: str, codes: Collection[str]) -> str:
        """A national code; one that is not on the list is kept, with a warning."""
        cell = self.text(column).upper()
        if cell and cell not in codes:
            self.warn(column, "Not a national code. Kept as it was given.")
        return cell
