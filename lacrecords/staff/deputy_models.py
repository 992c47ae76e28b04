"""The designated manager's powers in other hands for a time: recorded, and ending by themselves."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import Role


class PowersHandedOver(Base):
    """One member of staff holds the powers of a role from a day until another day."""

    __tablename__ = "powers_handed_over"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("to_on > from_on", name="ends_after_it_begins"),
        CheckConstraint("role = 'designated_manager'", name="designated_manager_only"),
        CheckConstraint(
            "handed_over_by <> 'account:' || CAST(account_id AS VARCHAR)", name="not_to_oneself"
        ),
        CheckConstraint(
            "ended_at IS NULL OR (ended_by <> '' AND ended_because <> '')",
            name="ended_with_a_reason",
        ),
        {
            "info": {
                "meaning": "the designated manager's powers in other hands for a time",
                "class": "staff",
                "retention": "with the audit trail",
            }
        },
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    role: Mapped[Role] = described("whose powers")
    account_id: Mapped[int] = described("the deputy", ForeignKey("accounts.id"), index=True)
    from_on: Mapped[date] = described("first day")
    to_on: Mapped[date] = described("day on which the powers have ended by themselves")
    reason: Mapped[str] = described("why they were handed over")
    handed_over_at: Mapped[datetime] = described("moment it was written down")
    handed_over_by: Mapped[str] = described("who handed them over")
    ended_at: Mapped[datetime | None] = described("moment they were taken back before their end")
    ended_by: Mapped[str | None] = described("who took them back")
    ended_because: Mapped[str | None] = described("why")
