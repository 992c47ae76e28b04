"""A risk notification: who sent it, what it says of whom, who may see it.

The notification itself is never changed. What it says stands in dated facts, so that a review
changes it by adding; fact and opinion are never one text.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, MappedColumn

from lacrecords.database import Base, described
from lacrecords.history import Fact
from lacrecords.terms import (
    Channel,
    PersonTold,
    RiskBasis,
    RiskLevel,
    RiskRestrictionKind,
    Role,
    VerificationMethod,
    VerificationOutcome,
)

ABOUT = {
    "class": "family",
    "retention": "until two people destroy it, some years after two people took it off",
}


def notification_column() -> MappedColumn[int]:
    """Which notification a row is of."""
    return described("the notification", ForeignKey("risk_notifications.id"), index=True)


class RiskNotification(Base):
    """Notice from an agency of a person who may pose a risk to children."""

    __tablename__ = "risk_notifications"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(source_name) <> ''", name="somebody_sent_it"),
        CheckConstraint("agency_id IS NOT NULL OR trim(agency_name) <> ''", name="from_an_agency"),
        {"info": {"meaning": "notices of people who may pose a risk to children", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    person_id: Mapped[int] = described("the person", ForeignKey("people.id"), index=True)
    agency_id: Mapped[int | None] = described(
        "the agency of the directory that sent it", ForeignKey("agencies.id")
    )
    agency_name: Mapped[str] = described("the agency as given, where it is not in the directory")
    source_name: Mapped[str] = described("who sent it, by name")
    source_role: Mapped[str] = described("their role there")
    contact_given: Mapped[str] = described("the number or address they gave; never used to check")
    channel: Mapped[Channel] = described("how it came")
    received_on: Mapped[date] = described("day it came")
    first_review_on: Mapped[date] = described("day of its first review")
    recorded_at: Mapped[datetime] = described("moment it was written down")
    recorded_by: Mapped[str] = described("who wrote it down")
    form_key: Mapped[str] = described("random key of the form: sent twice, kept once", unique=True)


class RiskStatement(Fact, Base):
    """What the notification says: fact and opinion apart, the assessment, and who was told."""

    __tablename__ = "risk_statements"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(fact) <> '' OR trim(opinion) <> ''", name="says_something"),
        CheckConstraint("trim(told_words) <> ''", name="told_or_why_not"),
        {"info": {"meaning": "what risk notifications say", **ABOUT}},
    )

    risk_notification_id: Mapped[int] = notification_column()
    basis: Mapped[RiskBasis] = described("what it rests on")
    fact: Mapped[str] = described("what is known as fact, with its source")
    opinion: Mapped[str] = described("what is thought, and who thinks it")
    level: Mapped[RiskLevel] = described("how great the risk is assessed to be")
    assessment: Mapped[str] = described("the assessment: by whom, when, to whom the risk is")
    told: Mapped[PersonTold] = described("whether the person was told that this is held")
    told_words: Mapped[str] = described("how and when they were told, or why not")


class RiskRestriction(Fact, Base):
    """What binds the person, such as conditions of bail or licence, between its days."""

    __tablename__ = "risk_restrictions"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="says_something"),
        {"info": {"meaning": "conditions that bind people who may pose a risk", **ABOUT}},
    )

    risk_notification_id: Mapped[int] = notification_column()
    kind: Mapped[RiskRestrictionKind] = described("bail, licence, order, agreement")
    words: Mapped[str] = described("the conditions")


class RiskLinkedChild(Fact, Base):
    """A child on the register whom the notification concerns."""

    __tablename__ = "risk_linked_children"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "children whom notifications concern", **ABOUT}},)

    risk_notification_id: Mapped[int] = notification_column()
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)
    how: Mapped[str] = described("what the person is to the child, or how they meet")


class RiskReader(Fact, Base):
    """Somebody, or everybody with a role, who may see this notification besides those always."""

    __tablename__ = "risk_readers"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (role IS NULL)", name="one_or_a_role"),
        {"info": {"meaning": "who else may see a risk notification", **ABOUT}},
    )

    risk_notification_id: Mapped[int] = notification_column()
    account_id: Mapped[int | None] = described("the person", ForeignKey("accounts.id"), index=True)
    role: Mapped[Role | None] = described("or the role")


class RiskSourceCheck(Base):
    """One check of whoever sent the notification, as an enquirer is checked."""

    __tablename__ = "risk_source_checks"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("outcome <> 'confirmed' OR method <> 'none'", name="confirmed_by_a_method"),
        CheckConstraint(
            "outcome = 'confirmed' OR trim(words) <> ''", name="not_confirmed_with_words"
        ),
        {"info": {"meaning": "checks of whoever sent a risk notification", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    risk_notification_id: Mapped[int] = notification_column()
    method: Mapped[VerificationMethod] = described("how it was checked")
    contact_point_id: Mapped[int | None] = described(
        "the directory's number or address used", ForeignKey("contact_points.id")
    )
    outcome: Mapped[VerificationOutcome] = described("what the check showed")
    second_fact: Mapped[str] = described("document seen, or second fact")
    words: Mapped[str] = described("what happened")
    checked_by: Mapped[str] = described("who checked")
    checked_at: Mapped[datetime] = described("moment")


class RiskDraft(Base):
    """A notification that is being written down step by step; it is gone when it is kept."""

    __tablename__ = "risk_drafts"
    __table_args__ = ({"info": {"meaning": "risk notifications half written down", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    account_id: Mapped[int] = described("whose it is", ForeignKey("accounts.id"), index=True)
    steps: Mapped[dict[str, Any]] = described("what was typed, by step")
    saved_at: Mapped[datetime] = described("moment of the latest change")
