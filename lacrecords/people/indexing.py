"""Keeps the index of adults in step: their keys and their plain form, and a mark at each change.

Runs inside the transaction that changes the adult; it opens and commits nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select
from sqlalchemy.orm import Session

from lacrecords.database import db, transaction
from lacrecords.matching.forms import AddressForm, NameForm
from lacrecords.matching.store import slices
from lacrecords.people.models import (
    Person,
    PersonAddress,
    PersonBirth,
    PersonChange,
    PersonForm,
    PersonKey,
    PersonName,
)
from lacrecords.people.plain import PlainBirth, PlainPerson, pack, plain_person, unpack
from lacrecords.people.plain_keys import KEYS_VERSION, kept_keys

AT_ONCE = 200
"""Adults indexed in one transaction, so that others have as long between."""
_MOST_PARAMETERS = 900
_KEYS: Any = PersonKey.__table__
_FORMS: Any = PersonForm.__table__
_CHANGES: Any = PersonChange.__table__
_DELETE_KEY = delete(_KEYS).where(
    _KEYS.c.key == bindparam("number"), _KEYS.c.person_id == bindparam("who")
)


def reindex_people(person_ids: Iterable[int]) -> None:
    """Write the keys of these adults anew, and mark those of whom something else is said now."""
    for some in slices(sorted(set(person_ids)), _MOST_PARAMETERS):
        write_people(db.session(), describe_people(some))


def write_people(session: Session, people: dict[int, PlainPerson]) -> None:
    """Put these adults into the index, replacing what stood there."""
    standing = {
        who: (version, packed)
        for who, version, packed in session.execute(
            select(_FORMS.c.person_id, _FORMS.c.keys_version, _FORMS.c.packed).where(
                _FORMS.c.person_id.in_(people)
            )
        )
    }
    changed = {
        who: person
        for who, person in people.items()
        if standing.get(who) != (KEYS_VERSION, pack(person))
    }
    if not changed:
        return
    earlier = {who: kept_keys(unpack(standing[who][1])) for who in changed if who in standing}
    kept = {who: kept_keys(person) for who, person in changed.items()}
    _write_keys(session, earlier, kept)
    _write_forms(session, changed)
    session.execute(insert(_CHANGES), [{"person_id": who} for who in sorted(changed)])


def _write_keys(
    session: Session, earlier: dict[int, frozenset[int]], kept: dict[int, frozenset[int]]
) -> None:
    gone = [
        {"number": number, "who": who}
        for who, keys in earlier.items()
        for number in keys - kept[who]
    ]
    if gone:
        session.execute(_DELETE_KEY, gone)
    new = sorted(
        (number, who) for who, keys in kept.items() for number in keys - earlier.get(who, set())
    )
    if new:
        session.execute(insert(_KEYS), [{"key": number, "person_id": who} for number, who in new])


def _write_forms(session: Session, people: dict[int, PlainPerson]) -> None:
    session.execute(delete(_FORMS).where(_FORMS.c.person_id.in_(people)))
    session.execute(
        insert(_FORMS),
        [
            {"person_id": who, "keys_version": KEYS_VERSION, "packed": pack(person)}
            for who, person in sorted(people.items())
        ],
    )


def describe_people(person_ids: Sequence[int]) -> dict[int, PlainPerson]:
    """What the records say now of these adults, whatever has ended, in the plain form."""
    names = _facts(PersonName, person_ids)
    births = _facts(PersonBirth, person_ids)
    addresses = _facts(PersonAddress, person_ids)
    first = db.session.execute(select(Person.id, Person.born_on).where(Person.id.in_(person_ids)))
    return {
        who: plain_person(
            (NameForm(row.forename, row.middle, row.surname) for row in names[who]),
            (
                *(PlainBirth(row.born_on, row.precision) for row in births[who]),
                *((PlainBirth(born_on),) if born_on else ()),
            ),
            (address_form(row) for row in addresses[who]),
        )
        for who, born_on in first
    }


def _facts(kind: Any, person_ids: Sequence[int]) -> defaultdict[int, list[Any]]:
    """What is said now of each adult, the newest first: the plain form keeps so many."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    wanted = select(kind).where(kind.person_id.in_(person_ids), kind.is_current())
    for row in db.session.scalars(wanted.order_by(kind.id.desc())):
        found[row.person_id].append(row)
    return found


def address_form(row: PersonAddress) -> AddressForm:
    """One address in the form in which the search compares it."""
    return AddressForm(
        line1=row.line1,
        line2=row.line2,
        town=row.town,
        postcode=row.postcode,
        uprn=row.uprn,
        from_on=row.from_on,
        to_on=row.to_on,
    )


def people_not_indexed(most: int = AT_ONCE) -> tuple[int, ...]:
    """Adults written down before there was this index, or under earlier ways of making keys."""
    form = select(Person.id).join(PersonForm, PersonForm.person_id == Person.id, isouter=True)
    wanted = or_(PersonForm.person_id.is_(None), PersonForm.keys_version != KEYS_VERSION)
    return tuple(db.session.scalars(form.where(wanted).order_by(Person.id).limit(most)))


def index_waiting_people() -> int:
    """Put every adult who is not in the index into it, some at a time; how many there were."""
    done = 0
    while waiting := people_not_indexed():
        with transaction():
            reindex_people(waiting)
        done += len(waiting)
    db.session.rollback()
    return done
