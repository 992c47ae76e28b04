"""Where documents are kept: a decision or a request, who may see it, and how it is held.

A slice that keeps documents declares its place, and gets the pages of documents in its own
blueprint, under its own rights.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from lacrecords.documents.models import KeptDocument
from lacrecords.rules.actions import Action


@dataclass(frozen=True, slots=True)
class Matter:
    """One decision or request in which documents are kept."""

    id: int
    reference: str
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPlace:
    """One kind of matter in which documents are kept."""

    blueprint: str
    column: str
    """The column of a document that names the matter."""
    read: Action
    work: Action
    find: Callable[[str], Matter]
    """The matter of this reference, where who is signed in may see it; else 404."""
    hold: Callable[[int], None]
    """Let whoever else changes the matter wait; StepRefused where nothing may be added."""
    note: Callable[[str, int], None]
    """Put the reading of a matter into the trail."""
    what: str
    """What the matter is called in the middle of a sentence."""
    caption: str
    file_name: str
    """How a file that is opened is named: nothing of a person."""
    kept_words: tuple[str, ...]
    """What is said above the list: what becomes of a document here."""
    show: str = "show"
    navigation: str = "index"

    def of(self, matter_id: int) -> ColumnElement[bool]:
        """That a document belongs to this matter."""
        column: ColumnElement[int] = KeptDocument.__table__.c[self.column]
        return column == matter_id

    def endpoint(self, name: str) -> str:
        """A page of documents in this place."""
        return f"{self.blueprint}.{name}"
