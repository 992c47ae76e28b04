"""Lists as they stood at a moment, and what joined, left or changed between two, of every slice.

A slice registers its list; this module knows none of them. Who may see which row of it the
slice decides, for the reader of today: what is closed to them stands in no list of any moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from flask import current_app
from flask.sansio.app import App

from lacrecords.children.record import When
from lacrecords.rules.authorisation import Action, Actor, may

PAGE = 50
_EXTENSION = "lacrecords_stood_lists"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list by its key, of one team or one lead social worker where they are given."""

    kind: str
    team_id: int | None = None
    lead_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoodTitle:
    """What a row is of: its name, what else is to be known, and the page that opens it today."""

    reference: str
    name: str
    details: str
    endpoint: str


Standing: TypeAlias = dict[int, str]
"""What each row stood on the list with, in words, by its number; in the order of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodList:
    """One list that can be looked at as it stood."""

    key: str
    words: str
    position: int
    """Where it stands among the lists that are offered."""
    action: Action
    """Whoever may do this is offered the list."""
    trail_kind: str
    """What its rows are, as the trail calls them."""
    standing: Callable[[Actor, Wanted, When, datetime], Standing]
    titles: Callable[[Actor, Collection[int], When, datetime], dict[int, StoodTitle]]
    """A row that has none is not shown."""


def register_stood_list(app: App, stood: StoodList) -> None:
    """Let this list be looked at as it stood."""
    lists: dict[str, StoodList] = app.extensions.setdefault(_EXTENSION, {})
    lists[stood.key] = stood


def stood_lists_for(actor: Actor) -> tuple[StoodList, ...]:
    """The lists that this reader is offered, in their order."""
    lists: dict[str, StoodList] = current_app.extensions.get(_EXTENSION, {})
    offered = (one for one in lists.values() if may(actor.role, one.action))
    return tuple(sorted(offered, key=lambda one: one.position))


def stood_list(key: str) -> StoodList:
    """The list with this key; KeyError: there is none."""
    lists: dict[str, StoodList] = current_app.extensions.get(_EXTENSION, {})
    return lists[key]


@dataclass(frozen=True, slots=True)
class StoodRow:
    """One row on the list, or one that joined, left or changed."""

    card: StoodTitle
    how: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StoodPage:
    """One page of a list or of a difference."""

    rows: tuple[StoodRow, ...]
    total: int
    number: int
    more: bool


def list_at(actor: Actor, wanted: Wanted, when: When, now: datetime, number: int = 1) -> StoodPage:
    """The list as it stood, for a reader of today; in the order in which the rows were made."""
    found = _standing(actor, wanted, when, now)
    rows = [(one, "", "", said, when) for one, said in sorted(found.items())]
    return _page(actor, wanted, rows, now, number)


def list_difference(
    actor: Actor, wanted: Wanted, both: tuple[When, When], now: datetime, number: int = 1
) -> StoodPage:
    """What joined, what left, and for which something changed."""
    first, second = (_standing(actor, wanted, when, now) for when in both)
    rows: list[_Row] = []
    for one in sorted(first.keys() | second.keys()):
        before, after = first.get(one, ""), second.get(one, "")
        if one not in first:
            rows.append((one, "Joined", "", after, both[1]))
        elif one not in second:
            rows.append((one, "Left", before, "", both[0]))
        elif before != after:
            rows.append((one, "Changed", before, after, both[1]))
    return _page(actor, wanted, rows, now, number)


_Row: TypeAlias = tuple[int, str, str, str, When]


def _standing(actor: Actor, wanted: Wanted, when: When, now: datetime) -> Standing:
    return stood_list(wanted.kind).standing(actor, wanted, when, now)


def _page(actor: Actor, wanted: Wanted, rows: list[_Row], now: datetime, number: int) -> StoodPage:
    start = (number - 1) * PAGE
    shown = rows[start : start + PAGE]
    titles: dict[int, StoodTitle] = {}
    for when in {row[4] for row in shown}:
        ids = [row[0] for row in shown if row[4] == when]
        titles |= stood_list(wanted.kind).titles(actor, ids, when, now)
    made = tuple(
        StoodRow(titles[one], how, before, after)
        for one, how, before, after, _ in shown
        if one in titles
    )
    return StoodPage(made, len(rows), number, start + PAGE < len(rows))


def joined(parts: Iterable[str]) -> str:
    """What a row stood on the list with, in one line."""
    return ", ".join(part for part in parts if part) or "no more is recorded"
