"""What the register says of who can answer for a child. It decides nothing, access included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.children import facts
from lacrecords.children.models import ChildDeath, ChildLegalStatus, HouseholdMember
from lacrecords.people.queries import people_by_id


@dataclass(frozen=True, slots=True)
class ResponsibleAdult:
    """An adult who has parental responsibility for a child."""

    person_id: int
    name: str
    relationship: str
    lives_with_child: bool


def responsible_adults(child_id: int, on: date) -> tuple[ResponsibleAdult, ...]:
    """Everybody who has parental responsibility on that day, those who live with the child first.

    Where two records are linked, an adult of both stands once, as the newer row says.
    """
    held = facts.in_force(HouseholdMember, (child_id,), on).get(child_id, [])
    newest = {row.person_id: row for row in held}
    rows = [row for row in newest.values() if row.parental_responsibility]
    names = people_by_id(row.person_id for row in rows)
    adults = [
        ResponsibleAdult(
            row.person_id, names[row.person_id].name, row.relationship, row.lives_with_child
        )
        for row in rows
    ]
    return tuple(sorted(adults, key=lambda one: not one.lives_with_child))


def legal_status_codes(child_id: int, on: date) -> tuple[str, ...]:
    """The national codes of the legal statuses in force on that day."""
    rows = facts.in_force(ChildLegalStatus, (child_id,), on).get(child_id, [])
    return tuple(row.code for row in rows if row.code)


def died_on(child_id: int) -> tuple[bool, date | None]:
    """Whether the record says that the child has died, and the day where it is known."""
    rows = facts.current(ChildDeath, (child_id,)).get(child_id, [])
    return (True, rows[-1].from_on) if rows else (False, None)
