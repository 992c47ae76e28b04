"""How a request is answered: serious harm, release by two people, refusal, what was issued."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.subject_access.models import ABOUT, request_column
from lacrecords.terms import (
    AccessClock,
    AccessDocumentKind,
    AccessEnd,
    DeliveryWay,
    HarmAnswer,
)


def _of_request() -> ForeignKeyConstraint:
    """The pack is one of this request."""
    return ForeignKeyConstraint(
        ["request_id", "pack_id"], ["subject_access_packs.request_id", "subject_access_packs.id"]
    )


class HarmCheck(Base):
    """A social work professional says whether the release would be likely to cause serious harm."""

    __tablename__ = "subject_access_harm_checks"
    __sensitive__ = True
    __table_args__ = (
        _of_request(),
        CheckConstraint("trim(words) <> ''", name="answered_with_reasons"),
        {"info": {"meaning": "answers on serious harm by a release", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    pack_id: Mapped[int] = described("the pack that they read")
    answer: Mapped[HarmAnswer] = described("not likely, on some pages, or as a whole")
    pages: Mapped[list[Any]] = described("the pages; empty: none, or the whole")
    words: Mapped[str] = described("why, in their words")
    answered_by: Mapped[str] = described("who answered")
    answered_at: Mapped[datetime] = described("moment")


class ReleaseAsked(Base):
    """Somebody has prepared the pack, and asks a second person to read and release it."""

    __tablename__ = "subject_access_release_asked"
    __sensitive__ = True
    __table_args__ = (
        _of_request(),
        UniqueConstraint("id", "asked_by", "pack_id", "request_id", "release_digest"),
        {"info": {"meaning": "packs that wait for a second person", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    pack_id: Mapped[int] = described("the pack")
    release_digest: Mapped[str] = described("SHA-256 of the words as they would be released")
    asked_by: Mapped[str] = described("who prepared it")
    asked_at: Mapped[datetime] = described("moment")


class ReleaseReturned(Base):
    """The second person gives the pack back, with reasons."""

    __tablename__ = "subject_access_returned"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(because) <> ''", name="returned_with_reasons"),
        {"info": {"meaning": "packs that were given back", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    asked_id: Mapped[int] = described(
        "what was asked", ForeignKey("subject_access_release_asked.id"), unique=True
    )
    because: Mapped[str] = described("why, in their words")
    returned_by: Mapped[str] = described("who read it")
    returned_at: Mapped[datetime] = described("moment")


class Release(Base):
    """The pack is released: read by a second person, who is not the one that prepared it."""

    __tablename__ = "subject_access_releases"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["asked_id", "asked_by", "pack_id", "request_id", "release_digest"],
            [
                "subject_access_release_asked.id",
                "subject_access_release_asked.asked_by",
                "subject_access_release_asked.pack_id",
                "subject_access_release_asked.request_id",
                "subject_access_release_asked.release_digest",
            ],
        ),
        UniqueConstraint("asked_id"),
        CheckConstraint("released_by <> asked_by", name="two_people"),
        {"info": {"meaning": "packs that were released", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = described("the request", index=True)
    asked_id: Mapped[int] = described("what was asked")
    pack_id: Mapped[int] = described("the pack")
    asked_by: Mapped[str] = described("who prepared it")
    release_digest: Mapped[str] = described("SHA-256 of the words that are released")
    released_by: Mapped[str] = described("who read and released it")
    released_at: Mapped[datetime] = described("moment")


class AccessEnded(Base):
    """The request ended without a pack: nothing held, refused, never shown, or taken back."""

    __tablename__ = "subject_access_ends"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="ended_with_reasons"),
        {"info": {"meaning": "requests that ended without a pack", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = described(
        "the request", ForeignKey("subject_access_requests.id"), unique=True
    )
    ended_as: Mapped[AccessEnd] = described("how, from the closed list")
    words: Mapped[str] = described("the reasons")
    asked_id: Mapped[int | None] = described(
        "what a second person agreed to; empty: whoever asked took it back, or an older program",
        ForeignKey("subject_access_ends_asked.id"),
        unique=True,
    )
    asked_by: Mapped[str | None] = described("who asked for the end")
    ended_by: Mapped[str] = described("who ended it: the second person, where one is needed")
    ended_at: Mapped[datetime] = described("moment")


class AccessDocument(Base):
    """The pack with its letter, or the letter alone, exactly as it was issued."""

    __tablename__ = "subject_access_documents"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("length(checksum) = 64", name="with_its_checksum"),
        Index(
            "uq_subject_access_documents_letter",
            "request_id",
            unique=True,
            sqlite_where=text("release_id IS NULL"),
            postgresql_where=text("release_id IS NULL"),
        ),
        {"info": {"meaning": "packs and letters as they were issued", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    release_id: Mapped[int | None] = described(
        "the release; empty: a letter alone", ForeignKey("subject_access_releases.id"), unique=True
    )
    kind: Mapped[AccessDocumentKind] = described("pack or letter")
    pdf: Mapped[bytes] = described("the document", LargeBinary)
    checksum: Mapped[str] = described("SHA-256 of the document")
    made_at: Mapped[datetime] = described("moment it was made")


class AccessDelivery(Base):
    """What was issued has gone: how, to whom, when."""

    __tablename__ = "subject_access_deliveries"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(to_whom) <> '' AND trim(words) <> ''", name="to_somebody_somehow"),
        {"info": {"meaning": "how packs and letters went", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    document_id: Mapped[int] = described(
        "what went", ForeignKey("subject_access_documents.id"), unique=True
    )
    way: Mapped[DeliveryWay] = described("how it went")
    to_whom: Mapped[str] = described("to whom")
    went_on: Mapped[date] = described("day it went")
    words: Mapped[str] = described("signature seen, number of the posting, or address")
    recorded_by: Mapped[str] = described("who wrote it down")
    recorded_at: Mapped[datetime] = described("moment")


class AccessWarning(Base):
    """Our own people were told where the clock stands; once for each state and last day."""

    __tablename__ = "subject_access_warnings"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("request_id", "clock", "due_on"),
        {"info": {"meaning": "warnings that an answer is due", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    clock: Mapped[AccessClock] = described("which state was told")
    due_on: Mapped[date] = described("the last day as it stood then")
    told_at: Mapped[datetime] = described("moment")
