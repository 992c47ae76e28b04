"""What a question concerns: who may see it, and the names that must not stand in the question.

Slices register how a matter of their kind is read; this module knows none of them. Where the
reader may not see the matter, there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from flask import current_app
from flask.sansio.app import App

from lacrecords.notifications.services import Matter
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatterKind

_EXTENSION = "lacrecords_advice_concerns"


@dataclass(frozen=True, slots=True)
class Concerned:
    """A matter that this reader sees, with the names and address lines of the family in it."""

    matter: Matter
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[Actor, str, datetime], "Concerned | None"]
"""The matter with this reference for this reader; None: there is none that they may see.

Names and places are those that this reader sees anyway: what is found in a text must not
tell them a name or an address that is kept from them.
"""


def register_concerned(app: App, kind: MatterKind, reader: Reader) -> None:
    """Say how a matter of this kind is read when advice about it is asked for."""
    readers: dict[MatterKind, Reader] = app.extensions.setdefault(_EXTENSION, {})
    readers[kind] = reader


def concerned_by(actor: Actor, kind: str, reference: str, now: datetime) -> Concerned | None:
    """The matter of this kind with this reference, where this reader may see it."""
    readers: dict[MatterKind, Reader] = current_app.extensions.get(_EXTENSION, {})
    reader = next((one for known, one in readers.items() if known.value == kind), None)
    return reader(actor, reference, now) if reader is not None else None
