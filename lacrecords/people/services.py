"""Writing down adults and their names. What an adult is to a child is the children's slice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.people.models import Person, PersonName
from lacrecords.rules.authorisation import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """An adult in a child's life."""

    forename: str
    surname: str
    born_on: date | None = None
    earlier_surname: str = ""
    reason: str = ""
    source: str = "hand"


def create_person(actor: Actor, value: NewPerson, now: datetime) -> int:
    """Write down an adult with a name, and an earlier family name where there is one."""
    person = Person(born_on=value.born_on)
    db.session.add(person)
    db.session.flush()
    surnames = [value.earlier_surname, value.surname] if value.earlier_surname else [value.surname]
    for surname in surnames:
        db.session.add(
            PersonName(
                person_id=person.id,
                forename=value.forename,
                surname=surname,
                recorded_at=now,
                recorded_by=actor.key,
                reason=value.reason,
                source=value.source,
            )
        )
    audit.record(actor, "person_created", "person", person.id)
    db.session.flush()
    return person.id
