"""Who an adult or another child in a family is: chosen among those recorded, or written down.

An adult of the same name is offered before another is written down, but only where some
record that names them is open to whoever asks.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from lacrecords.children.changes import ChangeRefused
from lacrecords.children.fact_rules import Said
from lacrecords.children.linked import record_ids
from lacrecords.children.models import ChildRelationship, HouseholdMember
from lacrecords.children.queries import child_id_of
from lacrecords.children.standing import hidden_ids, sealed_ids
from lacrecords.database import db
from lacrecords.people.queries import PersonCard, people_by_id, people_named
from lacrecords.people.services import NewPerson, create_person
from lacrecords.rules.authorisation import Actor

SOMEBODY_ELSE = "0"
OF_THE_ADULT = ("forename", "surname", "born_on", "person")


class SameName(Exception):
    """Adults of this name are recorded: which of them is it, or nobody of them?"""

    def __init__(self, people: tuple[PersonCard, ...]) -> None:
        super().__init__("Somebody of this name is recorded.")
        self.people = people


def known_adults(actor: Actor, forename: str, surname: str, on: date) -> tuple[PersonCard, ...]:
    """Adults of this name whom some record open to this member of staff names."""
    wanted = people_named(forename, surname)
    rows = db.session.execute(
        select(HouseholdMember.person_id, HouseholdMember.child_id).where(
            HouseholdMember.person_id.in_(wanted), HouseholdMember.is_current()
        )
    ).all()
    closed = hidden_ids({child_id for _, child_id in rows}, actor.account_id, on)
    open_to_them = {person_id for person_id, child_id in rows if child_id not in closed}
    return tuple(people_by_id(open_to_them).values())


def check_adult(said: Said) -> dict[str, Any]:
    """The adult's number in place of what was typed of them; SameName: ask which one it is."""
    columns = {name: value for name, value in said.columns.items() if name not in OF_THE_ADULT}
    if "forename" not in said.columns:
        return columns
    return columns | {"person_id": _adult(said)}


def _adult(said: Said) -> int:
    forename, surname = said.columns["forename"], said.columns["surname"]
    born_on, chosen = said.columns["born_on"], said.columns["person"]
    stamp = said.stamp
    if born_on is not None and born_on > stamp.today:
        raise ChangeRefused("born_on", "The date of birth must be in the past")
    known = known_adults(stamp.actor, forename, surname, stamp.today)
    if chosen in {str(card.person_id) for card in known}:
        return int(chosen)
    if known and chosen != SOMEBODY_ELSE:
        raise SameName(known)
    new = NewPerson(forename=forename, surname=surname, born_on=born_on, reason=stamp.reason)
    return create_person(stamp.actor, new, stamp.now)


def check_other_child(said: Said) -> dict[str, Any]:
    """The other child's number in place of the reference; a record closed to the writer is none."""
    columns = {name: value for name, value in said.columns.items() if name != "reference"}
    if said.fact is not None and "reference" not in said.columns:
        return columns
    other = child_id_of(said.columns.get("reference", "").strip().upper())
    stamp = said.stamp
    if other is None or hidden_ids((other,), stamp.actor.account_id, stamp.today):
        raise ChangeRefused("reference", "No record has this reference. Search for the child first")
    if sealed_ids((said.child_id,), stamp.today):
        raise ChangeRefused("reference", "The record is sealed: no new link may lead from it")
    if other in record_ids(said.child_id):
        raise ChangeRefused("reference", "This is the record of the child itself")
    if _related(said.child_id, other):
        raise ChangeRefused("reference", "These two children are related in the records already")
    return columns | {"other_child_id": other}


def _related(child_id: int, other: int) -> bool:
    pair = (child_id, other)
    found = select(ChildRelationship.id).where(
        ChildRelationship.is_current(),
        ChildRelationship.to_on.is_(None),
        ChildRelationship.child_id.in_(pair),
        ChildRelationship.other_child_id.in_(pair),
    )
    return db.session.scalar(found.limit(1)) is not None
