"""An enquiry as it was asked and how its enquirer was checked. Rows are added, never changed.

Status is derived from the rows; nothing here says "open" or "closed".
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from lacrecords.database import Base, described
from lacrecords.enquiries.heard_models import AsHeard, FurtherDescription
from lacrecords.terms import (
    AgencyType,
    Channel,
    EnquirerKind,
    EnquiryType,
    MatchAnswer,
    Urgency,
    VerificationMethod,
    VerificationOutcome,
)

ABOUT = {"class": "enquiry", "retention": "the authority's schedule for enquiries"}


class EnquiryDraft(Base):
    """Half-typed text of one officer; the only enquiry table that changes."""

    __tablename__ = "enquiry_drafts"
    __table_args__ = ({"info": {"meaning": "half-typed enquiries", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    idempotency_key: Mapped[str] = described("the form this text belongs to", unique=True)
    account_id: Mapped[int] = described("who is typing", ForeignKey("accounts.id"), index=True)
    fields: Mapped[dict[str, Any]] = described("the text typed so far")
    saved_at: Mapped[datetime] = described("moment it was last saved")


class Enquiry(Base):
    """Somebody asks us about one or more children."""

    __tablename__ = "enquiries"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "enquiries", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that can be read aloud", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one enquiry", unique=True)
    channel: Mapped[Channel] = described("how it reached us")
    enquiry_type: Mapped[EnquiryType] = described("from the closed list")
    urgency: Mapped[Urgency] = described("routine or urgent")
    asked_at: Mapped[datetime] = described("moment it was asked", index=True)
    recorded_at: Mapped[datetime] = described("moment it was recorded")
    recorded_by: Mapped[str] = described("who recorded it")
    recorded_by_account_id: Mapped[int | None] = described(
        "account that recorded it", ForeignKey("accounts.id")
    )
    entered_late_because: Mapped[str] = described("why it was taken on paper; empty: at once")
    reason: Mapped[str] = described("why the enquirer asks, as given")
    about_our_worker: Mapped[bool] = described("it is about a worker of ours")
    worried: Mapped[bool] = described("the enquirer is worried that the child may be harmed")
    worry: Mapped[str] = described("what worries them, as given")
    known_how: Mapped[list[Any]] = described(
        "saw or heard it, was told, or thinks so; empty: not marked", server_default="[]"
    )
    looks_like_an_attempt: Mapped[bool] = described("the officer thinks somebody is fishing")
    court_order: Mapped[bool] = described("they bring a court order; it proves nobody's identity")


class Enquirer(Base):
    """Who asks, as they say; kept with the enquiry, one for each."""

    __tablename__ = "enquirers"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "enquirers as they gave themselves", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), unique=True)
    kind: Mapped[EnquirerKind] = described("in what capacity they ask")
    name: Mapped[str] = described("name given; empty: refused")
    name_refused: Mapped[bool] = described("a member of the public would not give a name")
    role: Mapped[str] = described("role with this child, as given")
    relationship: Mapped[str] = described("relationship to the child, as given")
    agency_id: Mapped[int | None] = described("agency of the directory", ForeignKey("agencies.id"))
    agency_name: Mapped[str] = described("agency as given")
    agency_type: Mapped[AgencyType | None] = described("kind of agency")
    telephone_given: Mapped[str] = described("number the enquirer gave; never serves for a check")
    email_given: Mapped[str] = described("e-mail address given; never serves for a check")


class EnquiredChild(AsHeard, Base):
    """A child as described by the enquirer, before anyone says who it is."""

    __tablename__ = "enquired_children"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("enquiry_id", "id"),
        {"info": {"meaning": "children as enquirers described them", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    position: Mapped[int] = described("first, second ... child of the call")
    from_list: Mapped[bool] = described(
        "stands in a list that was sent: looked up as a whole, decided by nobody",
        default=False,
        server_default="0",
    )
    further: Mapped[list[FurtherDescription]] = relationship(
        viewonly=True, lazy="selectin", order_by=FurtherDescription.id
    )
    """What was said of the child later, in the order in which it was said."""


class Verification(Base):
    """One check of the enquirer: how, and whether they were shown to be who they say."""

    __tablename__ = "verifications"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("enquiry_id", "id"),
        CheckConstraint("outcome <> 'confirmed' OR method <> 'none'", name="confirmed_somehow"),
        CheckConstraint(
            "outcome <> 'confirmed' OR method NOT IN ('ring_back', 'directory_email')"
            " OR contact_point_id IS NOT NULL",
            name="confirmed_by_directory",
        ),
        CheckConstraint(
            "outcome <> 'confirmed' OR method NOT IN ('identity_document', 'known_voice')"
            " OR trim(second_fact) <> ''",
            name="confirmed_by_what_was_seen",
        ),
        CheckConstraint("valid_until_at >= checked_at", name="good_after_the_check"),
        {"info": {"meaning": "checks of enquirers", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    method: Mapped[VerificationMethod] = described("how")
    contact_point_id: Mapped[int | None] = described(
        "the directory's number or address used", ForeignKey("contact_points.id")
    )
    outcome: Mapped[VerificationOutcome] = described("what it showed")
    second_fact: Mapped[str] = described("document seen, or second fact; empty: none needed")
    looks_like_an_attempt: Mapped[bool] = described("the check makes the officer think of fishing")
    words: Mapped[str] = described("what happened, in the officer's words")
    checked_by: Mapped[str] = described("who checked")
    checked_at: Mapped[datetime] = described("moment")
    valid_until_at: Mapped[datetime] = described("moment until which something may be told on it")


class WrittenReply(Base):
    """The reply to an enquirer checked in writing has gone; that check opens nothing any more."""

    __tablename__ = "written_replies"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["enquiry_id", "verification_id"], ["verifications.enquiry_id", "verifications.id"]
        ),
        UniqueConstraint("verification_id"),
        {"info": {"meaning": "replies sent to checked addresses", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", index=True)
    verification_id: Mapped[int] = described("the check that ended with it")
    sent_by: Mapped[str] = described("who sent it")
    sent_at: Mapped[datetime] = described("moment it had gone")


class ProtectiveOpening(Base):
    """A social worker opened the candidates to protect a child although no check is confirmed."""

    __tablename__ = "protective_openings"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "candidates opened to protect a child", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    opened_by: Mapped[str] = described("who opened them")
    opened_at: Mapped[datetime] = described("moment")
    emergency: Mapped[bool] = described("opened before any check, in an emergency")
    reason: Mapped[str] = described("why, in their words")


class CandidateSearch(Base):
    """A search for one enquired child, with everything that was shown to the officer."""

    __tablename__ = "candidate_searches"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "searches for enquired children", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquired_child_id: Mapped[int] = described(
        "the enquired child", ForeignKey("enquired_children.id"), index=True
    )
    searched_by: Mapped[str] = described("who searched")
    searched_at: Mapped[datetime] = described("moment")
    evidence: Mapped[dict[str, Any]] = described(
        "what was tried, the candidates shown with their reasons, the state of the register"
    )


class MatchDecision(Base):
    """Who the enquired child is, decided by a person (or, unchecked, found by the system)."""

    __tablename__ = "match_decisions"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["enquiry_id", "enquired_child_id"],
            ["enquired_children.enquiry_id", "enquired_children.id"],
        ),
        {"info": {"meaning": "decisions about who an enquired child is", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", index=True)
    enquired_child_id: Mapped[int] = described("the enquired child", index=True)
    answer: Mapped[MatchAnswer] = described("same, not known or cannot tell")
    child_id: Mapped[int | None] = described("the child", ForeignKey("children.id"), index=True)
    earlier_enquired_child_id: Mapped[int | None] = described(
        "decided to be the same not-known child as this earlier enquired child",
        ForeignKey("enquired_children.id"),
    )
    by_person: Mapped[bool] = described("a person decided; no: the system found it by itself")
    decided_by: Mapped[str] = described("who decided")
    decided_at: Mapped[datetime] = described("moment")
    words: Mapped[str] = described("why, in their words")
    reason_accepted: Mapped[bool | None] = described(
        "the officer accepts the professional's role and reason with this child; empty: not asked"
    )
    evidence: Mapped[dict[str, Any]] = described(
        "what was searched, the candidates shown with their reasons, the state of the register"
    )
