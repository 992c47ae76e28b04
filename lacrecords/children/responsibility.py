"""What the register says of who can answer for a child. It decides nothing, access included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lacrecords.children import facts
from lacrecords.children.ages import Birth
from lacrecords.children.living_with import living_words
from lacrecords.children.models import ChildBirth, ChildDeath, ChildLegalStatus, HouseholdMember
from lacrecords.children.standing import birth_of
from lacrecords.people.queries import people_by_id


@dataclass(frozen=True, slots=True)
class ResponsibleAdult:
    """An adult who has parental responsibility for a child."""

    person_id: int
    name: str
    relationship: str
    lives_with_child: bool
    living: str
    """Where they live, in words: it may not be known."""


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
            person_id=row.person_id,
            name=names[row.person_id].name,
            relationship=row.relationship,
            lives_with_child=row.lives_with_child,
            living=living_words(row),
        )
        for row in rows
    ]
    return tuple(sorted(adults, key=lambda one: not one.lives_with_child))


@dataclass(frozen=True, slots=True)
class LifeOfChild:
    """When a child was born and died, as far as it is recorded, and under which orders."""

    birth: Birth | None
    died: bool
    died_on: date | None
    legal_codes: tuple[str, ...]
    """The national codes of the legal statuses in force on the day asked about."""


def lives_of(child_ids: Iterable[int], on: date) -> dict[int, LifeOfChild]:
    """Of each of these children, with a fixed number of queries."""
    wanted = tuple(set(child_ids))
    births, deaths = facts.current(ChildBirth, wanted), facts.current(ChildDeath, wanted)
    statuses = facts.in_force(ChildLegalStatus, wanted, on)
    return {
        child_id: LifeOfChild(
            birth=birth_of(births.get(child_id, [])),
            died=bool(deaths.get(child_id)),
            died_on=deaths[child_id][-1].from_on if deaths.get(child_id) else None,
            legal_codes=tuple(row.code for row in statuses.get(child_id, ()) if row.code),
        )
        for child_id in wanted
    }
