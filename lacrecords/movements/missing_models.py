"""Families whose whereabouts are not known, and the authorities that look for them with us.

An alert stays open until that authority was told to stand down. Nothing closes it otherwise.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.movements.models import ABOUT
from lacrecords.terms import SendingMethod


class MissingFamily(Base):
    """A family that nobody can find, until it is found; it is found once."""

    __tablename__ = "missing_families"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(family) <> '' AND trim(worry) <> ''", name="says_who_and_why"),
        CheckConstraint(
            "(found_at IS NULL) = (found_by IS NULL) AND (found_at IS NULL) = (found_on IS NULL)"
            " AND (found_at IS NULL OR trim(found_words) <> '')",
            name="found_as_a_whole",
        ),
        {"info": {"meaning": "families whose whereabouts are not known", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    form_key: Mapped[str] = described(
        "of the form that made it, so that it is made once", unique=True
    )
    family: Mapped[str] = described(
        "who the adults are and what they look like, as an alert says it"
    )
    worry: Mapped[str] = described("why they are looked for, as an alert says it")
    last_seen_on: Mapped[date | None] = described("day the family was last seen")
    last_seen_where: Mapped[str] = described("where, as an alert says it")
    if_found: Mapped[str] = described("what whoever finds them is asked to do")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")
    found_at: Mapped[datetime | None] = described("moment it was recorded that they are found")
    found_by: Mapped[str | None] = described("who recorded that")
    found_on: Mapped[date | None] = described("day they were found")
    found_words: Mapped[str | None] = described("where and how, for us; no alert says it")


class MissingFamilyChild(Base):
    """A child of such a family, as the alert describes them, with their record if there is one."""

    __tablename__ = "missing_family_children"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(told_as) <> ''", name="described"),
        {"info": {"meaning": "children of families nobody can find", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    missing_family_id: Mapped[int] = described(
        "the family", ForeignKey("missing_families.id"), index=True
    )
    child_id: Mapped[int | None] = described("the record", ForeignKey("children.id"), index=True)
    told_as: Mapped[str] = described("name, date of birth, as an alert says it")


class MissingFamilyAlert(Base):
    """One authority was told to look for the family, and later to stand down."""

    __tablename__ = "missing_family_alerts"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("missing_family_id", "authority_id"),
        CheckConstraint(
            "(stood_down_at IS NULL) = (stood_down_by IS NULL)"
            " AND (stood_down_at IS NULL) = (stood_down_on IS NULL)"
            " AND (stood_down_at IS NULL) = (stood_down_method IS NULL)"
            " AND (stood_down_at IS NULL OR trim(stood_down_whom) <> '')",
            name="stood_down_as_a_whole",
        ),
        {"info": {"meaning": "authorities told of a family nobody can find", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    missing_family_id: Mapped[int] = described("the family", ForeignKey("missing_families.id"))
    authority_id: Mapped[int] = described(
        "the authority told", ForeignKey("other_authorities.id"), index=True
    )
    told_on: Mapped[date] = described("day it was told")
    method: Mapped[SendingMethod] = described("how it was told")
    whom: Mapped[str] = described("to which contact, number or address")
    told_at: Mapped[datetime] = described("moment that was recorded")
    told_by: Mapped[str] = described("who told it")
    stood_down_at: Mapped[datetime | None] = described("moment the standing down was recorded")
    stood_down_by: Mapped[str | None] = described("who told them to stand down")
    stood_down_on: Mapped[date | None] = described("day they were told to stand down")
    stood_down_method: Mapped[SendingMethod | None] = described("how")
    stood_down_whom: Mapped[str | None] = described("to whom it was said")
