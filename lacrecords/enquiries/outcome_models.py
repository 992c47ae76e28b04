"""What was decided, told and kept for one enquired child. Rows are added, never changed.

`OutcomeTelling` lists what may be told; a `Disclosure` can only point at one of
them, so nothing else can be told by this route. Words said outside the rules
are a table of their own and unlock nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.enquiries.models import ABOUT
from lacrecords.terms import TellingKind

_EVERY_KIND = ", ".join(f"'{kind.value}'" for kind in sorted(TellingKind))


class OutcomeRow(Base):
    """What the rules made of the facts for one enquired child, at one moment."""

    __tablename__ = "outcomes"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["enquiry_id", "enquired_child_id"],
            ["enquired_children.enquiry_id", "enquired_children.id"],
        ),
        UniqueConstraint("id", "enquiry_id", "enquired_child_id"),
        {"info": {"meaning": "what may be told and must be done", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", index=True)
    enquired_child_id: Mapped[int] = described("the enquired child", index=True)
    match_decision_id: Mapped[int] = described(
        "the decision it rests on", ForeignKey("match_decisions.id")
    )
    verification_id: Mapped[int | None] = described(
        "the check it rests on", ForeignKey("verifications.id")
    )
    facts: Mapped[dict[str, Any]] = described("the facts as weighed; no names")
    duties: Mapped[list[Any]] = described("what we must do, in the rules' words")
    must_not_say: Mapped[list[Any]] = described("what must not be said")
    because: Mapped[list[Any]] = described("the rules that spoke")
    rules_version: Mapped[str] = described("version of the rules")
    settled_at: Mapped[datetime] = described("moment")
    settled_by: Mapped[str] = described("who settled it")


class OutcomeTelling(Base):
    """One kind of thing that may be told, with the exact sentence."""

    __tablename__ = "outcome_tellings"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint(f"kind IN ({_EVERY_KIND})", name="closed_list"),
        {"info": {"meaning": "what may be told, sentence by sentence", **ABOUT}},
    )

    outcome_id: Mapped[int] = described("the outcome", ForeignKey("outcomes.id"), primary_key=True)
    kind: Mapped[TellingKind] = described("kind, from the closed list", primary_key=True)
    position: Mapped[int] = described("order in which to say it")
    sentence: Mapped[str] = described("the exact sentence to say")


class Disclosure(Base):
    """What was in fact told, to whom, when, in which words."""

    __tablename__ = "disclosures"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["outcome_id", "kind"], ["outcome_tellings.outcome_id", "outcome_tellings.kind"]
        ),
        ForeignKeyConstraint(
            ["outcome_id", "enquiry_id", "enquired_child_id"],
            ["outcomes.id", "outcomes.enquiry_id", "outcomes.enquired_child_id"],
        ),
        ForeignKeyConstraint(
            ["enquiry_id", "verification_id"], ["verifications.enquiry_id", "verifications.id"]
        ),
        {"info": {"meaning": "what was told", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", index=True)
    enquired_child_id: Mapped[int] = described("the enquired child", index=True)
    outcome_id: Mapped[int] = described("the outcome that allows it")
    kind: Mapped[TellingKind] = described("kind, from the closed list")
    verification_id: Mapped[int | None] = described("the check it rests on")
    words: Mapped[str] = described("the words said")
    said_by: Mapped[str] = described("who said them")
    said_at: Mapped[datetime] = described("moment")


class ToldOutsideRules(Base):
    """Words said beyond what was allowed: kept always, unlocking nothing."""

    __tablename__ = "told_outside_rules"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "what was said outside the rules", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    enquired_child_id: Mapped[int | None] = described(
        "the enquired child", ForeignKey("enquired_children.id")
    )
    words: Mapped[str] = described("the words said")
    reason: Mapped[str] = described("why they were said")
    authorised_by: Mapped[str] = described("who authorised it, as given; empty: nobody")
    said_by: Mapped[str] = described("who said them")
    said_at: Mapped[datetime] = described("moment they were said")
    recorded_by: Mapped[str] = described("who recorded it")
    recorded_at: Mapped[datetime] = described("moment it was recorded")


class ContactRecord(Base):
    """The record kept when a child is not known, with the advice given."""

    __tablename__ = "contact_records"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "contact records of children not known", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference", unique=True)
    enquired_child_id: Mapped[int] = described(
        "the enquired child", ForeignKey("enquired_children.id"), unique=True
    )
    made_at: Mapped[datetime] = described("moment")
    made_by: Mapped[str] = described("who made it")


class AdviceGiven(Base):
    """Advice given to the enquirer, in words; kept on the contact record."""

    __tablename__ = "advice_given"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "advice given to enquirers", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    contact_record_id: Mapped[int] = described(
        "the contact record", ForeignKey("contact_records.id"), index=True
    )
    advice: Mapped[str] = described("the advice, word for word")
    given_by: Mapped[str] = described("who gave it")
    given_at: Mapped[datetime] = described("moment")


class MoreAsked(Base):
    """The enquirer asks for more than the fixed answer; a manager decides, once."""

    __tablename__ = "more_asked"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("shared IS NULL OR decided_at IS NOT NULL", name="decided_by_somebody"),
        {"info": {"meaning": "requests for more, and the manager's decision", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    enquired_child_id: Mapped[int] = described(
        "the enquired child", ForeignKey("enquired_children.id")
    )
    reference: Mapped[str] = described("random reference", unique=True)
    task_id: Mapped[int] = described("the manager's task", ForeignKey("tasks.id"), unique=True)
    asked: Mapped[str] = described("what is asked, as given")
    asked_at: Mapped[datetime] = described("moment")
    recorded_by: Mapped[str] = described("who recorded the request")
    shared: Mapped[bool | None] = described("whether to share; empty: not decided yet")
    reasons: Mapped[str | None] = described("the manager's reasons")
    words: Mapped[str | None] = described("the exact words that may be said; empty: nothing")
    decided_by: Mapped[str | None] = described("the manager")
    decided_at: Mapped[datetime | None] = described("moment of the decision")


class MoreTold(Base):
    """The words a manager allowed were said; it rests on a confirmed check like any telling."""

    __tablename__ = "more_told"
    __sensitive__ = True
    __table_args__ = (
        ForeignKeyConstraint(
            ["enquiry_id", "verification_id"], ["verifications.enquiry_id", "verifications.id"]
        ),
        {"info": {"meaning": "words told after a manager's decision", **ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    more_asked_id: Mapped[int] = described("the decision", ForeignKey("more_asked.id"), unique=True)
    enquiry_id: Mapped[int] = described("the enquiry", ForeignKey("enquiries.id"), index=True)
    verification_id: Mapped[int] = described("the check it rests on")
    words: Mapped[str] = described("the words said")
    said_by: Mapped[str] = described("who said them")
    said_at: Mapped[datetime] = described("moment")
