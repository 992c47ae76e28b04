"""Who stands under which keys: all who share a rare one, and some of those who share a common one.

A name that thousands have must not use up what may be read, or nobody looks at the number
and the date that only one of them has.
"""

from __future__ import annotations

from operator import itemgetter

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.models import MatchKey

MOST_ROWS = 4000
_KEYS = MatchKey.__table__
_UNDER_KEYS = (
    select(_KEYS.c.key, _KEYS.c.subject_id)
    .where(
        _KEYS.c.key.in_(bindparam("keys", expanding=True)),
        _KEYS.c.subject_kind == bindparam("kind"),
    )
    .order_by(_KEYS.c.key, _KEYS.c.subject_id)
    .limit(MOST_ROWS)
)
_COUNTS = (
    select(_KEYS.c.key, func.count())
    .where(
        _KEYS.c.key.in_(bindparam("keys", expanding=True)),
        _KEYS.c.subject_kind == bindparam("kind"),
    )
    .group_by(_KEYS.c.key)
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
    counted = session.execute(_COUNTS, {"keys": keys, "kind": int(kind)})
    return [(number, count) for number, count in counted.all()]


def _read(session: Session, kind: SubjectKind, keys: list[int]) -> Rows:
    parameters = {"keys": keys, "kind": int(kind)}
    # Thousands of pairs of whole numbers: as the driver gives them they cost half as much.
    with session.connection().execute(_UNDER_KEYS, parameters) as result:
        return list(result.cursor.fetchall())


def _rarest(counted: Rows) -> set[int]:
    """As many of the rarest keys as may be read whole."""
    rare, room = set[int](), MOST_ROWS
    for number, count in sorted(counted, key=itemgetter(1)):
        room -= count
        if room <= 0:
            break
        rare.add(number)
    return rare
