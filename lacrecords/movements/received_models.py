"""Alerts that other authorities send us about families they cannot find.

Who is described, which records they have if any, who sent it and how that was checked. What ends
an alert, and that its sender was told of a family found here, is filled in once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, MappedColumn

from lacrecords.database import Base, described
from lacrecords.movements.models import ABOUT
from lacrecords.terms import Channel, VerificationMethod, VerificationOutcome

_STANDS = text("undone_at IS NULL")


def _whole(step: str, *names: str) -> CheckConstraint:
    """Everything of a step is said, or nothing."""
    same = " AND ".join(f"({step}_at IS NULL) = ({step}_{name} IS NULL)" for name in names)
    return CheckConstraint(same, name=f"{step}_as_a_whole")


def _alert_column() -> MappedColumn[int]:
    return described("the alert", ForeignKey("received_alerts.id"), index=True)


class ReceivedAlert(Base):
    """Another authority looks for a family, and asks us to look too."""

    __tablename__ = "received_alerts"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(worry) <> ''", name="says_why"),
        CheckConstraint("trim(sender_name) <> ''", name="somebody_sent_it"),
        _whole("acknowledged", "by", "on", "contact_id"),
        _whole("ended", "by", "on", "words"),
        _whole("found", "by", "on", "words"),
        _whole("told", "by", "on", "contact_id"),
        CheckConstraint("told_at IS NULL OR found_at IS NOT NULL", name="told_when_found"),
        {"info": {"meaning": "alerts of missing families from other authorities", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    form_key: Mapped[str] = described(
        "of the form that made it, so that it is made once", unique=True
    )
    authority_id: Mapped[int] = described(
        "the authority that looks", ForeignKey("other_authorities.id"), index=True
    )
    sender_name: Mapped[str] = described("who sent it, by name and role")
    contact_given: Mapped[str] = described("the number or address they gave; never used to check")
    their_reference: Mapped[str] = described("their reference")
    channel: Mapped[Channel] = described("how it came")
    received_at: Mapped[datetime] = described("moment it came")
    family: Mapped[str] = described("what is said of the family besides those named")
    worry: Mapped[str] = described("why they are looked for")
    asks: Mapped[str] = described("what we are asked to do if we find them")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")
    acknowledged_at: Mapped[datetime | None] = described("moment the receipt was recorded")
    acknowledged_by: Mapped[str | None] = described("who acknowledged it")
    acknowledged_on: Mapped[date | None] = described("day it was acknowledged")
    acknowledged_contact_id: Mapped[int | None] = described(
        "to which contact of the directory", ForeignKey("authority_contacts.id")
    )
    ended_at: Mapped[datetime | None] = described("moment its end was recorded")
    ended_by: Mapped[str | None] = described("who recorded that")
    ended_on: Mapped[date | None] = described("day its sender ended it")
    ended_words: Mapped[str | None] = described("who said so, and how")
    found_at: Mapped[datetime | None] = described("moment it was recorded that they are here")
    found_by: Mapped[str | None] = described("who recorded that")
    found_on: Mapped[date | None] = described("day they were found")
    found_words: Mapped[str | None] = described("where and how, for us")
    told_at: Mapped[datetime | None] = described("moment the telling was recorded")
    told_by: Mapped[str | None] = described("who told the sender that they are here")
    told_on: Mapped[date | None] = described("day the sender was told")
    told_contact_id: Mapped[int | None] = described(
        "by which contact of the directory", ForeignKey("authority_contacts.id")
    )


class ReceivedAlertCheck(Base):
    """One check of whoever sent an alert, by a contact of the directory or none."""

    __tablename__ = "received_alert_checks"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "outcome <> 'confirmed' OR (method <> 'none' AND contact_id IS NOT NULL)",
            name="confirmed_by_a_contact",
        ),
        CheckConstraint(
            "outcome = 'confirmed' OR trim(words) <> ''", name="not_confirmed_with_words"
        ),
        {"info": {"meaning": "checks of who sent an alert", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    received_alert_id: Mapped[int] = _alert_column()
    method: Mapped[VerificationMethod] = described("how it was checked")
    contact_id: Mapped[int | None] = described(
        "the directory's number or address used", ForeignKey("authority_contacts.id")
    )
    outcome: Mapped[VerificationOutcome] = described("what the check showed")
    words: Mapped[str] = described("what happened")
    checked_by: Mapped[str] = described("who checked")
    checked_at: Mapped[datetime] = described("moment")


class ReceivedAlertPerson(Base):
    """A child or adult as the alert describes them."""

    __tablename__ = "received_alert_persons"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(forename) <> '' OR trim(surname) <> ''", name="named"),
        {"info": {"meaning": "people whom other authorities look for", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    received_alert_id: Mapped[int] = _alert_column()
    is_child: Mapped[bool] = described("a child; no: an adult with them")
    forename: Mapped[str] = described("given name")
    surname: Mapped[str] = described("family name")
    born_on: Mapped[date | None] = described("date of birth as given")
    address: Mapped[str] = described("an address they had or may have")
    postcode: Mapped[str] = described("its postcode")


class ReceivedAlertLink(Base):
    """Somebody decided which record a person of an alert has, or that there is none."""

    __tablename__ = "received_alert_links"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(because) <> ''", name="with_a_reason"),
        _whole("undone", "by", "because"),
        Index(
            "ix_received_alert_links_one_stands",
            "person_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        {"info": {"meaning": "decisions who is looked for by others", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    person_id: Mapped[int] = described(
        "the person of the alert", ForeignKey("received_alert_persons.id"), index=True
    )
    child_id: Mapped[int | None] = described(
        "the child's record; empty: none", ForeignKey("children.id"), index=True
    )
    because: Mapped[str] = described("why, in their words")
    shown: Mapped[list[Any]] = described("the records that came up, and how strongly")
    decided_by: Mapped[str] = described("who decided")
    decided_at: Mapped[datetime] = described("moment")
    undone_at: Mapped[datetime | None] = described("moment another decision took its place")
    undone_by: Mapped[str | None] = described("who decided otherwise")
    undone_because: Mapped[str | None] = described("why, in their words")
