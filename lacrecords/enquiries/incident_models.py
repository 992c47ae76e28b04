"""Something was told that should not have been: the incident, and each person who must be told.

An incident is contained, decided upon and closed once each. The database refuses to close it
while anything is open (see `guards_incidents`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.enquiries.models import ABOUT
from lacrecords.terms import IncidentDutyKind


class Incident(Base):
    """A wrong disclosure; its clock runs in real hours from the council becoming aware."""

    __tablename__ = "incidents"
    __sensitive__ = True
    __table_args__ = (
        Index("ix_incidents_open", "closed_at", "opened_at"),
        CheckConstraint("aware_at <= opened_at", name="aware_before_opened"),
        CheckConstraint(
            "trim(what_was_told) <> '' AND trim(to_whom) <> ''", name="what_was_told_to_whom"
        ),
        CheckConstraint(
            "contained_at IS NULL OR coalesce(trim(containment), '') <> ''",
            name="contained_in_words",
        ),
        CheckConstraint(
            "commissioner_told IS NULL OR (coalesce(trim(commissioner_because), '') <> ''"
            " AND commissioner_decided_by IS NOT NULL)",
            name="decided_with_reasons",
        ),
        CheckConstraint(
            "closed_at IS NULL OR (contained_at IS NOT NULL AND commissioner_told IS NOT NULL"
            " AND coalesce(trim(closing_words), '') <> '')",
            name="closed_when_done",
        ),
        {"info": {"meaning": "incidents of wrong disclosure", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    view_id: Mapped[int] = described(
        "the view that opened it", ForeignKey("manager_views.id"), unique=True
    )
    aware_at: Mapped[datetime] = described("moment the council became aware; the clock runs from")
    opened_at: Mapped[datetime] = described("moment it was opened")
    opened_by: Mapped[str] = described("who opened it")
    what_was_told: Mapped[str] = described("what was told that should not have been")
    to_whom: Mapped[str] = described("to whom it was told")
    contained_at: Mapped[datetime | None] = described("moment of the containment")
    contained_by: Mapped[str | None] = described("who recorded it")
    containment: Mapped[str | None] = described("what was done so that no harm comes of it")
    commissioner_told: Mapped[bool | None] = described("decision: the Commissioner is notified")
    commissioner_because: Mapped[str | None] = described("why, or why not")
    commissioner_decided_by: Mapped[str | None] = described("who decided")
    commissioner_decided_at: Mapped[datetime | None] = described("moment of the decision")
    closed_at: Mapped[datetime | None] = described("moment it was closed")
    closed_by: Mapped[str | None] = described("who closed it")
    closing_words: Mapped[str | None] = described("what was learned")


class IncidentDuty(Base):
    """One person or body to be told of an incident; done, or decided against with a reason."""

    __tablename__ = "incident_duties"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("incident_id", "kind"),
        CheckConstraint(
            "settled_at IS NULL OR (done IS NOT NULL AND settled_by IS NOT NULL"
            " AND coalesce(trim(words), '') <> '')",
            name="settled_in_words",
        ),
        CheckConstraint("done IS NULL OR settled_at IS NOT NULL", name="settled_at_a_moment"),
        CheckConstraint(
            "done IS NULL OR done OR kind NOT IN ('tell_data_protection_officer', 'tell_director')",
            name="always_told",
        ),
        {"info": {"meaning": "who must be told of an incident", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    incident_id: Mapped[int] = described("the incident", ForeignKey("incidents.id"))
    kind: Mapped[IncidentDutyKind] = described("who must be told")
    due_at: Mapped[datetime] = described("moment by which")
    done: Mapped[bool | None] = described("told; no: decided against; empty: neither yet")
    words: Mapped[str | None] = described("who was told, when and how; or why not")
    settled_by: Mapped[str | None] = described("who settled it")
    settled_at: Mapped[datetime | None] = described("moment it was settled")
