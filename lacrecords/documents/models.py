"""Documents that are kept as they were given, what was read of them, and what a person typed.

Rows are added and never changed. A document belongs to a decision whether to share, or to a
request for somebody's own information; that it is set aside, or belongs after all, is a further
row. The file stands in a table of its own, so that nothing reads it by the way.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.rules.documents import MOST_PAGES
from lacrecords.terms import DocumentKind, PageReading

ABOUT = {"class": "child", "retention": "with the decision or the request it belongs to"}


class KeptDocument(Base):
    """One document: what it is, from whom, and the mark of its file."""

    __tablename__ = "documents"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("decision_id", "number"),
        UniqueConstraint("access_request_id", "number"),
        UniqueConstraint("decision_id", "checksum"),
        UniqueConstraint("access_request_id", "checksum"),
        CheckConstraint(
            "(decision_id IS NULL) <> (access_request_id IS NULL)", name="belongs_to_one"
        ),
        CheckConstraint("trim(words) <> '' AND trim(from_whom) <> ''", name="said_what_and_whose"),
        CheckConstraint("length(checksum) = 64 AND bytes > 0", name="marked"),
        CheckConstraint(f"pages BETWEEN 1 AND {MOST_PAGES}", name="with_pages"),
        {"info": {"meaning": "documents that are kept as they were given", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one document", unique=True)
    decision_id: Mapped[int | None] = described(
        "the decision whether to share it belongs to", ForeignKey("sharing_decisions.id")
    )
    access_request_id: Mapped[int | None] = described(
        "the request for own information it belongs to", ForeignKey("subject_access_requests.id")
    )
    number: Mapped[int] = described("first, second ... document of its decision or request")
    kind: Mapped[DocumentKind] = described("what kind of document it is")
    words: Mapped[str] = described("what it is, in a few words")
    dated_on: Mapped[date | None] = described("the date on it; empty: none is on it")
    from_whom: Mapped[str] = described("who it is from")
    pages: Mapped[int] = described("how many pages it has")
    bytes: Mapped[int] = described("how large its file is")
    checksum: Mapped[str] = described("SHA-256 of its file")
    holds_scripts: Mapped[bool] = described("whether programs are inside the file")
    holds_files: Mapped[bool] = described("whether other files are inside the file")
    added_at: Mapped[datetime] = described("moment it was added")
    added_by: Mapped[str] = described("who added it")


class DocumentFile(Base):
    """The bytes of a document, as they were given."""

    __tablename__ = "document_files"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("length(content) > 0", name="something_given"),
        {"info": {"meaning": "files of documents, as they were given", **ABOUT}},
    )

    document_id: Mapped[int] = described(
        "the document", ForeignKey("documents.id"), primary_key=True, autoincrement=False
    )
    content: Mapped[bytes] = described("the file, byte for byte")


class DocumentPage(Base):
    """One page of a document: what the program could read of it when it was added."""

    __tablename__ = "document_pages"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("number >= 1", name="numbered_from_one"),
        {"info": {"meaning": "pages of documents, as they were read", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    document_id: Mapped[int] = described("the document", ForeignKey("documents.id"))
    number: Mapped[int] = described("first, second ... page")
    reading: Mapped[PageReading] = described("what could be read of it")
    words: Mapped[str] = described("words on it, as read by the program")


class TypedWords(Base):
    """What a person typed of a page that they had before them; the newest counts."""

    __tablename__ = "document_words_typed"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("document_id", "page", "number"),
        ForeignKeyConstraint(
            ["document_id", "page"], ["document_pages.document_id", "document_pages.number"]
        ),
        CheckConstraint("nothing_on_it = (trim(words) = '')", name="words_or_nothing_on_it"),
        {"info": {"meaning": "words of pages, as a person typed them", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    document_id: Mapped[int] = described("the document", ForeignKey("documents.id"))
    page: Mapped[int] = described("the page")
    number: Mapped[int] = described("first, second ... time it was typed")
    words: Mapped[str] = described("the words that matter, as typed")
    nothing_on_it: Mapped[bool] = described("whether there are no words on the page")
    typed_at: Mapped[datetime] = described("moment it was typed")
    typed_by: Mapped[str] = described("who typed it")


class DocumentStanding(Base):
    """That a document was added by mistake, or belongs after all: by turns, the newest counts."""

    __tablename__ = "document_standings"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("trim(because) <> ''", name="with_reason"),
        CheckConstraint("belongs = (number % 2 = 0)", name="by_turns"),
        {"info": {"meaning": "documents set aside, or put back", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    document_id: Mapped[int] = described("the document", ForeignKey("documents.id"))
    number: Mapped[int] = described("first, second ... time it was said")
    belongs: Mapped[bool] = described("whether it belongs to its decision or request")
    because: Mapped[str] = described("why")
    said_at: Mapped[datetime] = described("moment it was said")
    said_by: Mapped[str] = described("who said it")
