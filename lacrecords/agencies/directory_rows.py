"""Reads one row of a directory file: an agency and, where given, one contact point. Pure.

Says by column what is wrong with a row; it guesses nothing and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from lacrecords.agencies import contact_values
from lacrecords.terms import AgencyType, ContactPointKind
from lacrecords.wording import words

COLUMNS = ("name", "agency_type", "kind", "value", "label", "shared_mailbox")
_POINT_COLUMNS = ("kind", "value", "label", "shared_mailbox")
_YES = frozenset({"1", "y", "yes", "true"})
_NO = frozenset({"0", "n", "no", "false"})
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class FilePoint:
    """A contact point as a row gives it."""

    kind: ContactPointKind
    value: str
    label: str
    shared_mailbox: bool


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """What a row says; `point` is None where the row names only the agency."""

    name: str
    agency_type: AgencyType
    point: FilePoint | None


class RowRefused(Exception):
    """The row cannot be taken; `reasons` holds each column with what is wrong there."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{column}: {why}" for column, why in reasons.items()))
        self.reasons = dict(reasons)


def read_row(cells: Mapping[str, str]) -> DirectoryRow:
    """What the row says; RowRefused with every reason at once."""
    tidy = {column: contact_values.name_as_kept(cells.get(column, "")) for column in COLUMNS}
    wrong: dict[str, str] = {}
    if not tidy["name"]:
        wrong["name"] = "The name of the agency is missing."
    elif reason := contact_values.reason_against_name(tidy["name"]):
        wrong["name"] = f"{reason}."
    agency_type = _word(AgencyType, tidy["agency_type"], "agency_type", wrong)
    point = _point(tidy, wrong) if any(tidy[column] for column in _POINT_COLUMNS) else None
    if wrong or agency_type is None:
        raise RowRefused(wrong)
    return DirectoryRow(tidy["name"], agency_type, point)


def _point(tidy: Mapping[str, str], wrong: dict[str, str]) -> FilePoint | None:
    kind = _word(ContactPointKind, tidy["kind"], "kind", wrong)
    if not tidy["label"]:
        wrong["label"] = "Say whose number or address it is, for example: school office."
    elif reason := contact_values.reason_against_name(tidy["label"], contact_values.LONGEST_LABEL):
        wrong["label"] = f"{reason}."
    if kind is None:
        return None
    value = contact_values.as_kept(kind, tidy["value"])
    if reason := contact_values.reason_against(kind, value):
        wrong["value"] = f"{reason}."
    return FilePoint(kind, value, tidy["label"], _shared(kind, tidy["shared_mailbox"], wrong))


def _shared(kind: ContactPointKind, cell: str, wrong: dict[str, str]) -> bool:
    """Whether several roles read it; for an e-mail address the file must say so."""
    word = cell.lower()
    if word in _YES and kind is ContactPointKind.TELEPHONE:
        wrong["shared_mailbox"] = "A telephone number is no mailbox: leave it empty or write no."
    elif word not in _YES | _NO and (word or kind is ContactPointKind.EMAIL):
        wrong["shared_mailbox"] = "Write yes when people in several roles read it, otherwise no."
    return word in _YES


def _word(kind: type[Word], cell: str, column: str, wrong: dict[str, str]) -> Word | None:
    """The word of a closed list, as the program keeps it or as its pages show it."""
    for term in kind:
        if cell.lower() in (term.value, term.value.replace("_", " "), words(term).lower()):
            return term
    listed = ", ".join(term.value for term in kind)
    wrong[column] = f"Use one of these words: {listed}."
    return None
