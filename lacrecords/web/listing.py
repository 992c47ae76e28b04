"""Lists that a reader sorts, filters and pages: what they ask for, read from the address.

The address holds words of closed lists and a page number, never anything typed about
people. What cannot be understood is left out, so that an old link still opens the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

A_PAGE = 50
FURTHEST_PAGE = 10_000
Row = TypeVar("Row")
ORDERS = frozenset({"order", "sort"})
"""The names under which a list is put in order; whatever else is chosen narrows it."""
Options = tuple[tuple[str, str], ...]
"""Values and their words; the first one holds where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One thing a list is filtered or sorted by, and what may be chosen."""

    name: str
    label: str
    options: Options

    def read(self, value: str | None) -> str:
        """The value, if it may be chosen; else the first."""
        known = [option for option, _ in self.options]
        return value if value in known else known[0]


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list: under which name it is remembered, and what it is filtered and sorted by."""

    name: str
    selections: tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader wants to see."""

    kind: ListKind
    chosen: Mapping[str, str]
    page: int = 1
    passing: bool = False
    """Followed from a number elsewhere: shown so, and not remembered."""

    def __getitem__(self, name: str) -> str:
        return self.chosen[name]

    def address(self, page: int = 1) -> dict[str, str | int]:
        """What stands in the address of this list at that page."""
        return {**self.chosen, **({"passing": "yes"} if self.passing else {}), "page": page}

    def page_of(self, rows: Sequence[Row]) -> Paged[Row]:
        """This page of rows that were all read."""
        first = offset(self.page)
        return Paged(rows[first : first + A_PAGE], len(rows), self.page)

    def plain_address(self) -> dict[str, str]:
        """The address of this list with nothing filtered, in the usual order."""
        return _chosen(self.kind, {})

    @property
    def is_plain(self) -> bool:
        """Whether nothing is filtered and the order is the usual one."""
        return dict(self.chosen) == self.plain_address()

    @property
    def is_filtered(self) -> bool:
        """Whether rows may be left out, in whatever order the list is."""
        plain = self.plain_address()
        return any(self.chosen[name] != plain[name] for name in plain.keys() - ORDERS)


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """The rows of one page, and how many there are on all of them."""

    rows: Sequence[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // A_PAGE))

    @property
    def first(self) -> int:
        """The number of the first row shown, from one; 0 where there is none."""
        return (self.page - 1) * A_PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def asked_for(
    kind: ListKind, address: Mapping[str, str], remembered: Mapping[str, str] | None = None
) -> Asked:
    """What the address asks for; an address that asks for nothing, what was asked for before."""
    names = {selection.name for selection in kind.selections}
    asks = bool(names & set(address)) or "passing" in address
    chosen = _chosen(kind, address if asks else remembered or {})
    return Asked(kind, chosen, _page(address), passing="passing" in address)


def offset(page: int) -> int:
    """How many rows stand before this page."""
    return (page - 1) * A_PAGE


def chosen_from(kind: ListKind, values: Mapping[str, str]) -> dict[str, str]:
    """What of this list these words choose; where one cannot be chosen, the usual holds."""
    return _chosen(kind, values)


def chosen_words(kind: ListKind, chosen: Mapping[str, str]) -> str:
    """Which part of the list that is, in the words that its page offers."""
    said = (
        (one.label, dict(one.options)[one.read(chosen.get(one.name))]) for one in kind.selections
    )
    return ", ".join(f"{label}: {text}" for label, text in said)


def every_page(
    asked_page: Callable[[Asked], Paged[Row]], kind: ListKind, chosen: Mapping[str, str]
) -> Iterator[Row]:
    """Every row of that part of the list, page after page."""
    for number in count(1):
        paged = asked_page(Asked(kind, _chosen(kind, chosen), number))
        yield from paged.rows
        if number >= paged.pages:
            return


def _chosen(kind: ListKind, values: Mapping[str, str]) -> dict[str, str]:
    return {one.name: one.read(values.get(one.name)) for one in kind.selections}


def _page(address: Mapping[str, str]) -> int:
    text = address.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 1
    return min(max(number, 1), FURTHEST_PAGE)
