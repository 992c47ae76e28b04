"""What people do with a finding: accept it for a while, bring it back, confirm an address.

Each in the caller's transaction. Nobody ends a finding by hand: it ends when the record
is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children.changes import lock_child
from lacrecords.clocks import local_date
from lacrecords.currency.figures import this_procedure
from lacrecords.currency.models import AddressConfirmation, CurrencyAcceptance, CurrencyFinding
from lacrecords.currency.scope import seen_by
from lacrecords.currency.writing import take_writers_turn
from lacrecords.database import db
from lacrecords.refusals import StepRefused
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import CurrencyRule
from lacrecords.web.words import date_words


class FindingRefused(StepRefused):
    """It cannot be done; `field` says where on the form, `words` why."""


class NoSuchFinding(Exception):
    """There is no such open finding for this reader: mended meanwhile, or never theirs."""


@dataclass(frozen=True, slots=True)
class Accept:
    """Let a finding stand until a day."""

    reason: str
    until_on: date


@dataclass(frozen=True, slots=True)
class ConfirmAddress:
    """The child was known to live there on a day."""

    confirmed_on: date
    how: str


def accept(actor: Actor, finding_id: int, value: Accept, now: datetime) -> None:
    """Accept a finding until a day not too far away; the same said twice is said once."""
    finding, today = _theirs(actor, finding_id, now), local_date(now)
    most = this_procedure().currency_accepted_most_days
    last = today + timedelta(days=most)
    if value.until_on <= today:
        raise FindingRefused("until_on", "The day must be after today")
    if value.until_on > last:
        words = f"The day must be on or before {date_words(last)}, {most} days from now"
        raise FindingRefused("until_on", words)
    standing = _acceptance(finding.id, today)
    if standing is not None:
        same = (standing.until_on, standing.reason) == (value.until_on, value.reason)
        if same and standing.accepted_by == actor.key:
            return
        words = f"It is accepted already, until {date_words(standing.until_on)}"
        raise FindingRefused("until_on", words)
    row = CurrencyAcceptance(
        finding_id=finding.id,
        accepted_at=now,
        accepted_by=actor.key,
        reason=value.reason,
        until_on=value.until_on,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "finding_accepted", "currency_finding", finding.id)


def bring_back(actor: Actor, finding_id: int, now: datetime) -> None:
    """Put an accepted finding on the list again; one that is there already stays."""
    finding = _theirs(actor, finding_id, now)
    standing = _acceptance(finding.id, local_date(now))
    if standing is None:
        return
    standing.ended_at, standing.ended_by = now, actor.key
    db.session.flush()
    audit.record(actor, "finding_brought_back", "currency_finding", finding.id)


def confirm_address(actor: Actor, finding_id: int, value: ConfirmAddress, now: datetime) -> None:
    """Write down that the child still lives where the record says, and look at it again."""
    finding = _theirs(actor, finding_id, now)
    if finding.rule is not CurrencyRule.ADDRESS_NOT_CONFIRMED:
        raise NoSuchFinding
    if value.confirmed_on > local_date(now):
        raise FindingRefused("confirmed_on", "The day must be today or in the past")
    lock_child(finding.child_id)
    confirmation = AddressConfirmation(
        child_id=finding.child_id,
        confirmed_on=value.confirmed_on,
        how=value.how,
        recorded_at=now,
        recorded_by=actor.key,
    )
    db.session.add(confirmation)
    db.session.flush()
    audit.record(actor, "address_confirmed", "child", finding.child_id)


def _theirs(actor: Actor, finding_id: int, now: datetime) -> CurrencyFinding:
    take_writers_turn()
    seen = select(CurrencyFinding).where(
        CurrencyFinding.id == finding_id, seen_by(actor, local_date(now))
    )
    finding = db.session.scalar(seen)
    if finding is None:
        raise NoSuchFinding
    return finding


def _acceptance(finding_id: int, today: date) -> CurrencyAcceptance | None:
    return db.session.scalar(
        select(CurrencyAcceptance).where(
            CurrencyAcceptance.finding_id == finding_id,
            CurrencyAcceptance.ended_at.is_(None),
            CurrencyAcceptance.until_on > today,
        )
    )
