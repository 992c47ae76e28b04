"""Writes the register as a folder of the Standard Safeguarding Dataset, for its owner only.

Sealed records are never written; restricted ones and confidential addresses only where
that is asked for. Loading the folder again changes nothing. That it was written stands
in the trail before the first file does.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from lacrecords.audit import services as audit
from lacrecords.children import bulk
from lacrecords.children.bulk import DATASET_KINDS, FactKind, HeldFact
from lacrecords.children.confidential_addresses import places_of
from lacrecords.children.standing import restrictions_of
from lacrecords.database import transaction
from lacrecords.exchange.dataset_tables import (
    FORMAT,
    FORMAT_FILE,
    FORMAT_VERSION,
    PROFESSIONALS,
    TABLES,
    DatasetTable,
)
from lacrecords.exchange.dataset_writing import (
    WrittenChild,
    number_of,
    professional_number,
    rows_of,
)
from lacrecords.exchange.rejects_file import quoted_to_read_back
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.email_queries import staff_cards
from lacrecords.staff.queries import council_day
from lacrecords.terms import RestrictionKind

CHILDREN_AT_A_TIME = 500
Write = Callable[[DatasetTable, Mapping[str, str]], None]


class FolderNotEmpty(Exception):
    """The folder holds files already; nothing is written over."""


@dataclass(slots=True)
class Exported:
    """How many children were written, and how many were left out and why."""

    written: int = 0
    sealed: int = 0
    restricted: int = 0
    nameless: int = 0


def export_register(
    path: Path,
    actor: Actor,
    now: datetime,
    include_restricted: bool = False,
    show: Callable[[int], object] = lambda children: None,
) -> Exported:
    """Write the register into a new or empty folder; FolderNotEmpty where files stand."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(path.iterdir()):
        raise FolderNotEmpty(f"{path.name} holds files already. Choose a new folder.")
    with transaction():
        audit.record(actor, "register_export", "register")
    exported = Exported()
    with _Files(path) as files:
        leads: dict[str, HeldFact] = {}
        for child in _children(council_day(now), include_restricted, exported):
            _write_child(child, include_restricted, files.write, exported)
            for fact in child.facts.get(FactKind.LEAD, ()):
                leads.setdefault(professional_number(fact), fact)
            show(exported.written)
        _write_professionals(leads, files.write)
    _write_format(path, exported, now)
    return exported


def _write_child(child: WrittenChild, confidential: bool, write: Write, exported: Exported) -> None:
    rows = list(rows_of(child if confidential else _without_confidential(child)))
    exported.written += bool(rows)
    exported.nameless += not rows
    for table, row in rows:
        write(table, row)


def _without_confidential(child: WrittenChild) -> WrittenChild:
    """The child without confidential addresses, and without those that give one away."""
    addresses = child.facts.get(FactKind.ADDRESS, ())
    hidden = [fact.values for fact in addresses if fact.values["confidential"]]
    places = {place for each in hidden for place in _places(each)}
    left = [fact for fact in addresses if not places & _places(fact.values)]
    plain = [fact for fact in left if not fact.values["confidential"]]
    return WrittenChild(child.number, {**child.facts, FactKind.ADDRESS: plain})


def _places(address: Mapping[str, Any]) -> frozenset[str]:
    return places_of(address["line1"], address["postcode"])


def _children(on: date, include_restricted: bool, exported: Exported) -> Iterator[WrittenChild]:
    after = 0
    while some := bulk.some_children(after, CHILDREN_AT_A_TIME):
        after = max(some)
        hidden = _hidden(some, on, include_restricted, exported)
        facts = {kind: bulk.held_facts(kind, list(some)) for kind in DATASET_KINDS}
        for child_id, reference in some.items():
            if child_id in hidden:
                continue
            held = {
                kind: [row for row in by_child.get(child_id, ()) if row.current]
                for kind, by_child in facts.items()
            }
            yield WrittenChild(number_of(reference, held[FactKind.IDENTIFIER]), held)


def _hidden(
    child_ids: Collection[int], on: date, include_restricted: bool, exported: Exported
) -> set[int]:
    cards = restrictions_of(child_ids, on)
    sealed = {
        child_id
        for child_id, card in cards.items()
        if card.kind is RestrictionKind.SEALED_AT_ADOPTION
    }
    restricted = set() if include_restricted else cards.keys() - sealed
    exported.sealed += len(sealed)
    exported.restricted += len(restricted)
    return sealed | restricted


def _write_professionals(leads: Mapping[str, HeldFact], write: Write) -> None:
    cards = staff_cards(fact.values["account_id"] for fact in leads.values())
    for number, fact in leads.items():
        name, email = cards.get(fact.values["account_id"], (fact.values["name_as_given"], ""))
        write(
            PROFESSIONALS,
            {
                "prof_professional_id": number,
                "prof_professional_name": name,
                "prof_email": email,
            },
        )


def _write_format(path: Path, exported: Exported, now: datetime) -> None:
    said = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "written_at": now.isoformat(timespec="seconds"),
        "children": exported.written,
    }
    with _private(path / FORMAT_FILE) as file:
        json.dump(said, file, indent=2)


class _Files:
    """One open file a table, each with its header."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = ExitStack()
        self._writers: dict[DatasetTable, csv.DictWriter[str]] = {}

    def __enter__(self) -> _Files:
        for table in TABLES:
            file = self._open.enter_context(_private(self._path / f"{table.name}.csv"))
            writer = csv.DictWriter(file, table.columns, restval="")
            writer.writeheader()
            self._writers[table] = writer
        return self

    def __exit__(self, *wrong: Any) -> None:
        self._open.close()

    def write(self, table: DatasetTable, row: Mapping[str, str]) -> None:
        """Write one row, no cell of which a spreadsheet works out as a formula."""
        self._writers[table].writerow(
            {column: quoted_to_read_back(cell) for column, cell in row.items()}
        )


def _private(path: Path) -> TextIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")
