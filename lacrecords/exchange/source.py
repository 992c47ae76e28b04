"""What every kind of file is to the loading: children, one after another, each checked.

Words only. A register file and a folder of the national dataset are read by modules of
their own; `loading` knows neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lacrecords.children.bulk import FactKind
from lacrecords.exchange.changes import Changes, HeldFacts
from lacrecords.exchange.findings import Finding
from lacrecords.matching.forms import Described


class FileRefused(Exception):
    """The file cannot be read; the message says what to do. Nothing was written."""


class Said(Protocol):
    """One child as a file describes the child, checked and ready to be loaded."""

    @property
    def authority_number(self) -> str:
        """The authority's own number of the child."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of all that the file says of the child; empty: it says only a part."""
        ...

    @property
    def shared_numbers(self) -> Collection[str]:
        """Numbers that no other child should have."""
        ...

    def changes(self, held: HeldFacts, former: HeldFacts, on: date) -> Changes:
        """What this changes, as of the day `on`, of a child of whom these facts are held.

        `former` are facts that the record said once and says no longer.
        """
        ...

    def described(self) -> Described:
        """The child as the file describes the child, for the index."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing found, with where it stands: the cells of the list of findings."""

    finding: Finding
    place: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadChild:
    """A child of the file: what is said (None: rejected), what was found, and where."""

    said: Said | None
    listed: tuple[Listed, ...]
    place: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    rejected: int = 0
    """How many children this rejects: one, or none where only a part was refused."""

    def also(self, finding: Finding) -> Listed:
        """Another thing found about this child."""
        return Listed(finding, self.place, self.cells)


class Source(Protocol):
    """A file or folder that passed the checks of the file as a whole."""

    kinds: tuple[FactKind, ...]
    """The kinds of fact it can speak of."""
    whole: bool
    """Whether a child that is not in it has vanished; no: it holds what has changed."""

    @property
    def name(self) -> str:
        """Name of the file or folder, without where it lies."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        ...

    @property
    def children_expected(self) -> int:
        """About how many children it holds, for the progress."""
        ...

    @property
    def place_columns(self) -> tuple[str, ...]:
        """What says in the list of findings where a row stands."""
        ...

    @property
    def cell_columns(self) -> tuple[str, ...]:
        """What the list of findings repeats of a row."""
        ...

    def lots(self, on: date, size: int) -> Iterator[list[ReadChild]]:
        """Every child of it, that many at a time, as of the day `on`."""
        ...

    def numbers(self) -> Collection[str]:
        """The authority's number of every child met so far."""
        ...
