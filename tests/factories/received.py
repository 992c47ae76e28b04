"""Invented alerts that another authority sent us. Each opens a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from typing import Any

from lacrecords.agencies.authorities import (
    NewAuthorityContact,
    confirm_authority_contact,
    contacts_in_force,
    propose_authority_contact,
)
from lacrecords.database import db, transaction
from lacrecords.movements.received import (
    NewPersonSought,
    NewReceivedAlert,
    NewSenderCheck,
    Reached,
    check_sender,
    record_alert,
)
from lacrecords.movements.received_queries import AlertPage, alert_page
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    AuthorityContactKind,
    Channel,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.movements import MERECOMBE, make_authority
from tests.factories.staff import MAKER
from tests.factories.town import BORN_ON, NOW, Town

WILFREDA = NewPersonSought(
    is_child=True,
    forename="Wilfreda",
    surname="Ashgrove",
    born_on=BORN_ON,
    address="14 Quince Row",
    postcode="ZZ9 4QR",
)
MOTHER = NewPersonSought(
    is_child=False, forename="Isolde", surname="Ashgrove", born_on=date(1990, 2, 3)
)
_numbers: Iterator[int] = count(1)


def make_sender(town: Town, name: str = MERECOMBE) -> int:
    """An authority with a number in the directory that two people vouch for; its number."""
    with transaction():
        number = make_authority(name)
        new = NewAuthorityContact(
            kind=AuthorityContactKind.TELEPHONE, value="01632 960701", label="Missing families"
        )
        contact_id = propose_authority_contact(MAKER, number, new, NOW)
        confirm_authority_contact(town.designated_manager, contact_id, NOW)
    return number


def new_alert(authority_id: int, *persons: NewPersonSought, **said: Any) -> NewReceivedAlert:
    """An alert as it came."""
    plain: dict[str, Any] = {
        "form_key": f"alert {next(_numbers)}",
        "authority_id": authority_id,
        "sender_name": "Perdita Holloway, missing families officer",
        "contact_given": "07700 900321",
        "their_reference": "MF/88",
        "channel": Channel.EMAIL,
        "received_at": NOW,
        "family": "A red car, a small dog",
        "worry": "She left hospital with the baby",
        "asks": "Ring us at any hour",
        "persons": persons or (WILFREDA,),
    }
    return NewReceivedAlert(**(plain | said))


def make_alert(
    actor: Actor, authority_id: int, *persons: NewPersonSought, now: datetime = NOW, **said: Any
) -> AlertPage:
    """Recorded, and nothing done about it."""
    with transaction():
        reference = record_alert(actor, new_alert(authority_id, *persons, **said), now)
    return read(actor, reference, now)


def read(actor: Actor, reference: str, now: datetime = NOW) -> AlertPage:
    """How it stands now."""
    db.session.expire_all()
    db.session.rollback()
    found = alert_page(actor, reference, now)
    assert found is not None
    return found


def contact_of(alert: AlertPage) -> int:
    """The contact of its authority in the directory."""
    return contacts_in_force(alert.row.authority_id)[0].contact_id


def reached(alert: AlertPage, now: datetime = NOW) -> Reached:
    """The sender was reached by the directory."""
    return Reached(contact_of(alert), now.date())


def confirm(actor: Actor, alert: AlertPage, now: datetime = NOW) -> AlertPage:
    """The sender was rung back by the directory, and sent it."""
    check = NewSenderCheck(
        method=VerificationMethod.RING_BACK,
        outcome=VerificationOutcome.CONFIRMED,
        contact_id=contact_of(alert),
    )
    with transaction():
        check_sender(actor, alert.row.id, check, now)
    return read(actor, alert.row.reference, now)
