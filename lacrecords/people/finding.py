"""Finding an adult by any name, date of birth or address they have had: ranked, with reasons.

Misspellings, aliases, exchanged names and dates, and people with one name are found. It reads
the index only, decides nothing, and leaves no trail: whoever asks for it writes that.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from lacrecords.database import db
from lacrecords.people.comparing import Agreement, compare_people
from lacrecords.people.models import PersonForm, PersonKey
from lacrecords.people.plain import PersonSought, PlainPerson, plain_of, unpack
from lacrecords.people.plain_keys import sure_keys, wide_keys
from lacrecords.terms import PersonStrength

__all__ = ["FoundPerson", "PersonSought", "compare_with", "find_people"]

MOST_FOUND = 20
MOST_SURE, MOST_WIDE = 300, 200
_KEYS: Any = PersonKey.__table__
_FORMS: Any = PersonForm.__table__
_HITS = func.count()
# Whoever stands under most keys comes first: a namesake stands under few.
_UNDER = (
    select(_KEYS.c.person_id)
    .where(_KEYS.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(_KEYS.c.person_id)
    .order_by(_HITS.desc(), _KEYS.c.person_id)
    .limit(bindparam("most"))
)
_FORMS_OF = select(_FORMS.c.person_id, _FORMS.c.packed).where(
    _FORMS.c.person_id.in_(bindparam("ids", expanding=True))
)
_RANK = {strength: place for place, strength in enumerate(PersonStrength)}


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """An adult who may be the one sought: how strongly, and why in words without names."""

    person_id: int
    strength: PersonStrength
    reasons: tuple[str, ...]


def find_people(sought: PersonSought, limit: int = MOST_FOUND) -> tuple[FoundPerson, ...]:
    """The adults who may be the one described, the most likely first."""
    return find_in(db.session(), plain_of(sought), limit)


def compare_with(sought: PersonSought, person_ids: Collection[int]) -> tuple[FoundPerson, ...]:
    """Compare with these adults only, such as those of one household."""
    return _ranked(plain_of(sought), _forms(db.session(), person_ids), len(person_ids))


def find_in(session: Session, asked: PlainPerson, limit: int) -> tuple[FoundPerson, ...]:
    """The same in any index, from the plain form."""
    ids = set(_under(session, sure_keys(asked), MOST_SURE))
    ids.update(_under(session, wide_keys(asked), MOST_WIDE))
    return _ranked(asked, _forms(session, ids), limit)


def _under(session: Session, keys: Collection[int], most: int) -> list[int]:
    if not keys:
        return []
    return list(session.scalars(_UNDER, {"keys": sorted(keys), "most": most}))


def _forms(session: Session, ids: Collection[int]) -> dict[int, PlainPerson]:
    rows = session.execute(_FORMS_OF, {"ids": sorted(ids)}) if ids else ()
    return {who: unpack(packed) for who, packed in rows}


def _ranked(
    asked: PlainPerson, forms: dict[int, PlainPerson], limit: int
) -> tuple[FoundPerson, ...]:
    agreements = {who: compare_people(asked, held) for who, held in forms.items()}
    found = [
        (_order(agreement, strength, who), FoundPerson(who, strength, agreement.reasons))
        for who, agreement in agreements.items()
        if (strength := agreement.strength) is not None
    ]
    return tuple(person for _, person in sorted(found, key=lambda one: one[0])[:limit])


def _order(agreement: Agreement, strength: PersonStrength, who: int) -> tuple[int, ...]:
    return _RANK[strength], *(-part for part in agreement.order), who
