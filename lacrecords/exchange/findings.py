"""What was found wrong or doubtful in a row: one column, one plain reason. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What a finding did to the row."""

    REJECTED = "rejected"
    CONFLICT = "conflict"
    WARNING = "warning"
    NOT_IN_FILE = "not in the file"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, about one column (empty: about the row as a whole)."""

    kind: FindingKind
    column: str
    reason: str


def rejected(column: str, reason: str) -> Finding:
    """The row is not taken."""
    return Finding(FindingKind.REJECTED, column, reason)


def warned(column: str, reason: str) -> Finding:
    """The row is taken; somebody should look."""
    return Finding(FindingKind.WARNING, column, reason)


def in_conflict(column: str, reason: str) -> Finding:
    """The file and a fact kept by hand disagree; the fact kept by hand stands."""
    return Finding(FindingKind.CONFLICT, column, reason)
