"""What happens to a risk notification: meetings with children, requests, reviews, removal.

Every row is decided once, by a person, with reasons. What takes two people is checked by
the tables themselves.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.risk_notifications.models import ABOUT, notification_column
from lacrecords.terms import RiskHitAnswer, RiskHitKind, RiskReviewOutcome

_HIT_WAITS = text("answer IS NULL AND withdrawn_at IS NULL")
_HIT_STANDS = text("withdrawn_at IS NULL")
_NOT_DECIDED = text("decided_at IS NULL")


class RiskHit(Base):
    """A person who may pose a risk met a child on the register; a person decides."""

    __tablename__ = "risk_hits"
    __sensitive__ = True
    __table_args__ = (
        Index(
            "ix_risk_hits_once_on_this_evidence",
            "risk_notification_id",
            "child_id",
            "evidence",
            unique=True,
            sqlite_where=_HIT_STANDS,
            postgresql_where=_HIT_STANDS,
        ),
        Index(
            "ix_risk_hits_one_waiting",
            "risk_notification_id",
            "child_id",
            unique=True,
            sqlite_where=_HIT_WAITS,
            postgresql_where=_HIT_WAITS,
        ),
        CheckConstraint(
            "answer IS NULL OR (trim(reasons) <> '' AND answered_by <> ''"
            " AND answered_at IS NOT NULL)",
            name="answered_with_reasons",
        ),
        CheckConstraint("withdrawn_at IS NULL OR answer IS NULL", name="answered_or_withdrawn"),
        {"info": {"meaning": "people who may pose a risk, and children they meet", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    risk_notification_id: Mapped[int] = notification_column()
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)
    kind: Mapped[RiskHitKind] = described("how they meet")
    why: Mapped[list[Any]] = described("the reasons, in words without names or addresses")
    evidence: Mapped[str] = described("a mark of the newest evidence, by which it is raised once")
    grounds: Mapped[list[Any]] = described("the marks of all evidence that was shown")
    task_id: Mapped[int] = described("the task to decide", ForeignKey("tasks.id"), unique=True)
    raised_at: Mapped[datetime] = described("moment it was raised")
    answer: Mapped[RiskHitAnswer | None] = described("what was decided; empty: not yet")
    answered_at: Mapped[datetime | None] = described("moment of the decision")
    answered_by: Mapped[str | None] = described("who decided")
    reasons: Mapped[str | None] = described("their reasons")
    withdrawn_at: Mapped[datetime | None] = described("moment nothing was left to decide")
    withdrawn_because: Mapped[str | None] = described("why nothing was left to decide")


class RiskMatched(Base):
    """By which version of the rules a person was last compared with every child."""

    __tablename__ = "risk_matched"
    __table_args__ = ({"info": {"meaning": "people compared with the whole register", **ABOUT}},)

    person_id: Mapped[int] = described(
        "the person", BigInteger, primary_key=True, autoincrement=False
    )
    rules_version: Mapped[int] = described("the version of the rules", SmallInteger)


class RiskAccessRequest(Base):
    """Somebody without standing permission asks to see a notification, with a purpose."""

    __tablename__ = "risk_access_requests"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(purpose) <> ''", name="with_a_purpose"),
        CheckConstraint("decided_by <> 'account:' || account_id", name="decided_by_another"),
        CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)"
            " AND (decided_by IS NULL) = (granted IS NULL)"
            " AND (decided_by IS NULL) = (decided_because IS NULL)",
            name="decided_as_a_whole",
        ),
        CheckConstraint(
            "(until_at IS NOT NULL) = (granted IS NOT NULL AND granted)", name="granted_for_a_time"
        ),
        Index(
            "ix_risk_access_requests_one_waiting",
            "risk_notification_id",
            "account_id",
            unique=True,
            sqlite_where=_NOT_DECIDED,
            postgresql_where=_NOT_DECIDED,
        ),
        {"info": {"meaning": "requests to see a risk notification", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    risk_notification_id: Mapped[int] = notification_column()
    account_id: Mapped[int] = described("who asks", ForeignKey("accounts.id"), index=True)
    purpose: Mapped[str] = described("what for, in their words")
    asked_at: Mapped[datetime] = described("moment")
    decided_by: Mapped[str | None] = described("who decided")
    decided_at: Mapped[datetime | None] = described("moment of the decision; empty: it waits")
    granted: Mapped[bool | None] = described("whether they may see it")
    decided_because: Mapped[str | None] = described("why, in the words of whoever decided")
    until_at: Mapped[datetime | None] = described("until when they may see it")


class RiskReview(Base):
    """A review of a notification: what came of it, why, and when the next one is."""

    __tablename__ = "risk_reviews"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(reasons) <> ''", name="with_reasons"),
        CheckConstraint("outcome = 'remove' OR next_on IS NOT NULL", name="next_one_is_set"),
        {"info": {"meaning": "reviews of risk notifications", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    risk_notification_id: Mapped[int] = notification_column()
    due_on: Mapped[date] = described("day it was due")
    reviewed_at: Mapped[datetime] = described("moment")
    reviewed_by: Mapped[str] = described("who reviewed")
    outcome: Mapped[RiskReviewOutcome] = described("what came of it")
    reasons: Mapped[str] = described("their reasons")
    next_on: Mapped[date | None] = described("day of the next review")


class RiskRemoval(Base):
    """Somebody proposes that a notification be taken off; a second one decides."""

    __tablename__ = "risk_removals"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(reason) <> ''", name="with_a_reason"),
        CheckConstraint("decided_by <> proposed_by", name="decided_by_another"),
        CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)"
            " AND (decided_by IS NULL) = (approved IS NULL)"
            " AND (decided_by IS NULL) = (decided_because IS NULL)",
            name="decided_as_a_whole",
        ),
        Index(
            "ix_risk_removals_one_waiting",
            "risk_notification_id",
            unique=True,
            sqlite_where=_NOT_DECIDED,
            postgresql_where=_NOT_DECIDED,
        ),
        {"info": {"meaning": "removals of risk notifications, decided by another", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    risk_notification_id: Mapped[int] = notification_column()
    proposed_by: Mapped[str] = described("who proposed it")
    proposed_at: Mapped[datetime] = described("moment")
    reason: Mapped[str] = described("why")
    decided_by: Mapped[str | None] = described("who decided")
    decided_at: Mapped[datetime | None] = described("moment of the decision; empty: it waits")
    approved: Mapped[bool | None] = described("whether it is taken off")
    decided_because: Mapped[str | None] = described("why, in the words of whoever decided")
