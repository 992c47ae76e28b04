"""Reading rows of requests many at a time, and putting together what a version says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import select

from lacrecords.check_requests.models import (
    CheckedAddress,
    CheckedBirth,
    CheckedName,
    CheckedPersonVersion,
)
from lacrecords.check_requests.values import SaidAddress, SaidName, SaidOfPerson
from lacrecords.database import Base, db

Row = TypeVar("Row", bound=Base)


def said_in(versions: Iterable[CheckedPersonVersion]) -> dict[int, SaidOfPerson]:
    """What these versions say."""
    by_id = {row.id: row for row in versions}
    names = rows_by(CheckedName, "version_id", list(by_id))
    births = rows_by(CheckedBirth, "version_id", list(by_id))
    addresses = rows_by(CheckedAddress, "version_id", list(by_id))
    return {
        version_id: SaidOfPerson(
            names=tuple(
                SaidName(row.name_type, row.forename, row.middle, row.surname)
                for row in names[version_id]
            ),
            births=tuple(row.born_on for row in births[version_id]),
            addresses=tuple(
                SaidAddress(row.line1, row.town, row.postcode, row.from_on, row.to_on)
                for row in addresses[version_id]
            ),
            gap_explanation=row.gap_explanation,
        )
        for version_id, row in by_id.items()
    }


def rows_of(kind: type[Row], column: Any, ids: list[int]) -> list[Row]:
    """The rows whose column holds one of these, in order."""
    if not ids:
        return []
    key: Any = kind
    return list(db.session.scalars(select(kind).where(column.in_(ids)).order_by(key.id)))


def rows_by(kind: type[Row], column: str, ids: list[int]) -> dict[int, list[Row]]:
    """The same, under the number that stands in the column."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows_of(kind, getattr(kind, column), ids):
        found[getattr(row, column)].append(row)
    return found
