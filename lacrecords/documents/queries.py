"""Reading documents: those of a matter, the pages of one, what was typed of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, exists, func, select

from lacrecords.database import db
from lacrecords.documents.models import (
    DocumentFile,
    DocumentPage,
    DocumentStanding,
    KeptDocument,
    TypedWords,
)
from lacrecords.documents.places import DocumentPlace
from lacrecords.rules.documents import NEEDS_TYPING, must_be_typed
from lacrecords.staff.queries import names_for
from lacrecords.terms import PageReading

Row = TypeVar("Row", DocumentStanding, TypedWords, DocumentPage)


@dataclass(frozen=True, slots=True)
class PageShown:
    """One page: what could be read of it, and what a person typed of it last."""

    row: DocumentPage
    typed: TypedWords | None

    @property
    def needs_typing(self) -> bool:
        """Whether nobody can know by its words what stands on it."""
        return must_be_typed(self.row.reading, self.typed is not None)

    @property
    def is_partly_read(self) -> bool:
        """Whether it holds a picture beside the words that were read."""
        return self.row.reading is PageReading.WORDS_AND_PICTURE and self.typed is None


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """One document with its pages."""

    row: KeptDocument
    standing: DocumentStanding | None
    pages: tuple[PageShown, ...]
    names: dict[str, str]

    @property
    def belongs(self) -> bool:
        """Whether it belongs to its matter, as was said last."""
        return self.standing is None or self.standing.belongs

    @property
    def pages_to_type(self) -> tuple[int, ...]:
        """Pages that cannot be read, and that nobody has typed."""
        return tuple(one.row.number for one in self.pages if one.needs_typing)

    @property
    def pages_partly_read(self) -> tuple[int, ...]:
        """Pages on which a picture stands beside the words."""
        return tuple(one.row.number for one in self.pages if one.is_partly_read)

    def page(self, number: int) -> PageShown | None:
        """One of its pages."""
        return next((one for one in self.pages if one.row.number == number), None)


def documents_of(place: DocumentPlace, matter_id: int) -> tuple[DocumentShown, ...]:
    """Every document of this matter, in the order in which they were added."""
    found = select(KeptDocument).where(place.of(matter_id)).order_by(KeptDocument.number)
    return _shown(tuple(db.session.scalars(found)))


def document_of(place: DocumentPlace, matter_id: int, number: int) -> DocumentShown | None:
    """One document of this matter."""
    found = select(KeptDocument).where(place.of(matter_id), KeptDocument.number == number)
    return next(iter(_shown(tuple(db.session.scalars(found)))), None)


def file_of(document_id: int) -> bytes:
    """The file of a document, byte for byte."""
    return db.session.get_one(DocumentFile, document_id).content


def _shown(rows: Collection[KeptDocument]) -> tuple[DocumentShown, ...]:
    ids = [row.id for row in rows]
    standings = {row.document_id: row for row in _in_order(DocumentStanding, ids)}
    typed = {(row.document_id, row.page): row for row in _in_order(TypedWords, ids)}
    pages: dict[int, list[PageShown]] = defaultdict(list)
    for row in _in_order(DocumentPage, ids):
        pages[row.document_id].append(PageShown(row, typed.get((row.document_id, row.number))))
    names = names_for(
        {row.added_by for row in rows}
        | {row.said_by for row in standings.values()}
        | {row.typed_by for row in typed.values()}
    )
    return tuple(
        DocumentShown(row, standings.get(row.id), tuple(pages[row.id]), names) for row in rows
    )


def _in_order(kind: type[Row], ids: Collection[int]) -> list[Row]:
    columns: Any = kind
    found = select(kind).where(columns.document_id.in_(ids))
    return list(db.session.scalars(found.order_by(columns.document_id, columns.number)))


def is_set_aside() -> ColumnElement[bool]:
    """That it was said last of a document that it does not belong to its matter."""
    newest = (
        select(func.max(DocumentStanding.number))
        .where(DocumentStanding.document_id == KeptDocument.id)
        .correlate(KeptDocument)
        .scalar_subquery()
    )
    return exists().where(
        DocumentStanding.document_id == KeptDocument.id,
        DocumentStanding.number == newest,
        DocumentStanding.belongs.is_(False),
    )


def counted(place: DocumentPlace, matter_id: int) -> tuple[int, int]:
    """How many documents stand in this matter, and how many of their pages are to be typed."""
    stands = place.of(matter_id) & ~is_set_aside()
    typed = exists().where(
        TypedWords.document_id == DocumentPage.document_id, TypedWords.page == DocumentPage.number
    )
    pages = (
        select(func.count())
        .select_from(DocumentPage)
        .join(KeptDocument, KeptDocument.id == DocumentPage.document_id)
        .where(stands, DocumentPage.reading.in_(NEEDS_TYPING), ~typed)
    )
    total = select(func.count()).select_from(KeptDocument).where(stands)
    return db.session.scalar(total) or 0, db.session.scalar(pages) or 0


def kept_in(column_name: str, matter_ids: Collection[int]) -> frozenset[int]:
    """Documents that stand in these matters, of the kind that this column names."""
    column = KeptDocument.__table__.c[column_name]
    found = select(KeptDocument.id).where(column.in_(matter_ids), ~is_set_aside())
    return frozenset(db.session.scalars(found))


def changed_at(column_name: str, matter_id: int) -> datetime | None:
    """When anything was last added to, said or typed of the documents of this matter."""
    of_matter = select(KeptDocument.id).where(KeptDocument.__table__.c[column_name] == matter_id)
    moments = (
        select(func.max(KeptDocument.added_at)).where(KeptDocument.id.in_(of_matter)),
        select(func.max(TypedWords.typed_at)).where(TypedWords.document_id.in_(of_matter)),
        select(func.max(DocumentStanding.said_at)).where(
            DocumentStanding.document_id.in_(of_matter)
        ),
    )
    said = (db.session.scalar(one) for one in moments)
    return max((one for one in said if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page is: its matter, its document, its number."""

    decision_id: int | None
    access_request_id: int | None
    document: int
    words: str
    page: int


def page_places(page_ids: Collection[int]) -> dict[int, PagePlace]:
    """Where each of these pages is."""
    found = (
        select(
            DocumentPage.id,
            KeptDocument.decision_id,
            KeptDocument.access_request_id,
            KeptDocument.number,
            KeptDocument.words,
            DocumentPage.number,
        )
        .join_from(DocumentPage, KeptDocument, KeptDocument.id == DocumentPage.document_id)
        .where(DocumentPage.id.in_(page_ids))
    )
    return {
        page_id: PagePlace(decision_id, request_id, document, words, page)
        for page_id, decision_id, request_id, document, words, page in db.session.execute(found)
    }


def added_by(column_name: str, matter_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Who added documents to each of these matters, of the kind that this column names."""
    column = KeptDocument.__table__.c[column_name]
    found: dict[int, set[str]] = defaultdict(set)
    rows = select(column, KeptDocument.added_by).where(column.in_(matter_ids))
    for matter_id, key in db.session.execute(rows):
        found[matter_id].add(key)
    return {matter_id: frozenset(keys) for matter_id, keys in found.items()}
