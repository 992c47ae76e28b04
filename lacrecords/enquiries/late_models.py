"""Late hits: a record that came in or changed after an enquiry may be the child asked about.

A row is one pair of an enquired child and a record, as it met. It is answered once,
withdrawn once, undone once, and never changed otherwise.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.enquiries.models import ABOUT
from lacrecords.terms import LateHitAnswer, MatchStrength

_WAITS = text("answer IS NULL AND withdrawn_at IS NULL")


class LateHit(Base):
    """One record that met an earlier enquired child, and what a manager decided of it."""

    __tablename__ = "late_hits"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["enquiry_id", "enquired_child_id"],
            ["enquired_children.enquiry_id", "enquired_children.id"],
        ),
        Index(
            "ix_late_hits_one_waiting",
            "enquired_child_id",
            "child_id",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        CheckConstraint(
            "answer IS NULL OR (trim(reasons) <> '' AND answered_by <> ''"
            " AND answered_at IS NOT NULL)",
            name="answered_with_reasons",
        ),
        CheckConstraint(
            "answer IS NULL OR answer <> 'same'"
            " OR (ring_back IS NOT NULL AND trim(ring_back_because) <> '')",
            name="ringing_back_is_decided",
        ),
        CheckConstraint("withdrawn_at IS NULL OR answer IS NULL", name="answered_or_withdrawn"),
        CheckConstraint(
            "undone_at IS NULL OR (answer IS NOT NULL AND trim(undone_because) <> '')",
            name="undone_with_reasons",
        ),
        {"info": {"meaning": "records that met an earlier enquiry later", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    enquiry_id: Mapped[int] = described("the earlier enquiry", index=True)
    enquired_child_id: Mapped[int] = described("the child asked about", index=True)
    child_id: Mapped[int] = described(
        "the record that meets", ForeignKey("children.id"), index=True
    )
    task_id: Mapped[int] = described("the task to decide", ForeignKey("tasks.id"), unique=True)
    strength: Mapped[MatchStrength] = described("how strongly they agreed when it was raised")
    score: Mapped[int] = described("the same in hundredths of a bit")
    why: Mapped[list[Any]] = described("the reasons, in words")
    evidence: Mapped[str] = described("a mark of what both sides said; another: other evidence")
    raised_at: Mapped[datetime] = described("moment it was raised")
    answer: Mapped[LateHitAnswer | None] = described("what the manager decided; empty: not yet")
    answered_at: Mapped[datetime | None] = described("moment of the decision")
    answered_by: Mapped[str | None] = described("who decided")
    reasons: Mapped[str | None] = described("their reasons")
    ring_back: Mapped[bool | None] = described("whether the enquirer is to be rung back")
    ring_back_because: Mapped[str | None] = described("why, or why not")
    withdrawn_at: Mapped[datetime | None] = described("moment nothing was left to decide")
    withdrawn_because: Mapped[str | None] = described("why nothing was left to decide")
    undone_at: Mapped[datetime | None] = described("moment the decision was undone")
    undone_by: Mapped[str | None] = described("who undid it")
    undone_because: Mapped[str | None] = described("why it was undone")
