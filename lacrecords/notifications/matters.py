"""What a task or notification is about where it is about no enquiry, and which page opens it.

Slices register the page of their matters; this module knows none of them. A link
that is shown is no permission: the page behind it decides for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, url_for
from flask.sansio.app import App

from lacrecords.terms import MatterKind
from lacrecords.web.navigation import may_follow

_EXTENSION = "lacrecords_matter_pages"


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: its kind, and the random reference that stands in its address."""

    kind: MatterKind
    reference: str


@dataclass(frozen=True, slots=True)
class MatterPage:
    """How the matters of one kind are called, and the endpoint that shows one by reference."""

    label: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class MatterLink:
    """A matter as a page shows it; `href` is empty for those who may not open it."""

    label: str
    reference: str
    href: str
    kind: MatterKind


def register_matter_page(app: App, kind: MatterKind, page: MatterPage) -> None:
    """Say which page shows the matters of this kind; its view takes `reference`."""
    pages: dict[MatterKind, MatterPage] = app.extensions.setdefault(_EXTENSION, {})
    pages[kind] = page


def matter_link(kind: MatterKind | None, reference: str | None) -> MatterLink | None:
    """The link to this matter for whoever is signed in; None where there is no matter."""
    if kind is None or reference is None:
        return None
    pages: dict[MatterKind, MatterPage] = current_app.extensions.get(_EXTENSION, {})
    page = pages.get(kind)
    if page is None:
        return MatterLink(kind.value.replace("_", " ").capitalize(), reference, "", kind)
    opens = may_follow(page.endpoint)
    href = url_for(page.endpoint, reference=reference) if opens else ""
    return MatterLink(page.label, reference, href, kind)
