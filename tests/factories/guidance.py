"""Invented guidance of the council. Each needs an open transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from lacrecords.clocks import local_date
from lacrecords.guidance.services import Proposal, decide, propose
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import GuidanceKind

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = local_date(MONDAY)
FIRST = "Partners ring back a known number before they tell anything."
SECOND = "Partners ring back a known number, or write to one, before they tell anything."


def day(number: int) -> date:
    """So many days from that Monday."""
    return TODAY + timedelta(days=number)


def a_proposal(**said: Any) -> Proposal:
    """A protocol from today, but for what is said."""
    given: dict[str, Any] = {
        "kind": GuidanceKind.LOCAL_PROTOCOL,
        "title": "Ringing back",
        "text": FIRST,
        "source": "The partners, first edition",
        "from_on": TODAY,
        "reason": "It was adopted",
    }
    return Proposal(**(given | said))


def an_agreement(agency_id: int, **said: Any) -> Proposal:
    """An agreement with this agency, looked at again in a year."""
    given: dict[str, Any] = {
        "kind": GuidanceKind.AGENCY_AGREEMENT,
        "agency_id": agency_id,
        "title": "Daily exchange",
        "text": "Incidents are exchanged each working day.",
        "review_on": day(365),
    }
    return a_proposal(**(given | said))


def agreed(proposer: Actor, second: Actor, value: Proposal, now: datetime = MONDAY) -> str:
    """Propose it and agree to it; the reference of the proposal."""
    reference = propose(proposer, value, now)
    decide(second, reference, True, "It is so", now)
    return reference
