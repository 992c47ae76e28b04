"""A register file as a source of the loading."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from lacrecords.children.bulk import REGISTER_KINDS, FactKind
from lacrecords.exchange.changes import Changes, HeldFacts
from lacrecords.exchange.register_changes import changes_of
from lacrecords.exchange.register_file import RegisterFile
from lacrecords.exchange.register_reading import Reading, ReadRow
from lacrecords.exchange.register_said import CheckedRow, LeadAccount, described
from lacrecords.exchange.source import Listed, ReadChild
from lacrecords.matching.forms import Described


@dataclass(frozen=True, slots=True)
class RegisterChild:
    """One row of a register file as what is said of a child."""

    row: CheckedRow

    @property
    def authority_number(self) -> str:
        """The authority's own number of the child."""
        return self.row.said.child_id

    @property
    def digest(self) -> str:
        """SHA-256 of what the row says."""
        return self.row.digest

    @property
    def shared_numbers(self) -> tuple[str, ...]:
        """The NHS number and the pupil number."""
        return tuple(number.value for number in (self.row.said.nhs, self.row.said.upn) if number)

    def changes(self, held: HeldFacts, former: HeldFacts, on: date) -> Changes:
        """What the row changes."""
        return changes_of(self.row, held, former, on)

    def described(self) -> Described:
        """The child as the row describes the child."""
        return described(self.row.said)


@dataclass(slots=True)
class RegisterSource:
    """A register file that passed its checks."""

    file: RegisterFile
    leads: Mapping[str, LeadAccount]
    kinds: tuple[FactKind, ...] = REGISTER_KINDS
    whole: bool = True
    _seen: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.file.path.name

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return self.file.digest

    @property
    def children_expected(self) -> int:
        """The lines of the file."""
        return self.file.rows_expected

    @property
    def place_columns(self) -> tuple[str, ...]:
        """The number of the row."""
        return ("row",)

    @property
    def cell_columns(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.file.columns

    def lots(self, on: date, size: int) -> Iterator[list[ReadChild]]:
        """Every row of the file, that many at a time."""
        self._seen.clear()
        for lot in Reading(self.file, on, self.leads, self._seen).in_lots_of(size):
            yield [_child(row) for row in lot]

    def numbers(self) -> Collection[str]:
        """The number of every row met so far."""
        return self._seen.keys()


def _child(row: ReadRow) -> ReadChild:
    place = (str(row.number),)
    listed = tuple(Listed(finding, place, row.cells) for finding in row.findings)
    said = RegisterChild(row.checked) if row.checked else None
    return ReadChild(said, listed, place, row.cells, int(said is None))
