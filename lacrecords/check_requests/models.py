"""A suitability check request as it was asked: rows are added, an amendment is another version.

How it stands is derived from the rows. What was searched and answered is in `answer_models`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import (
    CheckPurpose,
    ConsentGiver,
    PersonNameType,
    VerificationMethod,
    VerificationOutcome,
)

ABOUT = {"class": "enquiry", "retention": "the authority's schedule for checks"}


class CheckRequest(Base):
    """Somebody asks that we check a person who would work with or care for children."""

    __tablename__ = "check_requests"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(
            "half_at <= due_at AND warning_at <= due_at AND due_at <= director_at",
            name="clock_in_order",
        ),
        {"info": {"meaning": "suitability check requests", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that can be read aloud", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one request", unique=True)
    received_at: Mapped[datetime] = described("moment it reached us; the clock runs from it")
    half_at: Mapped[datetime] = described("moment at which half of the time is gone")
    warning_at: Mapped[datetime] = described("moment at which the answer is due soon")
    due_at: Mapped[datetime] = described("moment by which it is to be answered", index=True)
    director_at: Mapped[datetime] = described("moment at which the Director is told")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class CheckRequestVersion(Base):
    """Who asks, and for what, as it was said last; an amendment adds another."""

    __tablename__ = "check_request_versions"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("check_request_id", "number"),
        UniqueConstraint("check_request_id", "id"),
        {"info": {"meaning": "who asks for a suitability check, and for what", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described("the request", ForeignKey("check_requests.id"))
    number: Mapped[int] = described("first, second ... version")
    agency_id: Mapped[int | None] = described(
        "agency of the directory", ForeignKey("agencies.id"), index=True
    )
    agency_name: Mapped[str] = described("agency as given")
    requester_name: Mapped[str] = described("who asks, as given")
    requester_role: Mapped[str] = described("what they are there, as given")
    telephone_given: Mapped[str] = described("number they gave; never serves for a check")
    email_given: Mapped[str] = described("e-mail address they gave; never serves for a check")
    their_reference: Mapped[str] = described("their own reference; empty: none")
    purpose: Mapped[CheckPurpose] = described("what the person would do, from the closed list")
    details: Mapped[str] = described("what they ask, as given")
    why_changed: Mapped[str] = described("why it was amended; empty: the first version")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class RequesterCheck(Base):
    """One check of the requester: how, and whether they were shown to be who they say."""

    __tablename__ = "requester_checks"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["check_request_id", "version_id"],
            ["check_request_versions.check_request_id", "check_request_versions.id"],
        ),
        UniqueConstraint("check_request_id", "id"),
        CheckConstraint(
            "outcome <> 'confirmed' OR (method IN ('ring_back', 'directory_email')"
            " AND contact_point_id IS NOT NULL)",
            name="confirmed_by_directory",
        ),
        {"info": {"meaning": "checks of whoever asks for a suitability check", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described("the request", index=True)
    version_id: Mapped[int] = described("whom it checked: the version of the request")
    method: Mapped[VerificationMethod] = described("how")
    contact_point_id: Mapped[int | None] = described(
        "the directory's number or address used", ForeignKey("contact_points.id")
    )
    outcome: Mapped[VerificationOutcome] = described("what it showed")
    words: Mapped[str] = described("what happened, in the officer's words")
    checked_by: Mapped[str] = described("who checked")
    checked_at: Mapped[datetime] = described("moment")


class CheckedPerson(Base):
    """A person who is checked; identity only, everything said of them is a version."""

    __tablename__ = "checked_people"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("check_request_id", "position"),
        UniqueConstraint("check_request_id", "id"),
        {"info": {"meaning": "people whom a request is about", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    check_request_id: Mapped[int] = described("the request", ForeignKey("check_requests.id"))
    position: Mapped[int] = described("first, second ... person of the request")
    added_at: Mapped[datetime] = described("moment they were added")
    added_by: Mapped[str] = described("who added them")


class CheckedPersonVersion(Base):
    """What the requester says of the person, all of it, as it was said last."""

    __tablename__ = "checked_person_versions"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("checked_person_id", "number"),
        {"info": {"meaning": "what is said of a person who is checked", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    checked_person_id: Mapped[int] = described("the person", ForeignKey("checked_people.id"))
    number: Mapped[int] = described("first, second ... version")
    gap_explanation: Mapped[str] = described("why addresses have gaps; empty: not explained")
    why_changed: Mapped[str] = described("why it was amended; empty: the first version")
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")


class CheckedName(Base):
    """A name that the person has, had or uses; somebody with one name has it in either part."""

    __tablename__ = "checked_names"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(forename || surname) <> ''", name="named_somehow"),
        {"info": {"meaning": "names of people who are checked", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    version_id: Mapped[int] = described(
        "the version it stands in", ForeignKey("checked_person_versions.id"), index=True
    )
    name_type: Mapped[PersonNameType] = described("current, birth, married, alias ...")
    forename: Mapped[str] = described("given name; empty for somebody with one name")
    middle: Mapped[str] = described("other given names")
    surname: Mapped[str] = described("family name; empty for somebody with one name")


class CheckedBirth(Base):
    """A date of birth that was given or used; the first is the one that was given."""

    __tablename__ = "checked_births"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "dates of birth of people who are checked", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    version_id: Mapped[int] = described(
        "the version it stands in", ForeignKey("checked_person_versions.id"), index=True
    )
    born_on: Mapped[date] = described("date of birth", index=True)


class CheckedAddress(Base):
    """Where the person lives or lived, as it was given."""

    __tablename__ = "checked_addresses"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_it_begins"),
        {"info": {"meaning": "addresses of people who are checked", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    version_id: Mapped[int] = described(
        "the version it stands in", ForeignKey("checked_person_versions.id"), index=True
    )
    line1: Mapped[str] = described("the address as given, without town and postcode")
    town: Mapped[str] = described("town, or the country where it is abroad")
    postcode: Mapped[str] = described("postcode as given; empty: none")
    from_on: Mapped[date] = described("first day there; of a month or year its first day")
    to_on: Mapped[date | None] = described("last day there; empty: lives there now")


class CheckConsent(Base):
    """A consent to be checked that somebody of ours has seen; taken back once, never changed."""

    __tablename__ = "check_consents"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(signer_name) <> '' AND trim(seen_by) <> ''", name="seen_by_somebody"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_because IS NULL)",
            name="withdrawn_as_a_whole",
        ),
        {"info": {"meaning": "consents to be checked", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    checked_person_id: Mapped[int] = described(
        "the person", ForeignKey("checked_people.id"), index=True
    )
    given_by: Mapped[ConsentGiver] = described("the person, or somebody with responsibility")
    signer_name: Mapped[str] = described("who signed")
    relationship: Mapped[str] = described("what they are to a person under 16; empty: it is them")
    signed_on: Mapped[date] = described("day it was signed")
    seen_by: Mapped[str] = described("who of ours has seen it, by name")
    seen_by_key: Mapped[str] = described("who wrote that down")
    seen_at: Mapped[datetime] = described("moment it was recorded as seen")
    withdrawn_at: Mapped[datetime | None] = described("moment it was taken back")
    withdrawn_by: Mapped[str | None] = described("who wrote that down")
    withdrawn_because: Mapped[str | None] = described("what was said")
