"""Reading adults by number, with all their names. It knows no child and decides no access."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from lacrecords.database import db
from lacrecords.matching.forms import AddressForm, NameForm
from lacrecords.people.indexing import address_form
from lacrecords.people.models import Person, PersonAddress, PersonBirth, PersonName
from lacrecords.people.plain import PersonSought


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One adult; `name` is the newest name, `surnames` are all of them, the newest first."""

    person_id: int
    name: str
    other_names: tuple[str, ...]
    surnames: tuple[str, ...]
    born_on: date | None
    births: tuple[date, ...] = ()
    """Every date of birth that was stated, the first one given first."""


def people_by_id(person_ids: Iterable[int]) -> dict[int, PersonCard]:
    """These adults with every name they have or had."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    first = select(Person.id, Person.born_on).where(Person.id.in_(wanted))
    births = _births(wanted)
    names = select(PersonName).where(PersonName.person_id.in_(wanted), PersonName.is_current())
    found: dict[int, list[PersonName]] = defaultdict(list)
    for row in db.session.scalars(names.order_by(PersonName.id.desc())):
        found[row.person_id].append(row)
    return {
        person_id: _card(person_id, (born_on, *births[person_id]), found[person_id])
        for person_id, born_on in db.session.execute(first)
    }


def names_then(person_ids: Iterable[int], moment: datetime) -> dict[int, str]:
    """The name that each of these adults had by that moment; one that had ended comes last."""
    names = select(PersonName).where(
        PersonName.person_id.in_(set(person_ids)), PersonName.stood_at(moment)
    )
    rows = db.session.scalars(names.order_by(PersonName.id)).all()
    holds_last = sorted(rows, key=lambda row: row.to_on is None)
    return {row.person_id: _whole(row) for row in holds_last}


def _births(person_ids: set[int]) -> defaultdict[int, list[date]]:
    found: defaultdict[int, list[date]] = defaultdict(list)
    rows = db.session.execute(
        select(PersonBirth.person_id, PersonBirth.born_on)
        .where(PersonBirth.person_id.in_(person_ids), PersonBirth.is_current())
        .order_by(PersonBirth.id.desc())
    )
    for person_id, born_on in rows:
        found[person_id].append(born_on)
    return found


@dataclass(frozen=True, slots=True)
class AddressCard:
    """One address of an adult, between its days."""

    address_id: int
    words: str
    from_on: date | None
    to_on: date | None


def addresses_of(person_id: int) -> tuple[AddressCard, ...]:
    """Every address of an adult, those that have not ended first."""
    rows = db.session.scalars(
        select(PersonAddress)
        .where(PersonAddress.person_id == person_id, PersonAddress.is_current())
        .order_by(PersonAddress.to_on.is_not(None), PersonAddress.id.desc())
    )
    return tuple(AddressCard(row.id, _words(row), row.from_on, row.to_on) for row in rows)


def _words(row: PersonAddress) -> str:
    return ", ".join(part for part in (row.line1, row.line2, row.town, row.postcode) if part)


def sought_as(person_id: int) -> PersonSought:
    """Everything that is recorded of an adult, in the form in which others are sought."""
    return sought_as_each((person_id,))[person_id]


def sought_as_each(person_ids: Iterable[int]) -> dict[int, PersonSought]:
    """The same of many adults, with a fixed number of queries."""
    wanted = set(person_ids)
    cards = people_by_id(wanted)
    names: defaultdict[int, list[NameForm]] = defaultdict(list)
    for name in db.session.scalars(_of(PersonName, wanted)):
        names[name.person_id].append(NameForm(name.forename, name.middle, name.surname))
    addresses: defaultdict[int, list[AddressForm]] = defaultdict(list)
    for row in db.session.scalars(_of(PersonAddress, wanted)):
        addresses[row.person_id].append(address_form(row))
    return {
        who: PersonSought(
            names=tuple(names[who]), births=card.births, addresses=tuple(addresses[who])
        )
        for who, card in cards.items()
    }


def _of(kind: Any, person_ids: set[int]) -> Any:
    found = select(kind).where(kind.person_id.in_(person_ids), kind.is_current())
    return found.order_by(kind.id.desc())


def people_named(forename: str, surname: str) -> tuple[int, ...]:
    """Adults who have or had exactly this name, whatever the case."""
    found = select(PersonName.person_id).where(
        PersonName.is_current(),
        func.lower(PersonName.forename) == forename.lower(),
        func.lower(PersonName.surname) == surname.lower(),
    )
    return tuple(db.session.scalars(found.distinct().order_by(PersonName.person_id)))


def _card(person_id: int, stated: tuple[date | None, ...], rows: list[PersonName]) -> PersonCard:
    # A name that still holds comes before one that has ended.
    rows = sorted(rows, key=lambda row: row.to_on is not None)
    names = tuple(dict.fromkeys(_whole(row) for row in rows))
    surnames = tuple(dict.fromkeys(row.surname for row in rows if row.surname))
    births = tuple(dict.fromkeys(born_on for born_on in stated if born_on))
    born_on = births[0] if births else None
    return PersonCard(person_id, names[0] if names else "", names[1:], surnames, born_on, births)


def _whole(row: PersonName) -> str:
    return " ".join(part for part in (row.forename, row.middle, row.surname) if part)


def newest_person() -> int:
    """The number of the newest adult; nought when there is none."""
    return db.session.scalar(select(func.max(Person.id))) or 0


def newest_of_people() -> tuple[int, int, int, int]:
    """The numbers of the newest adult, name, date of birth and address."""
    name, birth, address = (
        db.session.scalar(select(func.max(kind.id))) or 0
        for kind in (PersonName, PersonBirth, PersonAddress)
    )
    return newest_person(), name, birth, address
