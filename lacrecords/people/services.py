"""Writing down adults, their names, dates of birth and addresses.

What an adult is to a child is the children's slice. Each change keeps the index of adults in
step, in the same transaction, and leaves its row in the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.history import supersede
from lacrecords.people.indexing import reindex_people
from lacrecords.people.models import Person, PersonAddress, PersonBirth, PersonName
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import DatePrecision, PersonNameType


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPersonName:
    """One name; a person with one name has it as family name."""

    forename: str = ""
    middle: str = ""
    surname: str = ""
    name_type: PersonNameType = PersonNameType.NOT_STATED
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPersonAddress:
    """An address of an adult, between its days."""

    line1: str
    line2: str = ""
    town: str = ""
    postcode: str = ""
    uprn: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """An adult in a child's life, with every further name, date of birth and address."""

    forename: str
    surname: str
    middle: str = ""
    name_type: PersonNameType = PersonNameType.NOT_STATED
    born_on: date | None = None
    earlier_surname: str = ""
    names: tuple[NewPersonName, ...] = ()
    births: tuple[date, ...] = ()
    addresses: tuple[NewPersonAddress, ...] = ()
    reason: str = ""
    source: str = "hand"


def create_person(actor: Actor, value: NewPerson, now: datetime) -> int:
    """Write down an adult with everything that is said of them."""
    person = Person(born_on=value.born_on)
    db.session.add(person)
    db.session.flush()
    written = _written(actor, value.reason, value.source, now)
    for name in _names_of(value):
        db.session.add(_name_row(person.id, name, written))
    for born_on in dict.fromkeys(value.births):
        if born_on != value.born_on:
            db.session.add(PersonBirth(person_id=person.id, born_on=born_on, **written))
    for address in value.addresses:
        db.session.add(_address_row(person.id, address, written))
    audit.record(actor, "person_created", "person", person.id)
    db.session.flush()
    reindex_people((person.id,))
    return person.id


def add_name(
    actor: Actor, person_id: int, value: NewPersonName, now: datetime, reason: str = ""
) -> int:
    """Write down a further name of an adult."""
    row = _name_row(person_id, value, _written(actor, reason, "hand", now))
    return _add(actor, "person_name_added", row)


def add_birth_date(
    actor: Actor,
    person_id: int,
    born_on: date,
    now: datetime,
    precision: DatePrecision = DatePrecision.EXACT,
    reason: str = "",
) -> int:
    """Write down a further date of birth; the earlier ones stay, and find the adult too."""
    written = _written(actor, reason, "hand", now)
    row = PersonBirth(person_id=person_id, born_on=born_on, precision=precision, **written)
    return _add(actor, "person_birth_added", row)


def add_address(
    actor: Actor, person_id: int, value: NewPersonAddress, now: datetime, reason: str = ""
) -> int:
    """Write down an address of an adult, past or present."""
    row = _address_row(person_id, value, _written(actor, reason, "hand", now))
    return _add(actor, "person_address_added", row)


def end_address(
    actor: Actor, address_id: int, left_on: date, now: datetime, reason: str = ""
) -> int:
    """The adult left this address on that day; FactChangedMeanwhile: changed by another."""
    old = db.session.get_one(PersonAddress, address_id)
    value = NewPersonAddress(
        line1=old.line1,
        line2=old.line2,
        town=old.town,
        postcode=old.postcode,
        uprn=old.uprn,
        from_on=old.from_on,
        to_on=left_on,
    )
    row = _address_row(old.person_id, value, _written(actor, reason, "hand", now))
    supersede(old, row, now)
    return _add(actor, "person_address_ended", row)


def _add(actor: Actor, action: str, row: PersonName | PersonBirth | PersonAddress) -> int:
    db.session.add(row)
    audit.record(actor, action, "person", row.person_id)
    db.session.flush()
    reindex_people((row.person_id,))
    return row.id


def _written(actor: Actor, reason: str, source: str, now: datetime) -> dict[str, Any]:
    return {"recorded_at": now, "recorded_by": actor.key, "reason": reason, "source": source}


def _names_of(value: NewPerson) -> tuple[NewPersonName, ...]:
    earlier = NewPersonName(
        forename=value.forename,
        surname=value.earlier_surname,
        name_type=PersonNameType.PREVIOUS,
    )
    first = NewPersonName(
        forename=value.forename,
        middle=value.middle,
        surname=value.surname,
        name_type=value.name_type,
    )
    names = ((earlier,) if value.earlier_surname else ()) + value.names
    # The newest row is the name shown, so the name they go by comes last.
    return (*names, first) if value.forename or value.surname else names


def _name_row(person_id: int, name: NewPersonName, written: dict[str, Any]) -> PersonName:
    return PersonName(
        person_id=person_id,
        forename=name.forename,
        middle=name.middle,
        surname=name.surname,
        name_type=name.name_type,
        from_on=name.from_on,
        to_on=name.to_on,
        **written,
    )


def _address_row(
    person_id: int, address: NewPersonAddress, written: dict[str, Any]
) -> PersonAddress:
    return PersonAddress(
        person_id=person_id,
        line1=address.line1,
        line2=address.line2,
        town=address.town,
        postcode=address.postcode,
        uprn=address.uprn,
        from_on=address.from_on,
        to_on=address.to_on,
        **written,
    )
