"""Reading adults by number, with all their names. It knows no child and decides no access."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.people.models import Person, PersonName


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One adult; `name` is the newest name, `surnames` are all of them, the newest first."""

    person_id: int
    name: str
    other_names: tuple[str, ...]
    surnames: tuple[str, ...]
    born_on: date | None


def people_by_id(person_ids: Iterable[int]) -> dict[int, PersonCard]:
    """These adults with every name they have or had."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    births = select(Person.id, Person.born_on).where(Person.id.in_(wanted))
    names = select(PersonName).where(PersonName.person_id.in_(wanted), PersonName.is_current())
    found: dict[int, list[PersonName]] = defaultdict(list)
    for row in db.session.scalars(names.order_by(PersonName.id.desc())):
        found[row.person_id].append(row)
    return {
        person_id: _card(person_id, born_on, found[person_id])
        for person_id, born_on in db.session.execute(births)
    }


def people_named(forename: str, surname: str) -> tuple[int, ...]:
    """Adults who have or had exactly this name, whatever the case."""
    found = select(PersonName.person_id).where(
        PersonName.is_current(),
        func.lower(PersonName.forename) == forename.lower(),
        func.lower(PersonName.surname) == surname.lower(),
    )
    return tuple(db.session.scalars(found.distinct().order_by(PersonName.person_id)))


def _card(person_id: int, born_on: date | None, rows: list[PersonName]) -> PersonCard:
    # A name that still holds comes before one that has ended.
    rows = sorted(rows, key=lambda row: row.to_on is not None)
    names = tuple(dict.fromkeys(f"{row.forename} {row.surname}".strip() for row in rows))
    surnames = tuple(dict.fromkeys(row.surname for row in rows if row.surname))
    return PersonCard(person_id, names[0] if names else "", names[1:], surnames, born_on)
