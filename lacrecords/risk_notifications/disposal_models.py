"""Holding a notification, and destroying one that was taken off: by two named people.

The certificate outlives what was destroyed. It names nobody but those who asked and decided, and
refers to the notification by numbers that nothing else has any more.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.risk_notifications.models import ABOUT, notification_column
from lacrecords.terms import RiskDisposalAnswer, RiskDisposalGround

_STANDS = text("lifted_at IS NULL")
_NOT_REFUSED = text("answer IS NULL OR answer = 'agreed'")


class RiskHold(Base):
    """Somebody holds a notification, such as for a court: until it is lifted, it stays."""

    __tablename__ = "risk_holds"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(reason) <> ''", name="with_a_reason"),
        CheckConstraint("lifted_by <> set_by", name="lifted_by_another"),
        CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by IS NULL)"
            " AND (lifted_at IS NULL) = (lifted_because IS NULL)"
            " AND (lifted_at IS NULL OR trim(lifted_because) <> '')",
            name="lifted_as_a_whole",
        ),
        Index(
            "ix_risk_holds_one_stands",
            "risk_notification_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        {"info": {"meaning": "legal holds on risk notifications", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    risk_notification_id: Mapped[int] = notification_column()
    set_by: Mapped[str] = described("who holds it")
    set_at: Mapped[datetime] = described("moment")
    reason: Mapped[str] = described("why, in their words; destroyed with the notification")
    lifted_by: Mapped[str | None] = described("who lifted it")
    lifted_at: Mapped[datetime | None] = described("moment it was lifted; empty: it stands")
    lifted_because: Mapped[str | None] = described("why, in their words")


class RiskDisposal(Base):
    """One asks that a notification be destroyed, another decides; then it is the certificate."""

    __tablename__ = "risk_disposals"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("decided_by_id <> asked_by_id", name="decided_by_another"),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)"
            " AND (decided_at IS NULL) = (answer IS NULL)"
            " AND (decided_at IS NULL) = (approved IS NULL)",
            name="decided_as_a_whole",
        ),
        CheckConstraint("approved IS NULL OR approved = (answer = 'agreed')", name="as_answered"),
        CheckConstraint(
            "(destroyed_at IS NULL) = (counts IS NULL)"
            " AND (destroyed_at IS NULL) = (hit_references IS NULL)"
            " AND (destroyed_at IS NULL) = (checksum IS NULL)"
            " AND (destroyed_at IS NULL OR (approved IS NOT NULL AND approved))",
            name="destroyed_as_a_whole",
        ),
        Index(
            "ix_risk_disposals_one_for_each",
            "notification_number",
            unique=True,
            sqlite_where=_NOT_REFUSED,
            postgresql_where=_NOT_REFUSED,
        ),
        {
            "info": {
                "meaning": "risk notifications destroyed by two people",
                "class": "internal",
                "retention": "for good; it names nobody who was notified of",
            }
        },
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference of the certificate", unique=True)
    notification_reference: Mapped[str] = described(
        "reference that the notification has or had", index=True
    )
    notification_number: Mapped[int] = described(
        "number that the notification has or had, as the trail names it", index=True
    )
    recorded_on: Mapped[date] = described("day the notification was written down")
    removed_on: Mapped[date] = described("day two people took it off")
    ground: Mapped[RiskDisposalGround] = described("why, from the closed list")
    asked_by_id: Mapped[int] = described("who asked", ForeignKey("accounts.id"), index=True)
    asked_at: Mapped[datetime] = described("moment")
    decided_by_id: Mapped[int | None] = described("who decided", ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None] = described("moment of the decision; empty: it waits")
    answer: Mapped[RiskDisposalAnswer | None] = described("the decision, from the closed list")
    approved: Mapped[bool | None] = described("whether it is destroyed")
    destroyed_at: Mapped[datetime | None] = described("moment it was destroyed")
    counts: Mapped[dict[str, Any] | None] = described("how many rows went, or lost their words")
    hit_references: Mapped[list[Any] | None] = described(
        "references of its meetings with children, so that their tasks still lead somewhere"
    )
    last_hit_number: Mapped[int | None] = described(
        "highest number of those meetings: the trail names them by it, so nothing else has it"
    )
    checksum: Mapped[str | None] = described("a mark of what stands on this certificate")
