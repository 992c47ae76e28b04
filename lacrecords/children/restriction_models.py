"""What stands around a restricted record: requests to lift, emergency openings, refused views.

Every row is about who may open, opened or tried to open a record; what the record says
stands elsewhere. What takes two people is checked by the tables themselves.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from lacrecords.children.models import ABOUT, child_column
from lacrecords.database import Base, described


class RestrictionLift(Base):
    """Somebody asks that a record be restricted no more; another, named, person decides."""

    __tablename__ = "restriction_lifts"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("requested_by <> 'account:' || approver_id", name="asked_of_another"),
        CheckConstraint(
            "approved IS NULL OR NOT approved OR"
            " (decided_by <> requested_by AND decided_by = 'account:' || approver_id)",
            name="lifted_by_two",
        ),
        CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)"
            " AND (decided_by IS NULL) = (approved IS NULL)"
            " AND (decided_by IS NULL) = (decided_because IS NULL)",
            name="decided_as_a_whole",
        ),
        Index(
            "ix_restriction_lifts_one_waiting",
            "restriction_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        {"info": {"meaning": "requests to lift a restriction, decided by another", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    child_id: Mapped[int] = child_column()
    restriction_id: Mapped[int] = described(
        "the restriction that is to be lifted", ForeignKey("restrictions.id"), index=True
    )
    requested_by: Mapped[str] = described("who asks")
    requested_at: Mapped[datetime] = described("moment it was asked")
    reason: Mapped[str] = described("why it should be lifted, in their words")
    approver_id: Mapped[int] = described(
        "the other person, who decides", ForeignKey("accounts.id"), index=True
    )
    decided_by: Mapped[str | None] = described("who decided, or who took the request back")
    decided_at: Mapped[datetime | None] = described("moment it was decided; empty: it waits")
    approved: Mapped[bool | None] = described("whether the restriction was lifted")
    decided_because: Mapped[str | None] = described("why, in the words of whoever decided")


class EmergencyOpening(Base):
    """Somebody opened a restricted record for a short while, to protect a child at once."""

    __tablename__ = "emergency_openings"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("closes_at > opened_at", name="closes_after_it_opened"),
        CheckConstraint("reviewed_by <> opened_by", name="reviewed_by_another"),
        CheckConstraint(
            "(reviewed_by IS NULL) = (reviewed_at IS NULL)"
            " AND (reviewed_by IS NULL) = (justified IS NULL)"
            " AND (reviewed_by IS NULL) = (review_words IS NULL)",
            name="reviewed_as_a_whole",
        ),
        {"info": {"meaning": "restricted records opened in an emergency", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    child_id: Mapped[int] = child_column()
    opened_by: Mapped[str] = described("who opened it", index=True)
    opened_at: Mapped[datetime] = described("moment it was opened")
    closes_at: Mapped[datetime] = described("moment from which it is closed again")
    reason: Mapped[str] = described("why a child had to be protected at once, in their words")
    reviewed_by: Mapped[str | None] = described("the other person, who reviewed it")
    reviewed_at: Mapped[datetime | None] = described("moment of the review; empty: it is due")
    justified: Mapped[bool | None] = described("whether it was right to open the record")
    review_words: Mapped[str | None] = described("what the review found, in words")


class RefusedView(Base):
    """Somebody asked for a restricted record that day and was not shown it; its owner was told."""

    __tablename__ = "refused_views"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("child_id", "asked_by", "asked_on"),
        {"info": {"meaning": "days on which somebody asked for a restricted record", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    child_id: Mapped[int] = child_column()
    asked_by: Mapped[str] = described("who asked for it")
    asked_on: Mapped[date] = described("the day")
    first_at: Mapped[datetime] = described("moment of the first time that day")
