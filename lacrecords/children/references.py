"""References for new records of children: random, and no other record's."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from lacrecords.children.models import Child
from lacrecords.database import db, new_reference

_TAKEN = select(Child.reference).where(Child.reference.in_(bindparam("references", expanding=True)))


def unused_references(how_many: int) -> list[str]:
    """New references that no record has: of a million, one or two would be drawn twice."""
    found: dict[str, None] = {}
    while len(found) < how_many:
        drawn = [new_reference() for _ in range(how_many - len(found))]
        taken = set(db.session.scalars(_TAKEN, {"references": drawn}))
        found.update(dict.fromkeys(one for one in drawn if one not in taken))
    return list(found)
