"""Whether a text that is to name nobody holds the name of a child with a record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import and_, func, or_, select

from lacrecords.children.models import ChildName
from lacrecords.children.standing import hidden_ids
from lacrecords.database import db

AT_ONCE = 100


def any_child_named(pairs: Iterable[tuple[str, str]], account_id: int | None, on: date) -> bool:
    """Whether some record that this reader may open has such a given and family name.

    The pairs are in lower case. Records that are closed to the reader do not count: a warning
    would say that they are there.
    """
    wanted = sorted(set(pairs))
    for first in range(0, len(wanted), AT_ONCE):
        named = or_(
            *(
                and_(func.lower(ChildName.forename) == one, func.lower(ChildName.surname) == other)
                for one, other in wanted[first : first + AT_ONCE]
            )
        )
        found = select(ChildName.child_id).where(ChildName.is_current(), named).distinct()
        ids = set(db.session.scalars(found))
        if ids - hidden_ids(ids, account_id, on):
            return True
    return False
