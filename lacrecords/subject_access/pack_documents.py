"""Documents that are kept as they were given, page by page: for the pack.

The words of a page are those that a person typed, else those that the program read. A page that
is a picture, and that nobody has typed, stands in the pack as a passage that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from lacrecords.database import db
from lacrecords.documents.queries import is_set_aside
from lacrecords.rules.documents import must_be_typed
from lacrecords.subject_access.pack_sharing import DECISIONS
from lacrecords.subject_access.pack_source import Passage, Section, Source, below, cut
from lacrecords.subject_access.pack_values import Names
from lacrecords.subject_access.subject import Subject, table
from lacrecords.terms import PageReading

NOT_TYPED = "This page is a picture, and nobody has typed what stands on it"
NOTHING_ON_IT = "There are no words on this page"
PICTURE_TOO = "Beside these words there is a picture on the page"
PAGES = "document_pages"


def _of_the_person(subject: Subject) -> ColumnElement[bool]:
    """Of a decision about the person, or of a request for their information; not set aside."""
    documents, decisions = table("documents").c, table("sharing_decisions").c
    of_decision = select(decisions.id).where(DECISIONS.where(subject))
    theirs = or_(documents.decision_id.in_(of_decision), documents.id.in_(subject.paper_ids))
    return and_(theirs, ~is_set_aside())


DOCUMENTS = Source(
    "documents",
    "Documents kept as they were given",
    _of_the_person,
    leaves=frozenset({"checksum", "bytes", "holds_scripts"}),
)


class DocumentPages(Source):
    """The pages of documents, each with the words that count."""

    def rows(self, subject: Subject) -> list[Mapping[str, Any]]:
        """The person's pages in order, with what was typed of each and the name of its document."""
        pages, documents, typed = (
            table(PAGES).c,
            table("documents").c,
            table("document_words_typed").c,
        )
        newest = (
            select(typed.words)
            .where(typed.document_id == pages.document_id, typed.page == pages.number)
            .order_by(typed.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        found = (
            select(
                *pages,
                newest.label("typed"),
                documents.words.label("document"),
                documents.pages.label("of"),
            )
            .join_from(table(PAGES), table("documents"))
            .where(self.where(subject))
            .order_by(pages.document_id, pages.number)
        )
        return [dict(row) for row in db.session.execute(found).mappings()]

    def section(self, rows: list[Mapping[str, Any]], names: Names) -> Section:
        """The pages in words."""
        return Section(self.table, self.heading, tuple(map(_passages, rows)), self.grows)


def _passages(row: Mapping[str, Any]) -> tuple[Passage, ...]:
    origin = f"{PAGES}:{row['id']}"
    place = f"{row['document']}, page {row['number']} of {row['of']}"
    said = [Passage(origin, label, part) for label, text in _said(row) for part in cut(text)]
    return (Passage(origin, "Document", place), *said)


def _said(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands on a page, under the label of how it is known."""
    reading: PageReading = row["reading"]
    typed = row["typed"]
    if typed is not None:
        return [("As a person typed it", typed or NOTHING_ON_IT)]
    if must_be_typed(reading, typed=False):
        read = [("As the program read it", row["words"])] if row["words"] else []
        return [*read, ("What cannot be read", NOT_TYPED)]
    if not row["words"]:
        return [("As the program read it", NOTHING_ON_IT)]
    beside = reading is PageReading.WORDS_AND_PICTURE
    return [
        ("As the program read it", row["words"]),
        *([("What cannot be read", PICTURE_TOO)] if beside else []),
    ]


SOURCES = (
    DOCUMENTS,
    below("document_standings", "Documents set aside and put back", "document_id", DOCUMENTS),
    DocumentPages(
        PAGES,
        "What stands in documents",
        below(PAGES, "", "document_id", DOCUMENTS).where,
    ),
)
"""Each table, under its heading."""
