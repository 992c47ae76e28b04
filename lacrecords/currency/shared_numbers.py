"""Which children have an NHS number that another record has too.

A record that is restricted or sealed gives nothing away: it is no other record here. What
is found on a restricted record itself is read by those who may open it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, select

from lacrecords.children.bulk import FactKind, table_of
from lacrecords.children.bulk_reading import current_rows
from lacrecords.children.linked import Records, kept_ids
from lacrecords.children.standing import own_restrictions_of
from lacrecords.database import db
from lacrecords.terms import IdentifierScheme

_NUMBERS = table_of(FactKind.IDENTIFIER)
_HOLDERS = select(
    _NUMBERS.c.value, _NUMBERS.c.child_id, _NUMBERS.c.from_on, _NUMBERS.c.to_on
).where(
    _NUMBERS.c.scheme == IdentifierScheme.NHS,
    _NUMBERS.c.value.in_(bindparam("numbers", expanding=True)),
    _NUMBERS.c.superseded_at.is_(None),
)
_EVER = (
    select(_NUMBERS.c.value)
    .where(
        _NUMBERS.c.scheme == IdentifierScheme.NHS,
        _NUMBERS.c.child_id.in_(bindparam("ids", expanding=True)),
    )
    .distinct()
)


def sharing(kept: Sequence[int], linked: Mapping[int, Records], on: date) -> frozenset[int]:
    """Those of these children whose NHS number is on a record of another child."""
    own: dict[str, set[int]] = defaultdict(set)
    of_kept = {one: kept_id for kept_id, records in linked.items() for one in records.ids}
    for stretch in (kept, [one for one in of_kept if one not in linked]):
        columns = ("from_on", "to_on", "scheme", "value", "check_failed")
        for record_id, *held, scheme, value, failed in current_rows(
            FactKind.IDENTIFIER, columns, stretch
        ):
            if scheme is IdentifierScheme.NHS and not failed and holds_on(held[0], held[1], on):
                own[value].add(of_kept.get(record_id, record_id))
    holders = _holders(own, on)
    others = _open_records({one for held in holders.values() for one in held}, on)
    return frozenset(
        child_id
        for value, child_ids in own.items()
        for child_id in child_ids
        if any(others.get(one, child_id) != child_id for one in holders.get(value, ()))
    )


def holds_on(from_on: date | None, to_on: date | None, on: date) -> bool:
    """Whether what holds between these days holds on that day."""
    return (from_on is None or from_on <= on) and (to_on is None or to_on > on)


def holders_of_the_same(child_ids: Collection[int], on: date) -> frozenset[int]:
    """Whoever holds an NHS number that one of these holds or held: what is said of them changes."""
    if not child_ids:
        return frozenset()
    numbers = list(db.session.scalars(_EVER, {"ids": list(child_ids)}))
    return frozenset(one for held in _holders(numbers, on, 1).values() for one in held)


def _holders(numbers: Iterable[str], on: date, fewest: int = 2) -> dict[str, set[int]]:
    """Which records hold each of these numbers, where there are so many."""
    wanted = list(numbers)
    held: dict[str, set[int]] = defaultdict(set)
    if wanted:
        rows = db.session.execute(_HOLDERS, {"numbers": wanted})
        for value, record_id, from_on, to_on in rows:
            if holds_on(from_on, to_on, on):
                held[value].add(record_id)
    return {value: records for value, records in held.items() if len(records) >= fewest}


def _open_records(record_ids: Collection[int], on: date) -> dict[int, int]:
    """Of these records, those that are open to all, with the record that speaks for each child."""
    closed = own_restrictions_of(record_ids, on)
    return kept_ids(one for one in record_ids if one not in closed)
