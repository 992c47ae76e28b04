"""The pack: pages as they were assembled, proposals, and what is left out. Rows are added.

Nothing in a page is ever changed: what is left out is a row beside it, undone by another row.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.subject_access.models import ABOUT, request_column
from lacrecords.terms import KeptInReason, LeftOutReason


class SubjectPack(Base):
    """Everything that is held about the person, as it stood at one moment."""

    __tablename__ = "subject_access_packs"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("request_id", "number"),
        UniqueConstraint("request_id", "id"),
        CheckConstraint("number >= 1 AND pages >= 1", name="numbered_from_one"),
        {"info": {"meaning": "packs of everything held about a person", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    request_id: Mapped[int] = request_column()
    number: Mapped[int] = described("first, second ... pack of the request")
    pages: Mapped[int] = described("how many pages it has")
    scope_id: Mapped[int | None] = described(
        "the part that was asked for; empty: everything", ForeignKey("subject_access_scopes.id")
    )
    content_digest: Mapped[str] = described("SHA-256 of what is held, to see whether it changed")
    checksum: Mapped[str] = described("SHA-256 of the pages as they are kept")
    assembled_by: Mapped[str] = described("who asked for it")
    assembled_at: Mapped[datetime] = described("moment of what is held")


class PackPage(Base):
    """One page: its heading, and its passages in order."""

    __tablename__ = "subject_access_pages"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "pages of packs", **ABOUT}},)

    pack_id: Mapped[int] = described(
        "the pack", ForeignKey("subject_access_packs.id"), primary_key=True
    )
    number: Mapped[int] = described("first, second ... page", primary_key=True)
    source: Mapped[str] = described("from which part of the records")
    heading: Mapped[str] = described("heading of the page")
    passages: Mapped[list[Any]] = described("label, words and origin of each passage, in order")


class MarkProposal(Base):
    """The program proposes that some words of a page point to somebody else."""

    __tablename__ = "subject_access_proposals"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["pack_id", "page"], ["subject_access_pages.pack_id", "subject_access_pages.number"]
        ),
        UniqueConstraint("pack_id", "page", "passage", "begins", "ends"),
        CheckConstraint("ends > begins AND begins >= 0", name="some_words"),
        {"info": {"meaning": "words that are proposed to be left out", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    pack_id: Mapped[int] = described("the pack", index=True)
    page: Mapped[int] = described("the page")
    passage: Mapped[int] = described("which passage of the page, from nought")
    begins: Mapped[int] = described("place of the first letter")
    ends: Mapped[int] = described("place behind the last letter")
    kind: Mapped[str] = described("what it looks like: a name, an address, a number")
    words: Mapped[str] = described("the words")


class ProposalRefused(Base):
    """Words that were proposed stay in, with the reason."""

    __tablename__ = "subject_access_proposals_refused"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "proposals that were refused", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    proposal_id: Mapped[int] = described(
        "the proposal", ForeignKey("subject_access_proposals.id"), unique=True
    )
    reason: Mapped[KeptInReason] = described("why they stay, from the closed list")
    refused_by: Mapped[str] = described("who decided")
    refused_at: Mapped[datetime] = described("moment")


class Redaction(Base):
    """Words of a page are left out of what is released."""

    __tablename__ = "subject_access_redactions"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["pack_id", "page"], ["subject_access_pages.pack_id", "subject_access_pages.number"]
        ),
        CheckConstraint("ends > begins AND begins >= 0", name="some_words"),
        {"info": {"meaning": "words that are left out of a release", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    pack_id: Mapped[int] = described("the pack", index=True)
    page: Mapped[int] = described("the page")
    passage: Mapped[int] = described("which passage of the page, from nought")
    begins: Mapped[int] = described("place of the first letter")
    ends: Mapped[int] = described("place behind the last letter")
    reason: Mapped[LeftOutReason] = described("on which ground, from the closed list")
    proposal_id: Mapped[int | None] = described(
        "the proposal that was accepted; empty: the reader chose the words",
        ForeignKey("subject_access_proposals.id"),
        index=True,
    )
    carried_from_id: Mapped[int | None] = described(
        "the same decision on an earlier pack", ForeignKey("subject_access_redactions.id")
    )
    made_by: Mapped[str] = described("who decided")
    made_at: Mapped[datetime] = described("moment")


class RedactionUndone(Base):
    """Words that were left out stand again."""

    __tablename__ = "subject_access_redactions_undone"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(because) <> ''", name="undone_with_reasons"),
        {"info": {"meaning": "redactions that were undone", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    redaction_id: Mapped[int] = described(
        "the redaction", ForeignKey("subject_access_redactions.id"), unique=True
    )
    because: Mapped[str] = described("why, in their words")
    undone_by: Mapped[str] = described("who undid it")
    undone_at: Mapped[datetime] = described("moment")
