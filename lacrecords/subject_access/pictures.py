"""Pages of documents that are pictures in a pack: typed, or left out, before it is released."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.documents.queries import PagePlace, page_places
from lacrecords.rules.redaction import LEFT_OUT, released
from lacrecords.sharing_decisions.queries import references_of
from lacrecords.subject_access.pack_documents import NOT_TYPED, PAGES
from lacrecords.subject_access.pack_models import PackPage, SubjectPack
from lacrecords.subject_access.packs import passages_of, redactions_of, spans_by_place


@dataclass(frozen=True, slots=True)
class PictureLeft:
    """One page of a document that nobody has typed, and where it stands in the pack."""

    pack_page: int
    place: PagePlace
    decision: str
    """The reference of its decision whether to share; empty: it is a paper of the request."""


def pictures_left(pack: SubjectPack | None) -> tuple[tuple[int, int], ...]:
    """The page of the pack, and the number of the page of a document, for each that is left."""
    return tuple(_left(pack.id)) if pack is not None else ()


def _left(pack_id: int) -> Iterator[tuple[int, int]]:
    found = select(PackPage).where(PackPage.pack_id == pack_id, PackPage.source == PAGES)
    pages = db.session.scalars(found.order_by(PackPage.number)).all()
    spans = spans_by_place(redactions_of(pack_id)) if pages else {}
    for page in pages:
        for place, one in enumerate(passages_of(page)):
            left_out = released(one.words, spans.get((page.number, place), [])) == LEFT_OUT
            if one.words == NOT_TYPED and not left_out:
                yield page.number, int(one.origin.split(":")[1])


def pictures_shown(pack: SubjectPack | None) -> tuple[PictureLeft, ...]:
    """The same, with where each can be typed."""
    left = pictures_left(pack)
    places = page_places({page_id for _, page_id in left})
    decisions = references_of({one.decision_id for one in places.values() if one.decision_id})
    return tuple(
        PictureLeft(number, place, decisions.get(place.decision_id or 0, ""))
        for number, page_id in left
        if (place := places.get(page_id)) is not None
    )
