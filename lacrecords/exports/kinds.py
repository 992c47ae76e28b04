"""What can be exported: each list registers its words, its columns and how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, TypeVar, Unpack

from flask import current_app
from flask.sansio.app import App

from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.listing import Asked, ListKind, Paged, chosen_from, chosen_words, every_page

Row = TypeVar("Row")
_EXTENSION = "lacrecords_exports"


class SaidOfExport(TypedDict):
    """What is said of an export that reads a list page by page."""

    key: str
    title: str
    action: Action
    columns: tuple[str, ...]
    back_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportKind:
    """One list that can leave the program as a file."""

    key: str
    title: str
    action: Action
    """Who may read the list may ask for it, where they may ask for any."""
    columns: tuple[str, ...]
    rows: Callable[[Actor, Mapping[str, Any], datetime], Iterator[Sequence[str]]]
    """Its rows, as whoever asked may see them at that moment."""
    chosen_of: Callable[[Mapping[str, str]], Mapping[str, Any]]
    """The part that the words of an address choose; what cannot be is passed over."""
    back_to: str
    """The endpoint of the list."""
    describe: Callable[[Mapping[str, Any]], str]
    """Which part of the list was chosen, in words that name no child."""


def export_of_list(
    listing: ListKind,
    page_of: Callable[[Actor, Asked, datetime], Paged[Row]],
    row_of: Callable[[Row], Sequence[str]],
    **said: Unpack[SaidOfExport],
) -> ExportKind:
    """A list that is read page by page, as a file: every page of the part that is chosen."""

    def rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
        found = every_page(lambda asked: page_of(actor, asked, now), listing, chosen)
        return map(row_of, found)

    return ExportKind(
        rows=rows,
        describe=lambda chosen: chosen_words(listing, chosen),
        chosen_of=lambda address: chosen_from(listing, address),
        **said,
    )


def register_export(app: App, kind: ExportKind) -> None:
    """Let this list be exported."""
    kinds: dict[str, ExportKind] = app.extensions.setdefault(_EXTENSION, {})
    kinds[kind.key] = kind


def is_export(key: str) -> bool:
    """Whether there is a list of this key."""
    return key in current_app.extensions.get(_EXTENSION, {})


def export_kind(key: str) -> ExportKind:
    """The list of this key; KeyError: there is none."""
    kinds: dict[str, ExportKind] = current_app.extensions.get(_EXTENSION, {})
    return kinds[key]
