"""What can be exported: each list registers its words, its columns and how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from flask.sansio.app import App

from lacrecords.rules.authorisation import Action, Actor

_EXTENSION = "lacrecords_exports"


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
