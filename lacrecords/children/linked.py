"""Which records are one child: the one question that every reader of facts asks.

A link moves nothing. The kept record speaks for the child with the facts of every record
linked to it; taking the link away leaves each record as it was. Links are never chained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from lacrecords.children.merge_models import RecordMerge
from lacrecords.database import db
from lacrecords.matching.search import Candidate, SameAddress

MOST_PARAMETERS = 5_000
_KNOWN = "records_linked"


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one child, whichever of them was asked about."""

    kept_id: int
    linked_ids: tuple[int, ...]
    holds: Mapping[int, frozenset[str]]
    """Of each linked record, the kinds of fact that hold as it has them."""

    @property
    def ids(self) -> tuple[int, ...]:
        """All of them, the kept one first."""
        return (self.kept_id, *self.linked_ids)

    def by_weight(self, kind: str) -> tuple[int, ...]:
        """All of them, the one whose word on this kind of fact holds last."""
        outweighing = [one for one in self.linked_ids if kind in self.holds[one]]
        others = [one for one in self.linked_ids if one not in outweighing]
        return (*others, self.kept_id, *outweighing)


def records_of(child_ids: Iterable[int], at: datetime | None = None) -> dict[int, Records]:
    """Of those among these that are linked, or that others are linked to: all records of the child.

    `at`: as the links stood at that moment.
    """
    known = _known() if at is None else {}
    asked = set(child_ids)
    wanted = sorted(asked - known.keys())
    found: dict[int, Records] = {}
    for start in range(0, len(wanted), MOST_PARAMETERS):
        found |= _records_of(wanted[start : start + MOST_PARAMETERS], at)
    known.update((one, found.get(one)) for one in wanted)
    return {one: records for one in asked if (records := known[one]) is not None}


def _known() -> dict[int, Records | None]:
    """What was asked already in this transaction: a page asks the same of one child many times."""
    session = db.session()
    now = session.get_transaction()
    of_transaction, known = session.info.get(_KNOWN, (None, {}))
    if now is None or of_transaction is not now:
        known = {}
        session.info[_KNOWN] = (now, known)
    return known if now is not None else {}


def forget_what_is_known() -> None:
    """A link was made or undone in this transaction, or may have been by another before it."""
    db.session().info.pop(_KNOWN, None)


def _records_of(wanted: Sequence[int], at: datetime | None) -> dict[int, Records]:
    asked = or_(RecordMerge.kept_child_id.in_(wanted), RecordMerge.linked_child_id.in_(wanted))
    kept = select(RecordMerge.kept_child_id).where(asked, _in_force(at))
    rows = db.session.execute(
        select(RecordMerge.kept_child_id, RecordMerge.linked_child_id, RecordMerge.holds)
        .where(RecordMerge.kept_child_id.in_(kept), _in_force(at))
        .order_by(RecordMerge.id)
    )
    linked: dict[int, dict[int, frozenset[str]]] = defaultdict(dict)
    for kept_id, linked_id, holds in rows:
        linked[kept_id][linked_id] = frozenset(holds)
    among = frozenset(wanted)
    found: dict[int, Records] = {}
    for kept_id, holds_of in linked.items():
        records = Records(kept_id, tuple(holds_of), holds_of)
        found |= {one: records for one in records.ids if one in among}
    return found


def _in_force(at: datetime | None) -> ColumnElement[bool]:
    if at is None:
        return and_(RecordMerge.approved.is_(True), RecordMerge.undone_at.is_(None))
    return and_(
        RecordMerge.approved.is_(True),
        RecordMerge.decided_at <= at,
        or_(RecordMerge.undone_at.is_(None), RecordMerge.undone_at > at),
    )


def record_ids(child_id: int, at: datetime | None = None) -> tuple[int, ...]:
    """Every record of this child, the kept one first; of most children there is one."""
    found = records_of((child_id,), at).get(child_id)
    return found.ids if found else (child_id,)


def kept_ids(child_ids: Iterable[int]) -> dict[int, int]:
    """Of each of these records, the one that speaks for the child: most speak for themselves."""
    wanted = tuple(child_ids)
    found = records_of(wanted)
    return {one: found[one].kept_id if one in found else one for one in wanted}


def kept_id(child_id: int) -> int:
    """The record that speaks for this child."""
    return kept_ids((child_id,))[child_id]


def with_linked(child_ids: Iterable[int]) -> tuple[int, ...]:
    """These records and every other record of the same children, in order."""
    wanted = set(child_ids)
    found = records_of(wanted)
    return tuple(sorted(wanted | {one for records in found.values() for one in records.ids}))


def as_one_child(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Candidates with each child once: whichever record was met, the kept one is given."""
    given = tuple(candidates)
    kept = kept_ids(one.subject_id for one in given)
    best: dict[int, Candidate] = {}
    for one in given:
        best.setdefault(kept[one.subject_id], one)
    return tuple(replace(one, subject_id=child_id) for child_id, one in best.items())


def as_one_household(there: Iterable[SameAddress]) -> tuple[SameAddress, ...]:
    """Children at an address with each child once, the surest word of it."""
    given = tuple(there)
    kept = kept_ids(one.subject_id for one in given)
    best: dict[int, SameAddress] = {}
    for one in given:
        best.setdefault(kept[one.subject_id], one)
    return tuple(replace(one, subject_id=child_id) for child_id, one in best.items())
