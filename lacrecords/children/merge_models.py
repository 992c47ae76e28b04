"""Two records of one child: pairs that may be, pairs that are not, and records that are linked.

A link moves and deletes nothing: each fact stays with the record it was written on. Whoever
reads asks `linked` which records are one child.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from lacrecords.children.models import ABOUT
from lacrecords.database import Base, described

STANDING = "undone_at IS NULL AND (approved IS NULL OR approved)"
"""A link that waits for the second person or is in force, as SQL."""
_FOUND = {"class": "child", "retention": "until either record changes"}


def _one_of_two(which: str) -> Mapped[int]:
    return described(f"the {which} record", ForeignKey("children.id"), index=True)


class DuplicatePair(Base):
    """Two records that may be of one child, as the index has it: found anew after each change."""

    __tablename__ = "duplicate_pairs"
    __table_args__ = (
        UniqueConstraint("first_child_id", "second_child_id"),
        {"info": {"meaning": "pairs of records that may be of one child", **_FOUND}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    first_child_id: Mapped[int] = _one_of_two("older")
    second_child_id: Mapped[int] = _one_of_two("newer")
    evidence: Mapped[str] = described("changes whenever either record says something else")
    strength: Mapped[str] = described("how strongly they look like one child", index=True)
    score: Mapped[float] = described("bits of evidence above the odds of chance")
    reasons: Mapped[list[Any]] = described("why, in words")
    found_at: Mapped[datetime] = described("moment the pair was found")


class DecidedTwoChildren(Base):
    """Somebody decided that a pair is of two children, on what both records said then.

    It names no record, only the evidence, so that it ties nothing once one of them is sealed.
    """

    __tablename__ = "decided_two_children"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "pairs decided to be of two children", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    evidence: Mapped[str] = described(
        "what the decision rests on; other evidence asks again", index=True
    )
    decided_by: Mapped[str] = described("who decided")
    decided_at: Mapped[datetime] = described("moment it was decided")
    reason: Mapped[str] = described("why, in their words")


class RecordMerge(Base):
    """Two records are linked as one child: proposed by one person, decided by another, undone."""

    __tablename__ = "record_merges"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("kept_child_id <> linked_child_id", name="two_records"),
        CheckConstraint("proposed_by <> 'account:' || approver_id", name="asked_of_another"),
        CheckConstraint(
            "approved IS NULL OR NOT approved OR"
            " (decided_by <> proposed_by AND decided_by = 'account:' || approver_id)",
            name="linked_by_two",
        ),
        CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)"
            " AND (decided_by IS NULL) = (approved IS NULL)"
            " AND (decided_by IS NULL) = (decided_because IS NULL)",
            name="decided_as_a_whole",
        ),
        CheckConstraint(
            "(undone_by IS NULL) = (undone_at IS NULL)"
            " AND (undone_by IS NULL) = (undone_because IS NULL)"
            " AND (undone_at IS NULL OR (approved IS NOT NULL AND approved))",
            name="undone_as_a_whole",
        ),
        Index(
            "ix_record_merges_one_standing",
            "linked_child_id",
            unique=True,
            sqlite_where=text(STANDING),
            postgresql_where=text(STANDING),
        ),
        {"info": {"meaning": "records linked as one child, and proposals to", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    kept_child_id: Mapped[int] = _one_of_two("kept")
    linked_child_id: Mapped[int] = _one_of_two("linked")
    proposed_by: Mapped[str] = described("who proposed it")
    proposed_at: Mapped[datetime] = described("moment it was proposed")
    reason: Mapped[str] = described("why they are one child, in their words")
    holds: Mapped[list[Any]] = described(
        "of what the records say differently, what holds as the linked one has it"
    )
    evidence: Mapped[str] = described("what both records said when it was proposed")
    approver_id: Mapped[int] = described(
        "the other person, who decides", ForeignKey("accounts.id"), index=True
    )
    decided_by: Mapped[str | None] = described("who decided, or who took the proposal back")
    decided_at: Mapped[datetime | None] = described("moment it was decided; empty: it waits")
    approved: Mapped[bool | None] = described("whether the records were linked")
    decided_because: Mapped[str | None] = described("why, in the words of whoever decided")
    undone_by: Mapped[str | None] = described("who undid the link")
    undone_at: Mapped[datetime | None] = described("moment it was undone; empty: it stands")
    undone_because: Mapped[str | None] = described("why it was undone, in their words")
