"""Invented notifications of people who may pose a risk. Each needs an open `transaction()`."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from lacrecords.database import db, now_utc
from lacrecords.people.services import NewPerson, NewPersonAddress
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications.described import (
    NewRiskNotification,
    Source,
    SourceCheck,
    Statement,
)
from lacrecords.risk_notifications.models import RiskNotification
from lacrecords.risk_notifications.recording import record_notification
from lacrecords.risk_notifications.source_checks import record_source_check
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    Channel,
    PersonTold,
    RiskBasis,
    RiskLevel,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.agencies import make_agency
from tests.factories.staff import MAKER

_numbers = count(1)
TANSY_WALK = NewPersonAddress(
    line1="14 Tansy Walk", town="Ashdown", postcode="ZZ9 4QX", from_on=date(2025, 1, 6)
)
STATEMENT = Statement(
    basis=RiskBasis.CONVICTION,
    fact="Convicted at Brackwater in March 2019.",
    opinion="The officer thinks that he will seek contact.",
    level=RiskLevel.HIGH,
    assessment="Assessed by the police in May 2026: a risk to girls under ten.",
    told=PersonTold.TOLD,
    told_words="By letter of 3 June 2026",
)


def source(agency_id: int | None, **more: Any) -> Source:
    """Who sent it."""
    said: dict[str, Any] = {
        "agency_id": agency_id,
        "agency_name": "" if agency_id else "Somebody's office",
        "source_name": "Sergeant Oriel Tamsett",
        "source_role": "Public protection officer",
        "contact_given": "07700 900123",
        "channel": Channel.IN_PERSON,
        "received_on": date(2026, 11, 2),
    }
    return Source(**(said | more))


def new_notification(
    forename: str = "Bertram",
    surname: str = "Quillfeather",
    *,
    agency_id: int | None = None,
    addresses: tuple[NewPersonAddress, ...] = (TANSY_WALK,),
    person: dict[str, Any] | None = None,
    **more: Any,
) -> NewRiskNotification:
    """A whole notification, as the forms give it."""
    said: dict[str, Any] = {
        "form_key": f"form {next(_numbers)}",
        "source": source(agency_id),
        "statement": STATEMENT,
        "person": NewPerson(
            forename=forename,
            surname=surname,
            addresses=addresses,
            **({"born_on": date(1978, 4, 9)} | (person or {})),
        ),
    }
    return NewRiskNotification(**(said | more))


def make_notification(
    actor: Actor = MAKER, *, checked: bool = True, now: datetime | None = None, **more: Any
) -> str:
    """A notification on the register, its source checked unless told otherwise; its reference."""
    moment = now or now_utc()
    agency_id = make_agency()
    new = new_notification(agency_id=agency_id, **more)
    reference = record_notification(actor, new, load_procedure(), moment)
    if checked:
        check = SourceCheck(
            method=VerificationMethod.IDENTITY_DOCUMENT,
            outcome=VerificationOutcome.CONFIRMED,
            second_fact="Photo pass 8812",
        )
        record_source_check(actor, id_of(reference), check, load_procedure(), moment)
    return reference


def id_of(reference: str) -> int:
    """The number of a notification."""
    found = db.session.query(RiskNotification.id).filter_by(reference=reference)
    return int(found.scalar() or 0)
