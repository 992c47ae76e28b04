"""Notifications, their delivery, acknowledgement and follow-up; and tasks with a clock.

A row here is made in the transaction of what it announces. What leaves the
program carries `reference` and a link, nothing else.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import MatterKind, NotificationKind, Role, TaskKind, Urgency

_CASE = {"class": "child", "retention": "with the enquiry it is about"}


class Notification(Base):
    """We tell one person, one team or everybody with one role; exactly one of the three."""

    __tablename__ = "notifications"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN account_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN team_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN role IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_recipient",
        ),
        {"info": {"meaning": "notifications to our own people", **_CASE}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference; all that leaves the program", unique=True)
    kind: Mapped[NotificationKind] = described("why this person is told")
    urgency: Mapped[Urgency] = described("routine or urgent")
    account_id: Mapped[int | None] = described(
        "the person told", ForeignKey("accounts.id"), index=True
    )
    team_id: Mapped[int | None] = described("or the team told", ForeignKey("teams.id"), index=True)
    role: Mapped[Role | None] = described("or the role told", index=True)
    enquiry_id: Mapped[int | None] = described(
        "the enquiry it is about", ForeignKey("enquiries.id"), index=True
    )
    enquired_child_id: Mapped[int | None] = described(
        "the enquired child it is about", ForeignKey("enquired_children.id")
    )
    child_id: Mapped[int | None] = described(
        "the recipient's child it is about", ForeignKey("children.id"), index=True
    )
    consideration_id: Mapped[int | None] = described(
        "the consideration it opens", ForeignKey("considerations.id")
    )
    task_id: Mapped[int | None] = described(
        "the task that it announces", ForeignKey("tasks.id"), index=True
    )
    matter: Mapped[MatterKind | None] = described("what else it is about: a kind of matter")
    matter_reference: Mapped[str | None] = described("the reference of that matter", index=True)
    why: Mapped[str] = described("one sentence for the inbox; shown only after sign-in")
    created_at: Mapped[datetime] = described("moment it was made")
    acknowledge_by_at: Mapped[datetime] = described("moment after which it climbs")
    climbed_from_id: Mapped[int | None] = described(
        "the unacknowledged notification this one climbs from",
        ForeignKey("notifications.id"),
        unique=True,
    )
    first_id: Mapped[int | None] = described(
        "the first notification of this climb; empty: it is the first itself",
        ForeignKey("notifications.id"),
        index=True,
    )


class JoinedNotice(Base):
    """One more reason or child that joined a notification before it was acknowledged."""

    __tablename__ = "joined_notices"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "what joined a notification", **_CASE}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    notification_id: Mapped[int] = described(
        "the notification", ForeignKey("notifications.id"), index=True
    )
    kind: Mapped[NotificationKind] = described("why this person is told")
    enquired_child_id: Mapped[int | None] = described(
        "the enquired child it is about", ForeignKey("enquired_children.id")
    )
    child_id: Mapped[int | None] = described(
        "the recipient's child it is about", ForeignKey("children.id")
    )
    consideration_id: Mapped[int | None] = described(
        "the consideration it opens", ForeignKey("considerations.id")
    )
    why: Mapped[str] = described("one sentence for the inbox; shown only after sign-in")
    joined_at: Mapped[datetime] = described("moment it joined")


class Acknowledgement(Base):
    """Somebody who was told says that they have read it."""

    __tablename__ = "acknowledgements"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "acknowledgements of notifications", **_CASE}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    notification_id: Mapped[int] = described(
        "the notification", ForeignKey("notifications.id"), unique=True
    )
    acknowledged_by: Mapped[str] = described("who acknowledged")
    acknowledged_at: Mapped[datetime] = described("moment")


class FollowUp(Base):
    """What the person told then did about it."""

    __tablename__ = "follow_ups"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "what was done after a notification", **_CASE}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    notification_id: Mapped[int] = described(
        "the notification", ForeignKey("notifications.id"), index=True
    )
    followed_up_by: Mapped[str] = described("who followed it up")
    followed_up_at: Mapped[datetime] = described("moment")
    what_was_done: Mapped[str] = described("in their words")


class DeliveryAttempt(Base):
    """One try to deliver a notification by one channel."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (
        Index("ix_delivery_attempts_notification_id", "notification_id"),
        {"info": {"meaning": "tries to deliver", **_CASE}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    notification_id: Mapped[int] = described("the notification", ForeignKey("notifications.id"))
    channel: Mapped[str] = described("inbox, or another channel by its name")
    at: Mapped[datetime] = described("moment")
    outcome: Mapped[str] = described("delivered, or the kind of failure")


class Task(Base):
    """Something a person, team or role must do by a moment; closed once, with what was done."""

    __tablename__ = "tasks"
    __sensitive__ = True
    __table_args__ = (
        Index("ix_tasks_open", "closed_at", "due_at"),
        {"info": {"meaning": "tasks with a clock", **_CASE}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    kind: Mapped[TaskKind] = described("what must be done")
    enquiry_id: Mapped[int | None] = described(
        "the enquiry, where it is about one", ForeignKey("enquiries.id"), index=True
    )
    enquired_child_id: Mapped[int | None] = described(
        "the enquired child", ForeignKey("enquired_children.id")
    )
    child_id: Mapped[int | None] = described("the child", ForeignKey("children.id"))
    matter: Mapped[MatterKind | None] = described("what else it is about: a kind of matter")
    matter_reference: Mapped[str | None] = described("the reference of that matter", index=True)
    account_id: Mapped[int | None] = described("owner: a person", ForeignKey("accounts.id"))
    team_id: Mapped[int | None] = described("or a team", ForeignKey("teams.id"))
    role: Mapped[Role | None] = described("or a role")
    why: Mapped[str] = described("one sentence for the list")
    created_at: Mapped[datetime] = described("moment it was made")
    due_at: Mapped[datetime] = described("moment it is due")
    closed_at: Mapped[datetime | None] = described("moment it was done")
    closed_by: Mapped[str | None] = described("who did it")
    closing_words: Mapped[str | None] = described("what was done, in their words")
    rung_back: Mapped[bool | None] = described("whether the enquirer was rung back, where asked")
