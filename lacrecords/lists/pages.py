"""How a list stands, and its answers as the page shows them to whoever reads it now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.children.queries import CandidateCard
from lacrecords.database import db
from lacrecords.lists import list_folder
from lacrecords.lists.answers import answered, ids_in
from lacrecords.lists.jobs import job_key
from lacrecords.lists.looking import FoundRow, unpacked
from lacrecords.lists.models import ListLookup
from lacrecords.queue import queries as queued
from lacrecords.staff import queries as staff

ROWS_A_PAGE, LISTS_A_PAGE = 25, 50
LINES_AT_A_TIME = 200
A_WHILE = timedelta(minutes=1)


class ListState(StrEnum):
    """Where a list is on its way."""

    WORKING = "working"
    GAVE_UP = "gave_up"
    ANSWERED = "answered"
    REMOVED = "removed"
    BY_COMMAND = "by_command"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One list that was looked up."""

    lookup: ListLookup
    state: ListState
    by: str
    begun: bool
    waits_long: bool

    @property
    def has_answers(self) -> bool:
        """Whether its answers can be read here."""
        return self.state is ListState.ANSWERED


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row with its answer, and the cards of the records it brought up."""

    number: int
    words: str
    answer: dict[str, Any]
    row: FoundRow
    cards: dict[int, CandidateCard]
    on_plan: frozenset[int]


@dataclass(frozen=True, slots=True)
class RowsPage:
    """One page of the answers."""

    rows: Sequence[ShownRow]
    number: int
    more: bool


def list_page(reference: str, now: datetime) -> ListPage | None:
    """One list as it stands now; None: there is none with this reference."""
    found = db.session.scalar(select(ListLookup).where(ListLookup.reference == reference))
    return None if found is None else _page(found, now)


def lists_looked_up(now: datetime) -> tuple[ListPage, ...]:
    """The latest lists, by page and by command, the newest first."""
    rows = db.session.scalars(select(ListLookup).order_by(ListLookup.id.desc()).limit(LISTS_A_PAGE))
    return tuple(_page(row, now) for row in rows)


def _page(lookup: ListLookup, now: datetime) -> ListPage:
    job = queued.state_of(job_key(lookup.id, lookup.tries), now)
    state = ListState.WORKING
    if not lookup.folder:
        state = ListState.BY_COMMAND
    elif lookup.files_removed_at:
        state = ListState.REMOVED
    elif lookup.finished_at:
        state = ListState.ANSWERED
    elif job is None or job.gave_up:
        state = ListState.GAVE_UP
    waits = job is not None and not job.held and not job.done
    return ListPage(
        lookup=lookup,
        state=state,
        by=staff.names_for({lookup.asked_by})[lookup.asked_by],
        begun=job is not None and job.attempts > 0,
        waits_long=waits and now - (lookup.progress_at or lookup.asked_at) > A_WHILE,
    )


def rows_page(
    lookup: ListLookup, account_id: int | None, on: date, number: int, answer: str
) -> RowsPage:
    """One page of the answers, or of those of one kind, as this reader may see them."""
    lines = _lines(lookup, answer)
    skipped = islice(lines, (number - 1) * ROWS_A_PAGE, None)
    found = [unpacked(line) for line in islice(skipped, ROWS_A_PAGE + 1)]
    seen = answered(found[:ROWS_A_PAGE], account_id, on)
    ids = {child_id for row, _ in seen for child_id in ids_in(row)}
    cards, planned = children.candidate_cards(ids, account_id, on), children.on_plan(ids, on)
    rows = [ShownRow(row.number, row.words, said, row, cards, planned) for row, said in seen]
    return RowsPage(rows, number, len(found) > ROWS_A_PAGE)


def every_answer(
    lookup: ListLookup, account_id: int | None, on: date
) -> Iterator[tuple[FoundRow, dict[str, Any]]]:
    """Every answer, as this reader may see it, in the order of the list."""
    lines = _lines(lookup, "")
    while lot := [unpacked(line) for line in islice(lines, LINES_AT_A_TIME)]:
        yield from answered(lot, account_id, on)


def _lines(lookup: ListLookup, answer: str) -> Iterator[str]:
    """The kept lines; those of one answer where one is asked for."""
    path: Path = list_folder.path_of(lookup.folder) / list_folder.FOUND
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            kind, _, packed = line.partition("\t")
            if answer in ("", kind):
                yield packed
