"""What files last said of each child, by the authority's number: a row that says it again is news
of nothing.

A number leads to one child, and a child has one number here: the one that the newest file
gave. It opens no transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update

from lacrecords.database import db
from lacrecords.exchange.models import ImportedRow

Known = Mapping[str, tuple[int, str]]
"""By number: the child, and the digest of what was last said."""

_ROWS = cast("Table", ImportedRow.__table__)
# Made once: a statement made for every batch costs as much as what it does.
_DIGESTS_OF = select(_ROWS.c.authority_number, _ROWS.c.child_id, _ROWS.c.digest).where(
    _ROWS.c.authority_number.in_(bindparam("numbers", expanding=True))
)
_SAY_AGAIN = (
    update(_ROWS)
    .where(_ROWS.c.authority_number == bindparam("number"))
    .values(digest=bindparam("said"), import_run_id=bindparam("run"))
)


def known_digests(numbers: Collection[str]) -> dict[str, tuple[int, str]]:
    """Of each number that a file brought: the child, and the digest of what was last said."""
    rows = db.session.execute(_DIGESTS_OF, {"numbers": numbers})
    return {number: (child_id, digest) for number, child_id, digest in rows}


def remember(
    said: Iterable[tuple[str, int, str]], known: Known, met: Collection[int], run_id: int
) -> None:
    """Keep the digest of each number and child; `met` are the children who had a record before."""
    added: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    for number, child_id, digest in said:
        if number in known and known[number][0] == child_id:
            again.append({"number": number, "said": digest, "run": run_id})
        else:
            values = {"digest": digest, "import_run_id": run_id}
            added.append({"authority_number": number, "child_id": child_id, **values})
    _forget_other_numbers([row for row in added if row["child_id"] in met])
    if added:
        db.session.connection().execute(insert(_ROWS), added)
    if again:
        db.session.connection().execute(_SAY_AGAIN, again)


def _forget_other_numbers(moved: Sequence[Mapping[str, Any]]) -> None:
    """A number that somebody corrected, or gave to another record, is this child's from now on."""
    if not moved:
        return
    numbers, children = ([row[name] for row in moved] for name in ("authority_number", "child_id"))
    db.session.execute(
        delete(_ROWS).where(_ROWS.c.authority_number.in_(numbers) | _ROWS.c.child_id.in_(children))
    )
