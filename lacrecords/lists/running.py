"""Answers a list row by row, in its order and in bounded memory, a lot of rows at a time.

Each lot is one short transaction: its rows become enquired children where it is under an
enquiry, our own people hear, and what was shown stands in the trail; then it is handed on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.database import db, transaction
from lacrecords.enquiries.services.listed import ListedHit, keep_listed_children, tell_of_listed
from lacrecords.exchange.register_file import RegisterFile, open_columns
from lacrecords.exchange.source import FileRefused
from lacrecords.lists.answers import ids_in, only_match, without
from lacrecords.lists.earlier_rows import EarlierRows
from lacrecords.lists.looking import CLOSE, ROWS_AT_A_TIME, FoundRow, Looker
from lacrecords.lists.models import ListedChild
from lacrecords.lists.row_reading import COLUMNS, ListedRow, read_row
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatchStrength


def open_list(path: Path) -> RegisterFile:
    """Check a list as a whole; FileRefused with one clear sentence when it will not do."""
    file = open_columns(path, COLUMNS, row_by_row=True)
    if next(file.rows(), None) is None:
        raise FileRefused("The file has the names of the columns and no rows.")
    return file


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """One row: all that it brought up, and of that what nobody is kept from seeing."""

    whole: FoundRow
    visible: FoundRow


@dataclass(slots=True)
class Run:
    """One list being answered: under which number, in whose name, on which day."""

    lookup_id: int
    enquiry_id: int | None
    actor: Actor
    now: datetime
    on: date
    rows_are_enquiries: bool
    _audited: set[int] = field(default_factory=set)

    def lots(self, file: RegisterFile, look: Looker) -> Iterator[list[AnsweredRow]]:
        """Every row of the file with what it brought up, lot after lot, each kept before given."""
        kept_to = self._last_row_kept()
        waiting: deque[tuple[list[ListedRow], dict[int, tuple[str, ...]]]] = deque()
        with ExitStack() as open_until_the_end:
            earlier = None
            if self.rows_are_enquiries:
                earlier = open_until_the_end.enter_context(EarlierRows())

            def read() -> Iterator[list[ListedRow]]:
                rows = (read_row(file.columns, row, self.on) for row in file.rows())
                while lot := list(islice(rows, ROWS_AT_A_TIME)):
                    waiting.append((lot, earlier.of(lot) if earlier else {}))
                    yield lot

            for found in look(read()):
                lot, before = waiting.popleft()
                whole = [row.with_asked_before(before.get(row.number, ())) for row in found]
                visible = self._keep(lot, whole, kept_to)
                yield list(map(AnsweredRow, whole, visible))

    def _last_row_kept(self) -> int:
        """Up to which row an earlier try has kept enquired children."""
        last = select(func.max(ListedChild.row)).where(ListedChild.list_lookup_id == self.lookup_id)
        return db.session.scalar(last) or 0

    def _keep(
        self, lot: Sequence[ListedRow], found: Sequence[FoundRow], kept_to: int
    ) -> list[FoundRow]:
        ids = {one for row in found for one in ids_in(row)}
        hidden = children.hidden_ids(ids, self.actor.account_id, self.on)
        visible = [without(row, hidden) for row in found]
        with transaction():
            self._audit(visible)
            if self.enquiry_id is not None and lot[-1].number > kept_to:
                kept = self._keep_children(self.enquiry_id, lot)
                hits = [
                    _hit(kept[row.number], row, whole, hidden)
                    for row, whole in zip(visible, found, strict=True)
                    if row.number in kept
                ]
                tell_of_listed(self.actor, self.enquiry_id, hits, self.now)
        return visible

    def _audit(self, visible: Sequence[FoundRow]) -> None:
        """Each record that was shown as more than weakly alike stands in the trail, once a run."""
        seen = {
            one.child_id
            for row in visible
            for one in row.found
            if one.strength is not MatchStrength.WEAK
        }
        for child_id in sorted(seen - self._audited):
            audit.record(self.actor, "candidate_shown_in_list", "child", child_id)
        self._audited |= seen

    def _keep_children(self, enquiry_id: int, lot: Sequence[ListedRow]) -> dict[int, int]:
        """The enquired child that each row of the lot became, by the number of the row."""
        said = [(row.number, row.said) for row in lot if row.said is not None]
        ids = keep_listed_children(self.actor, enquiry_id, said)
        kept = dict(zip((number for number, _ in said), ids, strict=True))
        db.session.add_all(
            ListedChild(list_lookup_id=self.lookup_id, row=number, enquired_child_id=child_id)
            for number, child_id in kept.items()
        )
        return kept


def _hit(
    enquired_child_id: int, visible: FoundRow, whole: FoundRow, hidden: frozenset[int]
) -> ListedHit:
    match = only_match(visible)
    closed = (
        one.child_id
        for one in whole.found
        if one.child_id in hidden and one.strength in CLOSE and not one.label
    )
    # Also where it is not certain: the worker of a child on a plan hears of both, as of a call.
    there = (*whole.same_address, *whole.perhaps_same_address)
    return ListedHit(
        enquired_child_id, match.child_id if match else None, there, tuple(dict.fromkeys(closed))
    )
