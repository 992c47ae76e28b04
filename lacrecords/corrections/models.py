"""A correction, who had the old version, and how each of them stands.

Rows are added; that somebody was told, or is not, is filled in once. What the old version
said and what is right now stand in the facts and items themselves.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import (
    CorrectionCause,
    NotTold,
    SharingMeans,
    ToldBy,
    VerificationMethod,
    VerificationOutcome,
)

ABOUT = {"class": "child", "retention": "with the child's record"}
_OPEN = text("settled_at IS NULL")


class Correction(Base):
    """A fact was never so, or an item that was shared was not right; somebody had it."""

    __tablename__ = "corrections"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("fact_kind", "fact_id"),
        CheckConstraint(
            "(cause = 'fact') = (fact_id IS NOT NULL) AND (cause = 'item') = (item_id IS NOT NULL)",
            name="of_a_fact_or_an_item",
        ),
        CheckConstraint(
            "cause = 'fact' OR (trim(right_now) <> '' AND trim(because) <> '')",
            name="said_what_is_right_and_why",
        ),
        {"info": {"meaning": "corrections of what others were told", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    cause: Mapped[CorrectionCause] = described("a fact of the record, or an item that was shared")
    root_id: Mapped[int | None] = described(
        "the correction of the same thing that was noticed first; empty: this is it",
        ForeignKey("corrections.id"),
        index=True,
    )
    child_id: Mapped[int | None] = described(
        "the record; empty: a decision to share without one", ForeignKey("children.id"), index=True
    )
    fact_kind: Mapped[str] = described("which kind of fact; empty: an item")
    fact_id: Mapped[int | None] = described("number of the version that was never so")
    new_fact_id: Mapped[int | None] = described("what took its place; empty: nothing did")
    item_id: Mapped[int | None] = described(
        "the item that was not right", ForeignKey("sharing_items.id"), index=True
    )
    right_now: Mapped[str] = described("of an item: what is right now; empty: the record says it")
    because: Mapped[str] = described("why it was corrected, in their words")
    begun_at: Mapped[datetime] = described("moment since which the old version was held")
    corrected_at: Mapped[datetime] = described("moment it was corrected", index=True)
    corrected_by: Mapped[str] = described("who corrected it, or which file")
    noticed_at: Mapped[datetime] = described("moment it was found that somebody had it")


class CorrectionDuty(Base):
    """One recipient who had the old version: to be told, told, or not told with a reason."""

    __tablename__ = "correction_duties"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("correction_id", "recipient_key"),
        # Whoever waits to be told gets the newest version, and is not asked twice.
        Index(
            "ix_correction_duties_one_open",
            "root_id",
            "recipient_key",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("trim(name) <> ''", name="named"),
        CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)"
            " AND (settled_at IS NULL) = (told_at IS NULL AND not_told IS NULL)"
            " AND (told_at IS NULL OR not_told IS NULL)",
            name="told_or_not",
        ),
        CheckConstraint(
            "told_at IS NULL OR (check_id IS NOT NULL AND means IS NOT NULL"
            " AND coalesce(trim(told_words), '') <> '')",
            name="told_in_words_on_a_check",
        ),
        CheckConstraint(
            "not_told IS NULL OR coalesce(trim(not_told_because), '') <> ''",
            name="not_told_with_a_reason",
        ),
        CheckConstraint(
            "not_told IS NULL OR not_told <> 'cannot_be_reached' OR coalesce(attempts, 0) > 0",
            name="not_reached_after_attempts",
        ),
        {"info": {"meaning": "who is to be told of a correction", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    correction_id: Mapped[int] = described("the correction", ForeignKey("corrections.id"))
    root_id: Mapped[int] = described("the first of the same thing", ForeignKey("corrections.id"))
    source: Mapped[ToldBy] = described("by which way they had it")
    origin_id: Mapped[int] = described("number of the decision, enquiry, request or list")
    recipient_key: Mapped[str] = described("the same for one request or one body")
    name: Mapped[str] = described("who had it, as they were known then")
    role: Mapped[str] = described("what they are, as given then")
    agency_id: Mapped[int | None] = described(
        "agency of the directory", ForeignKey("agencies.id"), index=True
    )
    agency_name: Mapped[str] = described("agency as given; empty: none")
    authority_id: Mapped[int | None] = described(
        "the other authority that had a notice", ForeignKey("other_authorities.id")
    )
    managers_only: Mapped[bool] = described("who had it is for managers alone to see")
    account_id: Mapped[int | None] = described(
        "who is asked to tell them; empty: whoever holds a role", ForeignKey("accounts.id")
    )
    task_id: Mapped[int] = described("the task to tell them", ForeignKey("tasks.id"), unique=True)
    opened_at: Mapped[datetime] = described("moment it was opened")
    due_at: Mapped[datetime] = described("moment by which they are to be told", index=True)
    settled_at: Mapped[datetime | None] = described("moment it was written down; empty: open")
    settled_by: Mapped[str | None] = described("who told them, or decided that they are not told")
    told_at: Mapped[datetime | None] = described("moment they were told")
    means: Mapped[SharingMeans | None] = described("how they were told")
    told_words: Mapped[str | None] = described("the words said")
    check_id: Mapped[int | None] = described("the check it rests on; the guard holds that it is")
    not_told: Mapped[NotTold | None] = described("why they are not told, from the closed list")
    not_told_because: Mapped[str | None] = described("the reason, in the manager's words")
    attempts: Mapped[int | None] = described("how often it was tried to reach them")


class CorrectionHad(Base):
    """One thing that a recipient was told and that rests on what was never so."""

    __tablename__ = "correction_had"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("correction_id", "source", "source_row"),
        {"info": {"meaning": "what recipients had of an old version", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    correction_id: Mapped[int] = described("the correction", ForeignKey("corrections.id"))
    duty_id: Mapped[int] = described(
        "the recipient", ForeignKey("correction_duties.id"), index=True
    )
    source: Mapped[ToldBy] = described("by which way they had it")
    source_row: Mapped[int] = described("number of the row that keeps what was told")
    exactly: Mapped[bool] = described("they were told just this, in no words of anybody's own")
    words: Mapped[str] = described("what was told, word for word")
    told_at: Mapped[datetime] = described("moment they were told")
    told_by: Mapped[str] = described("who told them")


class CorrectionCheck(Base):
    """One check of a recipient before they are told: how, and what it showed."""

    __tablename__ = "correction_checks"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "outcome <> 'confirmed' OR method = 'identity_document'"
            " OR (method IN ('ring_back', 'directory_email')"
            " AND (contact_point_id IS NOT NULL OR authority_contact_id IS NOT NULL))",
            name="confirmed_by_directory_or_document",
        ),
        {"info": {"meaning": "checks of recipients of corrections", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    duty_id: Mapped[int] = described("whom it checked", ForeignKey("correction_duties.id"))
    method: Mapped[VerificationMethod] = described("how")
    contact_point_id: Mapped[int | None] = described(
        "the directory's number or address used", ForeignKey("contact_points.id")
    )
    authority_contact_id: Mapped[int | None] = described(
        "the other authority's number or address used", ForeignKey("authority_contacts.id")
    )
    outcome: Mapped[VerificationOutcome] = described("what it showed")
    words: Mapped[str] = described("what happened, in the person's own words")
    checked_at: Mapped[datetime] = described("moment")
    checked_by: Mapped[str] = described("who checked")
