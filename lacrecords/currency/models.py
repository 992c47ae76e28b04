"""What was found in the records, what was accepted for a while, who was told, and the counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import CurrencyRule, Role

_ABOUT = {"class": "child", "retention": "the authority's schedule for the child's record"}
_WORK = {"class": "internal", "retention": "six years"}
_OPEN = text("mended_at IS NULL")


def _only_where(condition: Any) -> dict[str, Any]:
    return {"sqlite_where": condition, "postgresql_where": condition}


class CurrencyFinding(Base):
    """One rule spoke of one child's record, from when it was first found until it was mended."""

    __tablename__ = "currency_findings"
    __sensitive__ = True
    __table_args__ = (
        Index(
            "ix_currency_findings_one_open", "child_id", "rule", unique=True, **_only_where(_OPEN)
        ),
        Index("ix_currency_findings_open_by_rule", "rule", **_only_where(_OPEN)),
        CheckConstraint(
            "(mended_at IS NULL) = (last_seen_at IS NULL)", name="mended_after_it_was_seen"
        ),
        CheckConstraint("last_seen_at IS NULL OR last_seen_at <= mended_at", name="seen_first"),
        {"info": {"meaning": "what is stale, missing or wrong in a record", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)
    rule: Mapped[CurrencyRule] = described("the rule that speaks")
    since_on: Mapped[date | None] = described("day since which it is so; empty: not known")
    first_found_at: Mapped[datetime] = described("moment it was first found")
    last_seen_at: Mapped[datetime | None] = described("last look that still found it")
    mended_at: Mapped[datetime | None] = described("first look that found it no more")


class CurrencyAcceptance(Base):
    """A manager accepts a finding, with a reason, until a day; then it comes back by itself."""

    __tablename__ = "currency_acceptances"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(reason) <> ''", name="accepted_with_a_reason"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        {"info": {"meaning": "findings accepted for a while", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    finding_id: Mapped[int] = described(
        "the finding", ForeignKey("currency_findings.id"), index=True
    )
    accepted_at: Mapped[datetime] = described("moment it was accepted")
    accepted_by: Mapped[str] = described("who accepted it")
    reason: Mapped[str] = described("why, in their words")
    until_on: Mapped[date] = described("day on which it comes back")
    ended_at: Mapped[datetime | None] = described("moment it was brought back before that day")
    ended_by: Mapped[str | None] = described("who brought it back")


class AddressConfirmation(Base):
    """Somebody made sure that the child still lives where the record says."""

    __tablename__ = "address_confirmations"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("trim(how) <> ''", name="confirmed_somehow"),
        {"info": {"meaning": "addresses of children found to be right still", **_ABOUT}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    child_id: Mapped[int] = described("the child", ForeignKey("children.id"), index=True)
    confirmed_on: Mapped[date] = described("day on which it was so")
    how: Mapped[str] = described("how they know, in their words")
    recorded_at: Mapped[datetime] = described("moment it was written down")
    recorded_by: Mapped[str] = described("who wrote it down")


class CurrencyDigest(Base):
    """Somebody was told, once that day, that records wait to be put right."""

    __tablename__ = "currency_digests"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (role IS NULL)", name="one_recipient"),
        Index(
            "ix_currency_digests_one_a_day_to_a_person",
            "made_on",
            "account_id",
            unique=True,
            **_only_where(text("account_id IS NOT NULL")),
        ),
        Index(
            "ix_currency_digests_one_a_day_to_a_role",
            "made_on",
            "role",
            unique=True,
            **_only_where(text("role IS NOT NULL")),
        ),
        {"info": {"meaning": "digests of records to put right", **_WORK}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    made_on: Mapped[date] = described("the council's day")
    made_at: Mapped[datetime] = described("moment")
    account_id: Mapped[int | None] = described("to whom", ForeignKey("accounts.id"))
    role: Mapped[Role | None] = described("or to everybody with which role")


class CurrencyClimb(Base):
    """A finding that was not mended in time was told further up, once on each step."""

    __tablename__ = "currency_climbs"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("finding_id", "digest_id"),
        {"info": {"meaning": "findings told further up", **_WORK}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    finding_id: Mapped[int] = described("the finding", ForeignKey("currency_findings.id"))
    step: Mapped[int] = described("1: team manager, 2: designated manager")
    digest_id: Mapped[int] = described(
        "the digest that tells of it", ForeignKey("currency_digests.id"), index=True
    )


class CurrencyDayCount(Base):
    """How many findings of a rule were open on a day, restricted and sealed records left out."""

    __tablename__ = "currency_day_counts"
    __table_args__ = (
        UniqueConstraint("counted_on", "rule"),
        {"info": {"meaning": "open findings of each day", **_WORK}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    counted_on: Mapped[date] = described("the council's day")
    rule: Mapped[CurrencyRule] = described("the rule")
    open_count: Mapped[int] = described("findings open")
    late_count: Mapped[int] = described("of these, open longer than they may be")
    accepted_count: Mapped[int] = described("findings accepted, not among the open ones")


class CurrencyRun(Base):
    """The look over every record on one day: how far it is, when it was done."""

    __tablename__ = "currency_runs"
    __table_args__ = ({"info": {"meaning": "daily looks over every record", **_WORK}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    run_on: Mapped[date] = described("the council's day", unique=True)
    begun_at: Mapped[datetime] = described("moment it began")
    through_child_id: Mapped[int] = described("the last record looked at", default=0)
    finished_at: Mapped[datetime | None] = described("moment every record was looked at")


class CurrencyStaffState(Base):
    """How a member of staff stood when the records that name them were last looked at."""

    __tablename__ = "currency_staff_states"
    __table_args__ = ({"info": {"meaning": "staff as last looked at", **_WORK}},)

    account_id: Mapped[int] = described(
        "who", ForeignKey("accounts.id"), primary_key=True, autoincrement=False
    )
    state: Mapped[str] = described("at work, away with or without cover, left; since when")
