"""Enquiries taken step by step through the real services; each step needs a `transaction()`."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.asked import (
    AskingPerson,
    DescribedChild,
    NewEnquiry,
    NewMatchDecision,
    NewVerification,
)
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.outcome_models import OutcomeRow, OutcomeTelling
from lacrecords.enquiries.queries.steps import current_outcome
from lacrecords.enquiries.services.checking import record_verification
from lacrecords.enquiries.services.deciding import decide_match
from lacrecords.enquiries.services.finding import Found, search_and_keep
from lacrecords.enquiries.services.recording import record_enquiry
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    AgencyType,
    Channel,
    EnquirerKind,
    EnquiryType,
    MatchAnswer,
    TellingKind,
    Urgency,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.town import BORN_ON, NOW, Town

CHILD = DescribedChild(
    forename="Wilfreda",
    surname="Ashgrove",
    born_on=BORN_ON,
    line1="14 Quince Row",
    postcode="ZZ9 4QR",
)
STRANGER = DescribedChild(
    forename="Ottoline",
    surname="Fairweather",
    born_on=BORN_ON.replace(year=2020),
    line1="3 Tamarind Close",
    postcode="ZZ8 2BT",
)


def health_visitor(town: Town) -> AskingPerson:
    """A professional from an agency of the directory."""
    return AskingPerson(
        kind=EnquirerKind.PROFESSIONAL,
        name="Philippa Snow",
        role="Health visitor",
        agency_id=town.agency_id,
        agency_name="Fernhill Health Visiting",
        agency_type=AgencyType.HEALTH_VISITING,
        telephone_given="07700 900123",
    )


def ask(
    town: Town,
    *children: DescribedChild,
    actor: Actor | None = None,
    now: datetime = NOW,
    **changes: Any,
) -> Enquiry:
    """A call about these children, taken by the duty officer."""
    new = NewEnquiry(
        idempotency_key=secrets.token_urlsafe(12),
        channel=Channel.TELEPHONE,
        enquiry_type=EnquiryType.CONCERN,
        urgency=Urgency.ROUTINE,
        reason="Missed appointments",
        enquirer=health_visitor(town),
        children=children or (CHILD,),
    )
    return record_enquiry(actor or town.duty_officer, replace(new, **changes), town.procedure, now)


def check(
    town: Town,
    enquiry: Enquiry,
    outcome: VerificationOutcome = VerificationOutcome.CONFIRMED,
    now: datetime = NOW,
    **changes: Any,
) -> None:
    """Check the enquirer by the directory's number; not confirmed where `outcome` says so."""
    new = NewVerification(
        method=VerificationMethod.RING_BACK,
        outcome=outcome,
        contact_point_id=town.telephone_id,
        words="They answered and asked for her by name",
    )
    record_verification(
        town.duty_officer,
        enquiry.id,
        replace(new, **changes),
        town.procedure,
        now + timedelta(minutes=2),
    )


def children_of(enquiry: Enquiry) -> list[EnquiredChild]:
    """The described children of an enquiry, in order."""
    return list(
        db.session.scalars(
            select(EnquiredChild)
            .where(EnquiredChild.enquiry_id == enquiry.id)
            .order_by(EnquiredChild.position)
        )
    )


def look(
    town: Town, child: EnquiredChild, actor: Actor | None = None, now: datetime = NOW
) -> tuple[int, Found]:
    """Search for the child as the officer does; the search's id and what it found."""
    enquiry = db.session.get_one(Enquiry, child.enquiry_id)
    row, found = search_and_keep(
        actor or town.duty_officer, child, enquiry, town.procedure, now + timedelta(minutes=3)
    )
    return row.id, found


def decide(
    town: Town,
    child: EnquiredChild,
    answer: MatchAnswer,
    *,
    actor: Actor | None = None,
    now: datetime = NOW,
    **changes: Any,
) -> OutcomeRow:
    """Look for the child and decide; the outcome."""
    search_id, _ = look(town, child, actor, now)
    new = NewMatchDecision(
        answer=answer,
        search_id=search_id,
        words="As described, and spoken back",
        reason_accepted=True,
    )
    decide_match(
        actor or town.duty_officer,
        child.id,
        replace(new, **changes),
        town.procedure,
        now + timedelta(minutes=4),
    )
    outcome = current_outcome(child.id)
    assert outcome is not None
    return outcome


def sentences(outcome: OutcomeRow) -> dict[TellingKind, str]:
    """What may be told, kind by kind, in order."""
    rows = db.session.scalars(
        select(OutcomeTelling)
        .where(OutcomeTelling.outcome_id == outcome.id)
        .order_by(OutcomeTelling.position)
    )
    return {row.kind: row.sentence for row in rows}
