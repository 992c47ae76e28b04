"""Looks up rows of a list: the search of one call, many times. It writes nothing.

What is found is kept by our own numbers of the records, and nobody sees it like this:
`answers` leaves out what the reader may not see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from lacrecords.children.linked import as_one_child, as_one_household
from lacrecords.database import db
from lacrecords.lists.row_reading import ListedRow
from lacrecords.matching.address_comparison import AddressCertainty
from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.search import find_candidates, same_address_ids
from lacrecords.terms import MatchStrength

MOST_CANDIDATES = 20
ROWS_AT_A_TIME = 50
CLOSE = (MatchStrength.STRONG, MatchStrength.LIKELY)


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One record that may be the child of a row."""

    child_id: int
    strength: MatchStrength
    score: float
    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """All that one row brought up, by our own numbers of the records."""

    number: int
    id: str
    found: tuple[FoundRecord, ...] = ()
    too_many: bool = False
    same_address: tuple[int, ...] = ()
    perhaps_same_address: tuple[int, ...] = ()
    asked_before: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    error: str = ""
    words: str = ""

    def packed(self) -> str:
        """One line of text that `unpacked` reads."""
        return json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))

    def with_asked_before(self, row_ids: tuple[str, ...]) -> FoundRow:
        """The same, with the earlier rows that may be the same child."""
        return replace(self, asked_before=row_ids)


def unpacked(line: str) -> FoundRow:
    """The row that was packed into this line."""
    values = json.loads(line)
    found = tuple(
        FoundRecord(
            one["child_id"],
            MatchStrength(one["strength"]),
            one["score"],
            one["label"],
            tuple(one["reasons"]),
        )
        for one in values.pop("found")
    )
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return FoundRow(**(values | lists), found=found)


Looker = Callable[[Iterator[list[ListedRow]]], Iterator[list[FoundRow]]]
"""Looks up lots of rows and gives what was found in the same order."""


def one_after_another(on: date) -> Looker:
    """The looker of one process; `on` is the day of rows that give none."""

    def looked(lots: Iterator[list[ListedRow]]) -> Iterator[list[FoundRow]]:
        return (look(lot, on) for lot in lots)

    return looked


def look(rows: Sequence[ListedRow], on: date) -> list[FoundRow]:
    """What each of these rows brings up; ends the reading of the database."""
    try:
        return [_look(row, on) for row in rows]
    finally:
        db.session.rollback()


def _look(row: ListedRow, on: date) -> FoundRow:
    described = row.described
    if described is None:
        return FoundRow(row.number, row.id, error=row.error)
    session = db.session()
    listed = find_candidates(session, SubjectKind.CHILD, described, limit=MOST_CANDIDATES)
    there = as_one_household(same_address_ids(session, described.addresses, described.as_of or on))
    sure = {one.subject_id for one in there if one.certainty is AddressCertainty.SAME}
    return FoundRow(
        number=row.number,
        id=row.id,
        found=tuple(
            FoundRecord(one.subject_id, one.strength, one.score, one.label, one.reasons)
            for one in as_one_child(listed.candidates)
        ),
        too_many=listed.too_many,
        same_address=tuple(one.subject_id for one in there if one.subject_id in sure),
        perhaps_same_address=tuple(one.subject_id for one in there if one.subject_id not in sure),
        unread=row.unread,
        words=row.words,
    )
