"""A folder of the Standard Safeguarding Dataset as a source of the loading.

Files in any order, optional files missing, whole or only what has changed. Nothing is
written here but the rows' own private place, which is removed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from lacrecords.children import bulk
from lacrecords.children.bulk import DATASET_KINDS, FactKind
from lacrecords.exchange.changes import Changes, HeldFacts
from lacrecords.exchange.dataset_cells import Cells
from lacrecords.exchange.dataset_changes import changes_of
from lacrecords.exchange.dataset_checks import check_together
from lacrecords.exchange.dataset_conferences import Conference, read_conference
from lacrecords.exchange.dataset_described import described
from lacrecords.exchange.dataset_facts import read_fact
from lacrecords.exchange.dataset_folder import DatasetFolder
from lacrecords.exchange.dataset_leads import Leads
from lacrecords.exchange.dataset_person import read_person
from lacrecords.exchange.dataset_said import DatasetSays, SaidFact
from lacrecords.exchange.dataset_staging import StagedChild, StagedRow, Staging
from lacrecords.exchange.dataset_tables import (
    CASES,
    CONFERENCES,
    INVOLVEMENTS,
    PERSON,
    READ_TABLES,
)
from lacrecords.exchange.findings import Finding, rejected
from lacrecords.exchange.remembered import known_digests
from lacrecords.exchange.source import Listed, ReadChild
from lacrecords.matching.forms import Described
from lacrecords.staff.email_queries import StaffList
from lacrecords.terms import IdentifierScheme

MAKES_A_CASE = (FactKind.PLAN, FactKind.LEGAL_STATUS, FactKind.LEAD)


@dataclass(frozen=True, slots=True)
class DatasetChild:
    """All that a folder says of one child."""

    says: DatasetSays
    digest: str

    @property
    def authority_number(self) -> str:
        """The authority's own number of the child."""
        return self.says.number

    @property
    def shared_numbers(self) -> tuple[str, ...]:
        """The NHS number and the pupil numbers."""
        schemes = (IdentifierScheme.NHS, IdentifierScheme.UPN)
        numbers = (fact.values for fact in self.says.of(FactKind.IDENTIFIER))
        return tuple({each["value"]: 0 for each in numbers if each["scheme"] in schemes})

    def changes(self, held: HeldFacts, former: HeldFacts, on: date) -> Changes:
        """What the folder changes of the child."""
        return changes_of(self.says, held, former, on)

    def described(self) -> Described:
        """The child as the folder describes the child."""
        return described(self.says)


@dataclass(slots=True)
class DatasetSource:
    """A folder that passed its checks."""

    folder: DatasetFolder
    staff: StaffList
    whole: bool = True
    kinds: tuple[FactKind, ...] = DATASET_KINDS
    _seen: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.folder.name

    @property
    def digest(self) -> str:
        """SHA-256 of all files."""
        return self.folder.digest

    @property
    def children_expected(self) -> int:
        """The lines of the person file."""
        return self.folder.files[PERSON].rows_expected

    @property
    def place_columns(self) -> tuple[str, ...]:
        """The file, the row in it, and the child."""
        return ("file", "row", "child")

    @property
    def cell_columns(self) -> tuple[str, ...]:
        """The cells that are read, as a structure: every file has columns of its own."""
        return ("cells",)

    def numbers(self) -> Collection[str]:
        """The number of every child met so far."""
        return self._seen.keys()

    def lots(self, on: date, size: int) -> Iterator[list[ReadChild]]:
        """Every child, that many at a time; rows about nobody last."""
        self._seen.clear()
        with Staging(self.folder) as staging:
            leads = Leads(self.staff)
            for lot in chain(staging.children(size), staging.without_person(size)):
                known = self._known([each.number for each in lot if each.person is None])
                leads.professionals = staging.professionals(_professionals_of(lot))
                yield [self._read(each, on, leads, known) for each in lot]

    def _known(self, numbers: list[str]) -> Collection[str]:
        """Of these numbers without a person, those whose children have a record already."""
        if not numbers or self.whole:
            return ()
        by_hand = bulk.children_by_number(numbers), bulk.sealed_by_number(numbers)
        return set(known_digests(numbers)).union(*by_hand)

    def _read(
        self, staged: StagedChild, on: date, leads: Leads, known: Collection[str]
    ) -> ReadChild:
        facts: list[SaidFact] = []
        listed: list[Listed] = []
        problem = self._problem(staged, known)
        if problem:
            return self._refused(staged, problem)
        if staged.person:
            cells = Cells(staged.person, on)
            facts += read_person(cells)
            listed += _listed(cells, staged.number)
            if cells.is_rejected:
                return ReadChild(None, tuple(listed), rejected=1)
        self._seen.setdefault(staged.number, 0)
        speaks_of = _SPEAKS_OF_LEADS if INVOLVEMENTS in self.folder.files else frozenset()
        for row in staged.facts:
            if row.table is CONFERENCES:
                continue
            cells = Cells(row, on)
            fact = leads.read(cells) if row.table is INVOLVEMENTS else read_fact(cells)
            facts += [fact] if fact and not cells.is_rejected else []
            if row.table is INVOLVEMENTS and cells.is_rejected:
                speaks_of = frozenset()  # A row that cannot be read is not a row that is gone.
            listed += _listed(cells, staged.number)
        facts += self._implied_case(facts)
        conferences = _conferences(staged, on, listed)
        place, shown = _place(staged.person or staged.facts[0], staged.number)
        listed += [Listed(finding, place, shown) for finding in check_together(facts, conferences)]
        return ReadChild(self._child(staged.number, facts, speaks_of), tuple(listed), place, shown)

    def _problem(self, staged: StagedChild, known: Collection[str]) -> str:
        person = staged.person
        if person is None:
            absent = staged.number not in known
            return f"No child with this number stands in {PERSON.name}." if absent else ""
        if person.number != staged.first_row and staged.number:
            return f"This number stands in row {staged.first_row} already."
        return ""

    def _refused(self, staged: StagedChild, problem: str) -> ReadChild:
        rows = (staged.person,) if staged.person else staged.facts
        listed = (
            Listed(rejected(row.table.person, problem), *_place(row, staged.number)) for row in rows
        )
        return ReadChild(None, tuple(listed), rejected=1 if staged.person else 0)

    def _implied_case(self, facts: list[SaidFact]) -> list[SaidFact]:
        """A child on a plan, looked after or with somebody who leads has an open case.

        Where a file speaks of cases, it alone does.
        """
        if CASES in self.folder.files:
            return []
        running = [fact for fact in facts if fact.kind in MAKES_A_CASE and fact.to_on is None]
        if not running:
            return []
        values = {"closure_reason": ""}
        column = running[0].column
        return [SaidFact(FactKind.CASE, values, column=column, is_implied=True)]

    def _child(
        self, number: str, facts: list[SaidFact], speaks_of: frozenset[FactKind]
    ) -> DatasetChild:
        facts.sort(key=lambda fact: (fact.kind.value, fact.row_in_file, repr(fact.values)))
        says = DatasetSays(number, tuple(facts), self.whole, speaks_of)
        text = repr((sorted(table.name for table in self.folder.files), sorted(speaks_of), facts))
        digest = hashlib.sha256(text.encode()).hexdigest() if self.whole else ""
        return DatasetChild(says, digest)


_SPEAKS_OF_LEADS = frozenset({FactKind.LEAD})


def _conferences(staged: StagedChild, on: date, listed: list[Listed]) -> list[Conference]:
    found = []
    for row in staged.facts:
        if row.table is CONFERENCES:
            cells = Cells(row, on)
            found.append(read_conference(cells))
            listed += _listed(cells, staged.number)
    return [conference for conference in found if conference]


def _professionals_of(lot: list[StagedChild]) -> set[str]:
    return {
        row.cells.get("invo_professional_id", "")
        for each in lot
        for row in each.facts
        if row.table is INVOLVEMENTS
    }


def _listed(cells: Cells, number: str) -> list[Listed]:
    if not cells.findings:
        return []
    place, shown = _place(cells.row, number)
    findings: list[Finding] = cells.findings
    return [Listed(finding, place, shown) for finding in findings]


def _place(row: StagedRow, number: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    shown = json.dumps(dict(row.cells), ensure_ascii=False)
    return (row.table.name, str(row.number), number), (shown,)


assert all(table.name.startswith("ssd_") for table in READ_TABLES)  # noqa: S101 - they name SQL tables
