"""What other slices show on a child's page, without this slice knowing them.

A provider gives one panel for one reader; who may see which line, the provider decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from flask import current_app
from flask.sansio.app import App

from lacrecords.rules.authorisation import Actor


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One line: when, what, who, and the way to its page where this reader may open it."""

    at: datetime
    what: str
    who: str
    reference: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A titled list on the child's page."""

    title: str
    nothing: str
    lines: tuple[PanelLine, ...]
    more: tuple[str, str] | None = None
    """A link below the list: its words, and where it leads."""


Provider: TypeAlias = Callable[[Actor, int, datetime], "Panel | None"]
"""None: there is nothing that this reader may know of, not even a title."""


def register_panel(app: App, provider: Provider) -> None:
    """Add a panel to every child's page."""
    providers: list[Provider] = app.extensions.setdefault("lacrecords_child_panels", [])
    providers.append(provider)


def panels_for(actor: Actor, child_id: int, now: datetime) -> tuple[Panel, ...]:
    """The panels of this child's page, for this reader."""
    providers: list[Provider] = current_app.extensions.get("lacrecords_child_panels", [])
    panels = (provider(actor, child_id, now) for provider in providers)
    return tuple(panel for panel in panels if panel is not None)
