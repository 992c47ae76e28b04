"""An alert from another authority: recorded, its sender checked, its people looked for, ended.

Where the family is, is told only to a sender whom a check confirmed, by a contact of the
directory. That somebody must be told stays a task until they were told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from lacrecords.agencies import authorities
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db, new_reference
from lacrecords.movements.holding import hold
from lacrecords.movements.received_facts import facts_of, locked, look_after_tasks, persons_of
from lacrecords.movements.received_models import (
    ReceivedAlert,
    ReceivedAlertCheck,
    ReceivedAlertPerson,
)
from lacrecords.movements.received_telling import tell_owners
from lacrecords.movements.refusals import MovementRefused
from lacrecords.rules import received_alerts as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    AuthorityContactKind,
    Channel,
    VerificationMethod,
    VerificationOutcome,
)

MOST_PERSONS = 20
KIND_OF_METHOD = {
    VerificationMethod.RING_BACK: AuthorityContactKind.TELEPHONE,
    VerificationMethod.DIRECTORY_EMAIL: AuthorityContactKind.EMAIL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPersonSought:
    """A child or adult as the alert describes them."""

    is_child: bool
    forename: str
    surname: str
    born_on: date | None = None
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReceivedAlert:
    """An alert as it came."""

    form_key: str
    authority_id: int
    sender_name: str
    contact_given: str
    their_reference: str
    channel: Channel
    received_at: datetime
    family: str
    worry: str
    asks: str
    persons: tuple[NewPersonSought, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSenderCheck:
    """How the sender was checked, and what the check showed."""

    method: VerificationMethod
    outcome: VerificationOutcome
    contact_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """By which contact of the directory the sender was reached, and on which day."""

    contact_id: int
    on: date


def record_alert(actor: Actor, new: NewReceivedAlert, now: datetime) -> str:
    """Record it; its reference, also where this form was sent before. MovementRefused: why not."""
    hold(new.form_key)
    made = db.session.scalar(select(ReceivedAlert).where(ReceivedAlert.form_key == new.form_key))
    if made is not None:
        return made.reference
    if not authorities.is_listed(new.authority_id):
        raise MovementRefused("authority_id", "Select the authority that looks for them")
    if not any(one.is_child for one in new.persons):
        raise MovementRefused("persons", "Describe one child at least")
    if new.received_at > now:
        raise MovementRefused("received_on", "It cannot have come in the future")
    row = ReceivedAlert(
        reference=new_reference(),
        form_key=new.form_key,
        authority_id=new.authority_id,
        sender_name=new.sender_name,
        contact_given=new.contact_given,
        their_reference=new.their_reference,
        channel=new.channel,
        received_at=new.received_at,
        family=new.family,
        worry=new.worry,
        asks=new.asks,
        recorded_at=now,
        recorded_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    for one in new.persons:
        db.session.add(_person_row(row.id, one))
    db.session.flush()
    audit.record(actor, "received_alert_recorded", "received_alert", row.id)
    look_after_tasks(actor, row, now)
    tell_owners(actor, persons_of(row.id), now)
    return row.reference


def _person_row(alert_id: int, one: NewPersonSought) -> ReceivedAlertPerson:
    return ReceivedAlertPerson(
        reference=new_reference(),
        received_alert_id=alert_id,
        is_child=one.is_child,
        forename=one.forename,
        surname=one.surname,
        born_on=one.born_on,
        address=one.address,
        postcode=one.postcode,
    )


def check_sender(actor: Actor, alert_id: int, value: NewSenderCheck, now: datetime) -> None:
    """Record a check of the sender: only a contact of the directory confirms."""
    row = locked(alert_id)
    confirmed = value.outcome is VerificationOutcome.CONFIRMED
    if confirmed and not _is_of_directory(row, value):
        raise MovementRefused("how", "Only a contact of this authority in the directory confirms")
    if not confirmed and not value.words.strip():
        raise MovementRefused("words", "Enter what happened")
    db.session.add(
        ReceivedAlertCheck(
            received_alert_id=alert_id,
            method=value.method,
            contact_id=value.contact_id,
            outcome=value.outcome,
            words=value.words.strip(),
            checked_by=actor.key,
            checked_at=now,
        )
    )
    db.session.flush()
    audit.record(actor, f"received_alert_{value.outcome.value}", "received_alert", alert_id)
    look_after_tasks(actor, row, now)


def _is_of_directory(row: ReceivedAlert, value: NewSenderCheck) -> bool:
    wanted = KIND_OF_METHOD.get(value.method)
    found = authorities.contacts_in_force(row.authority_id)
    return any(one.contact_id == value.contact_id and one.kind is wanted for one in found)


def acknowledge_alert(actor: Actor, alert_id: int, value: Reached, now: datetime) -> bool:
    """Record that its receipt was acknowledged; False: it was already. It says nothing else."""
    row = locked(alert_id)
    if row.acknowledged_at is not None:
        return False
    _refuse_reaching(row, value, now)
    row.acknowledged_at, row.acknowledged_by = now, actor.key
    row.acknowledged_on, row.acknowledged_contact_id = value.on, value.contact_id
    db.session.flush()
    audit.record(actor, "received_alert_acknowledged", "received_alert", alert_id)
    look_after_tasks(actor, row, now)
    return True


def _refuse_reaching(row: ReceivedAlert, value: Reached, now: datetime) -> None:
    if why := rules.why_day_refused(value.on, local_date(now)):
        raise MovementRefused("on", why)
    in_force = {one.contact_id for one in authorities.contacts_in_force(row.authority_id)}
    if value.contact_id not in in_force:
        raise MovementRefused("contact_id", "Select a contact of this authority in the directory")


def found_here(actor: Actor, alert_id: int, on: date, words: str, now: datetime) -> bool:
    """The family is here: its sender must be told, and nothing but that ends the task."""
    row = locked(alert_id)
    if row.found_at is not None:
        return False
    if not words.strip():
        raise MovementRefused("words", "Enter where and how the family was found")
    if why := rules.why_day_refused(on, local_date(now)):
        raise MovementRefused("on", why)
    row.found_at, row.found_by, row.found_on, row.found_words = now, actor.key, on, words.strip()
    db.session.flush()
    audit.record(actor, "received_alert_found", "received_alert", alert_id)
    look_after_tasks(actor, row, now)
    return True


def tell_sender(actor: Actor, alert_id: int, value: Reached, now: datetime) -> bool:
    """Record that the sender was told that the family is here; False: they were already."""
    row = locked(alert_id)
    if row.told_at is not None:
        return False
    if why := rules.why_sender_not_told(facts_of(row)):
        raise MovementRefused("contact_id", why)
    _refuse_reaching(row, value, now)
    row.told_at, row.told_by = now, actor.key
    row.told_on, row.told_contact_id = value.on, value.contact_id
    db.session.flush()
    audit.record(actor, "received_alert_sender_told", "received_alert", alert_id)
    look_after_tasks(actor, row, now)
    return True


def end_alert(actor: Actor, alert_id: int, on: date, words: str, now: datetime) -> bool:
    """Its sender stands us down; False: that was recorded already."""
    row = locked(alert_id)
    if row.ended_at is not None:
        return False
    if not words.strip():
        raise MovementRefused("words", "Enter who said so, and how")
    if why := rules.why_day_refused(on, local_date(now)):
        raise MovementRefused("on", why)
    row.ended_at, row.ended_by, row.ended_on, row.ended_words = now, actor.key, on, words.strip()
    db.session.flush()
    audit.record(actor, "received_alert_ended", "received_alert", alert_id)
    look_after_tasks(actor, row, now)
    return True
