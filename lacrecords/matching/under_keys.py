"""Who stands under which keys: all who share a rare one, and some of those who share a common one.

A name that thousands have must not use up what may be read, or nobody looks at the number
and the date that only one of them has.
"""

from __future__ import annotations

from operator import itemgetter

from sqlalchemy.orm import Session

from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.numbers_sought import rows_of

MOST_ROWS = 4000
_UNDER_KEYS = (
    'SELECT "key", subject_id FROM match_keys WHERE "key" {among} AND subject_kind = {kind}'
    ' ORDER BY "key", subject_id LIMIT 4000'
)
"""As many as `MOST_ROWS`, a test says."""
_COUNTS = (
    'SELECT "key", count(*) FROM match_keys WHERE "key" {among} AND subject_kind = {kind}'
    ' GROUP BY "key"'
)
Rows = list[tuple[int, int]]
"""Keys, each with the number of a subject that stands under it."""


def subjects_under(session: Session, kind: SubjectKind, keys: list[int]) -> tuple[Rows, bool]:
    """Who stands under these keys, and whether there are more than may be read."""
    rows = _read(session, kind, keys)
    if len(rows) < MOST_ROWS:
        return rows, False
    rare = _rarest(counts_under(session, kind, keys))
    of_rare = _read(session, kind, sorted(rare)) if rare else []
    return [*of_rare, *(row for row in rows if row[0] not in rare)], True


def counts_under(session: Session, kind: SubjectKind, keys: list[int]) -> Rows:
    """How many stand under each of these keys."""
    return rows_of(session, _COUNTS, keys, int(kind))


def _read(session: Session, kind: SubjectKind, keys: list[int]) -> Rows:
    return rows_of(session, _UNDER_KEYS, keys, int(kind))


def _rarest(counted: Rows) -> set[int]:
    """As many of the rarest keys as may be read whole."""
    rare, room = set[int](), MOST_ROWS
    for number, count in sorted(counted, key=itemgetter(1)):
        room -= count
        if room <= 0:
            break
        rare.add(number)
    return rare
