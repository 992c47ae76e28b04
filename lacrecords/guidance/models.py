"""The council's own guidance: texts, and the changes of them that two people agreed on.

A change that was agreed is a version of its text. Nothing is ever changed in place: what
another version replaces stays, with the days on which it applied.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import GuidanceKind

_ABOUT = {"class": "internal", "retention": "kept with the decisions that rest on it"}
_ONE_LIST = text("kind = 'not_to_seek_consent'")
_AGREED = text("approved")


class OwnGuidance(Base):
    """A text of the council's own: a protocol, the agreement with an agency, or the one list."""

    __tablename__ = "guidance_texts"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "kind IN ('local_protocol', 'agency_agreement', 'not_to_seek_consent')",
            name="of_the_council",
        ),
        CheckConstraint(
            "(kind = 'agency_agreement') = (agency_id IS NOT NULL)", name="agreement_with_somebody"
        ),
        Index(
            "uq_guidance_texts_one_list",
            "kind",
            unique=True,
            sqlite_where=_ONE_LIST,
            postgresql_where=_ONE_LIST,
        ),
        {"info": {"meaning": "the council's own guidance on sharing information", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    kind: Mapped[GuidanceKind] = described("protocol, agreement, or when not to seek consent")
    agency_id: Mapped[int | None] = described(
        "the agency of the directory that the agreement is with",
        ForeignKey("agencies.id"),
        unique=True,
    )
    added_at: Mapped[datetime] = described("moment it was first proposed")
    added_by_id: Mapped[int] = described("who first proposed it", ForeignKey("accounts.id"))


class GuidanceChange(Base):
    """One person proposes what a text says from a day; agreed by another, it is a version."""

    __tablename__ = "guidance_changes"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(reason) <> ''", name="proposed_with_a_reason"),
        CheckConstraint(
            "(ends AND text = '') OR (NOT ends AND trim(text) <> '' AND trim(title) <> ''"
            " AND trim(source) <> '')",
            name="says_something_or_ends",
        ),
        CheckConstraint("NOT ends OR review_on IS NULL", name="no_review_after_the_end"),
        CheckConstraint("review_on > from_on", name="reviewed_after_it_begins"),
        CheckConstraint("after_number >= 0", name="counted_from_nought"),
        CheckConstraint("decided_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)"
            " AND (decided_at IS NULL) = (approved IS NULL)"
            " AND (decided_at IS NULL) = (decided_because IS NULL)",
            name="decided_in_one_go",
        ),
        CheckConstraint("trim(decided_because) <> ''", name="decided_with_a_reason"),
        Index(
            "uq_guidance_changes_one_version",
            "text_id",
            "after_number",
            unique=True,
            sqlite_where=_AGREED,
            postgresql_where=_AGREED,
        ),
        {"info": {"meaning": "proposed and agreed versions of the council's guidance", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    text_id: Mapped[int] = described("the text", ForeignKey("guidance_texts.id"), index=True)
    after_number: Mapped[int] = described("how many versions were agreed when it was proposed")
    ends: Mapped[bool] = described("whether the text applies no more from that day")
    title: Mapped[str] = described("what the text is called")
    text: Mapped[str] = described("what it says; empty for an end")
    source: Mapped[str] = described("where the signed or published text is")
    from_on: Mapped[date] = described("day from which it applies")
    review_on: Mapped[date | None] = described("day on which an agreement is looked at again")
    corrects_record: Mapped[bool] = described("whether it corrects what the record said of then")
    reason: Mapped[str] = described("why it is proposed, in their words")
    proposed_at: Mapped[datetime] = described("moment it was proposed")
    proposed_by_id: Mapped[int] = described("who proposed it", ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None] = described("moment it was decided")
    decided_by_id: Mapped[int | None] = described("who decided", ForeignKey("accounts.id"))
    approved: Mapped[bool | None] = described("whether it is a version of the text")
    decided_because: Mapped[str | None] = described("why, in their words")


class AgreementReviewDue(Base):
    """The review day of a version of an agreement came, and a task was opened."""

    __tablename__ = "agreement_reviews_due"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "reviews of agreements that came due", **_ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    change_id: Mapped[int] = described(
        "the version that was due", ForeignKey("guidance_changes.id"), unique=True
    )
    opened_at: Mapped[datetime] = described("moment the task was opened")
