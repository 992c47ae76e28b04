"""What other slices show on a child's page, without this slice knowing them.

A provider gives one panel for one reader; who may see which line, the provider decides. It is
asked only where its slice has a row about the child.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from flask import current_app
from flask.sansio.app import App
from sqlalchemy import BindParameter, ColumnElement, bindparam, select

from lacrecords.children.linked import record_ids
from lacrecords.children.models import Child
from lacrecords.database import db
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
RECORDS: BindParameter[Any] = bindparam("records", expanding=True)
"""Every record of the child, in the question whether a panel has anything at all."""
REFERENCES = select(Child.reference).where(Child.id.in_(RECORDS))
"""Their references, for what is known by reference alone."""


@dataclass(frozen=True, slots=True)
class PanelOfSlice:
    """What one slice shows on a child's page."""

    show: Provider
    show_nothing: Provider
    """What is shown where no row is about the child, with no question about them asked."""
    has_anything: ColumnElement[bool]
    """Whether any row at all is about one of `RECORDS`, whoever asks."""


def register_panel(app: App, panel: PanelOfSlice) -> None:
    """Add a panel to every child's page."""
    panels: list[PanelOfSlice] = app.extensions.setdefault(_PANELS, [])
    panels.append(panel)


def panels_for(actor: Actor, child_id: int, now: datetime) -> tuple[Panel, ...]:
    """The panels of this child's page, for this reader.

    One statement says which of them have anything; of most children most have nothing.
    """
    panels: list[PanelOfSlice] = current_app.extensions.get(_PANELS, [])
    if not panels:
        return ()
    asked = select(*(one.has_anything for one in panels))
    filled = db.session.execute(asked, {"records": record_ids(child_id)}).one()
    found = (
        (one.show if has_anything else one.show_nothing)(actor, child_id, now)
        for one, has_anything in zip(panels, filled, strict=True)
    )
    return tuple(panel for panel in found if panel is not None)


_PANELS = "lacrecords_child_panels"
