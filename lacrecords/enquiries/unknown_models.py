"""Children not known who were asked about, and what the designated manager considers of them.

An `UnknownChild` ties together the enquired children decided to be the same
not-known child. A partial unique index allows one open consideration for each.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.enquiries.models import ABOUT
from lacrecords.terms import ConsiderationOutcome


class UnknownChild(Base):
    """An anchor for one not-known child; identity only."""

    __tablename__ = "unknown_children"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "not-known children, one row each", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    made_at: Mapped[datetime] = described("moment")


class UnknownChildLink(Base):
    """This enquired child is that not-known child."""

    __tablename__ = "unknown_child_links"
    __sensitive__ = True
    __table_args__ = (
        Index(
            "ix_unknown_child_links_current",
            "enquired_child_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        {"info": {"meaning": "which enquired child is which not-known child", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    unknown_child_id: Mapped[int] = described(
        "the not-known child", ForeignKey("unknown_children.id"), index=True
    )
    enquired_child_id: Mapped[int] = described(
        "the enquired child", ForeignKey("enquired_children.id"), index=True
    )
    linked_at: Mapped[datetime] = described("moment")
    linked_by: Mapped[str] = described("who or what linked them")
    by_person: Mapped[bool] = described("a person decided; no: a strong link found by the system")
    why: Mapped[str] = described("what agrees, in words")
    undone_at: Mapped[datetime | None] = described("moment the link was undone")
    undone_by: Mapped[str | None] = described("who undid it")
    undone_because: Mapped[str | None] = described("why it was undone")


class Continuation(Base):
    """A later enquiry by the same enquirer on the same matter; it does not count as a second."""

    __tablename__ = "continuations"
    __sensitive__ = True
    __table_args__ = (
        Index(
            "ix_continuations_current",
            "enquired_child_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        {"info": {"meaning": "enquiries marked as continuing an earlier one", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquired_child_id: Mapped[int] = described(
        "the later enquired child", ForeignKey("enquired_children.id"), index=True
    )
    earlier_enquired_child_id: Mapped[int] = described(
        "the earlier one", ForeignKey("enquired_children.id")
    )
    marked_by: Mapped[str] = described("who marked it")
    marked_at: Mapped[datetime] = described("moment")
    reason: Mapped[str] = described("why it is the same enquirer and the same matter")
    undone_at: Mapped[datetime | None] = described("moment the mark was undone")
    undone_by: Mapped[str | None] = described("who undid it")
    undone_because: Mapped[str | None] = described("why it was undone")


class Consideration(Base):
    """Child in need consideration: the designated manager's duty after a second enquiry."""

    __tablename__ = "considerations"
    __sensitive__ = True
    __table_args__ = (
        Index(
            "ix_considerations_one_open",
            "unknown_child_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint(
            "closed_at IS NULL OR (outcome IS NOT NULL AND reasons <> '' AND closed_by <> '')",
            name="closed_with_reasons",
        ),
        {"info": {"meaning": "child in need considerations", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference", unique=True)
    unknown_child_id: Mapped[int] = described(
        "the not-known child", ForeignKey("unknown_children.id"), index=True
    )
    opened_at: Mapped[datetime] = described("moment the second enquiry was settled")
    due_at: Mapped[datetime] = described("moment it is due")
    closed_at: Mapped[datetime | None] = described("moment it was closed")
    closed_by: Mapped[str | None] = described("who closed it")
    outcome: Mapped[ConsiderationOutcome | None] = described("how it ended")
    reasons: Mapped[str | None] = described("the designated manager's reasons")
    note: Mapped[str | None] = described("the note for the case system, word for word")
    task_id: Mapped[int | None] = described("the task of who is to act", ForeignKey("tasks.id"))


class ConsiderationEnquiry(Base):
    """An enquired child that a consideration is about."""

    __tablename__ = "consideration_enquiries"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "which enquiries a consideration weighs", **ABOUT}},)

    consideration_id: Mapped[int] = described(
        "the consideration", ForeignKey("considerations.id"), primary_key=True
    )
    enquired_child_id: Mapped[int] = described(
        "the enquired child", ForeignKey("enquired_children.id"), primary_key=True
    )
    joined_at: Mapped[datetime] = described("moment it joined")
