"""What is shared and in which way: items, the recipient's check, agreements, what went out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.sharing_decisions.models import ABOUT
from lacrecords.terms import (
    PersonInformed,
    SharedItemKind,
    SharingBasis,
    SharingMeans,
    VerificationMethod,
    VerificationOutcome,
)


class SharingItem(Base):
    """One thing that is to be shared, in the words in which it goes; taken back, never changed."""

    __tablename__ = "sharing_items"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("decision_id", "position"),
        UniqueConstraint("decision_id", "id"),
        CheckConstraint("trim(words) <> '' AND trim(source) <> ''", name="said_with_source"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by IS NULL)"
            " AND (taken_back_at IS NULL) = (taken_back_because IS NULL)",
            name="taken_back_as_a_whole",
        ),
        {"info": {"meaning": "items of information that are shared", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", ForeignKey("sharing_decisions.id"))
    position: Mapped[int] = described("first, second ... item")
    kind: Mapped[SharedItemKind] = described("what kind of thing it is")
    words: Mapped[str] = described("what is shared, word for word")
    basis: Mapped[SharingBasis] = described("fact, or somebody's opinion")
    source: Mapped[str] = described("where it comes from, and whose opinion it is")
    as_at: Mapped[date] = described("the day on which it was so")
    accuracy_confirmed: Mapped[bool] = described("whether it was checked to be right and current")
    needed_because: Mapped[str] = described("why the recipient needs it")
    limits: Mapped[str] = described("limits set by whoever gave it to us; empty: none")
    marks_kept_because: Mapped[str] = described(
        "why addresses, numbers or names found in it may go; empty: none were found"
    )
    added_at: Mapped[datetime] = described("moment it was added")
    added_by: Mapped[str] = described("who added it")
    taken_back_at: Mapped[datetime | None] = described("moment it was taken back")
    taken_back_by: Mapped[str | None] = described("who took it back")
    taken_back_because: Mapped[str | None] = described("why it was taken back")


class SharingRecipientCheck(Base):
    """One check of the recipient: how, and whether they were shown to be who they say."""

    __tablename__ = "sharing_recipient_checks"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "recipient_id"],
            ["sharing_recipients.decision_id", "sharing_recipients.id"],
        ),
        UniqueConstraint("decision_id", "id"),
        CheckConstraint(
            "outcome <> 'confirmed' OR method = 'identity_document'"
            " OR (method IN ('ring_back', 'directory_email') AND contact_point_id IS NOT NULL)",
            name="confirmed_by_directory_or_document",
        ),
        {"info": {"meaning": "checks of recipients of information", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", index=True)
    recipient_id: Mapped[int] = described("whom it checked: the version of the recipient")
    method: Mapped[VerificationMethod] = described("how")
    contact_point_id: Mapped[int | None] = described(
        "the directory's number or address used", ForeignKey("contact_points.id")
    )
    outcome: Mapped[VerificationOutcome] = described("what it showed")
    words: Mapped[str] = described("what happened, in the person's own words")
    checked_at: Mapped[datetime] = described("moment")
    checked_by: Mapped[str] = described("who checked")


class SharingAgreement(Base):
    """What the recipient says of passing it on, and that they know its limits."""

    __tablename__ = "sharing_agreements"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "recipient_id"],
            ["sharing_recipients.decision_id", "sharing_recipients.id"],
        ),
        UniqueConstraint("decision_id", "id"),
        CheckConstraint("NOT passes_on OR trim(passes_on_to) <> ''", name="passed_on_to_somebody"),
        {"info": {"meaning": "what recipients agreed about passing information on", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", index=True)
    recipient_id: Mapped[int] = described("who agreed: the version of the recipient")
    passes_on: Mapped[bool] = described("whether they intend to pass it on")
    passes_on_to: Mapped[str] = described("to whom; empty: to nobody")
    knows_limits: Mapped[bool] = described("whether they know the limits and agree to keep them")
    words: Mapped[str] = described("what was agreed, in the person's own words")
    recorded_at: Mapped[datetime] = described("moment")
    recorded_by: Mapped[str] = described("who recorded it")


class SharingInformed(Base):
    """Whether those whom it is about, or who gave it to us, know that it is shared."""

    __tablename__ = "sharing_informed"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(words) <> ''", name="said_how_or_why_not"),
        UniqueConstraint("decision_id", "id"),
        {"info": {"meaning": "whether people know that information is shared", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", ForeignKey("sharing_decisions.id"))
    informed: Mapped[PersonInformed] = described("informed, will be, or not")
    words: Mapped[str] = described("who was or will be told and how, or why it is not safe")
    recorded_at: Mapped[datetime] = described("moment")
    recorded_by: Mapped[str] = described("who recorded it")


class CoverSheet(Base):
    """The sheet that goes with what is shared, as it was issued: exactly those items, marked."""

    __tablename__ = "sharing_cover_sheets"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("decision_id", "number"),
        UniqueConstraint("decision_id", "id"),
        {"info": {"meaning": "cover sheets as issued", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision", ForeignKey("sharing_decisions.id"))
    number: Mapped[int] = described("first, second ... sheet of the decision")
    pdf: Mapped[bytes] = described("the file as issued")
    checksum: Mapped[str] = described("SHA-256 of the file")
    items: Mapped[str] = described("positions of the items on it, in order")
    made_at: Mapped[datetime] = described("moment it was made")
    made_by: Mapped[str] = described("who made it")


class SharedInformation(Base):
    """What went out: to whom, how, when, by whom. The database lets none go before its time."""

    __tablename__ = "shared_information"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "outcome_id"], ["sharing_outcomes.decision_id", "sharing_outcomes.id"]
        ),
        ForeignKeyConstraint(
            ["decision_id", "recipient_check_id"],
            ["sharing_recipient_checks.decision_id", "sharing_recipient_checks.id"],
        ),
        ForeignKeyConstraint(
            ["decision_id", "agreement_id"],
            ["sharing_agreements.decision_id", "sharing_agreements.id"],
        ),
        ForeignKeyConstraint(
            ["decision_id", "informed_id"], ["sharing_informed.decision_id", "sharing_informed.id"]
        ),
        ForeignKeyConstraint(
            ["decision_id", "cover_sheet_id"],
            ["sharing_cover_sheets.decision_id", "sharing_cover_sheets.id"],
        ),
        UniqueConstraint("decision_id", "id"),
        {"info": {"meaning": "what was shared, with whom and how", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that can be read aloud", unique=True)
    idempotency_key: Mapped[str] = described("a form sent twice is one sharing", unique=True)
    decision_id: Mapped[int] = described(
        "the decision", ForeignKey("sharing_decisions.id"), index=True
    )
    outcome_id: Mapped[int] = described("the outcome it rests on")
    recipient_check_id: Mapped[int] = described("the check of the recipient it rests on")
    agreement_id: Mapped[int] = described("what the recipient agreed to")
    informed_id: Mapped[int] = described("whether people know")
    cover_sheet_id: Mapped[int | None] = described("the sheet that went with it; empty: read out")
    means: Mapped[SharingMeans] = described("how it went")
    words: Mapped[str] = described("to which address or number, and what was said with it")
    shared_at: Mapped[datetime] = described("moment", index=True)
    shared_by: Mapped[str] = described("who shared it")


class SharedItem(Base):
    """One item that went out by one sharing."""

    __tablename__ = "shared_items"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "sharing_id"],
            ["shared_information.decision_id", "shared_information.id"],
        ),
        ForeignKeyConstraint(
            ["decision_id", "item_id"], ["sharing_items.decision_id", "sharing_items.id"]
        ),
        UniqueConstraint("sharing_id", "item_id"),
        {"info": {"meaning": "items that went out", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    decision_id: Mapped[int] = described("the decision")
    sharing_id: Mapped[int] = described("the sharing")
    item_id: Mapped[int] = described("the item", index=True)
