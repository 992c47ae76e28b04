"""Keeps what was found: a row for what is new, an end for what is mended, nothing for the rest.

It is called inside `transaction()`, one writer at a time, and reads again what stands, so that
a finding is never doubled and never ended twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.currency.models import CurrencyFinding, CurrencyRun
from lacrecords.database import db, new_reference, take_turn
from lacrecords.terms import CurrencyRule

ONE_WRITER = 7_203_511
"""Number of the lock on PostgreSQL; SQLite has one writer anyway."""
Standing = dict[tuple[int, CurrencyRule], tuple[int, datetime]]
"""By child and rule: the number of the open finding, and when it was first found."""
Said = Mapping[int, Mapping[CurrencyRule, date | None]]
"""By child: what is wrong with the record, and since when."""

_FINDINGS = cast("Table", CurrencyFinding.__table__)
_OPEN = select(
    _FINDINGS.c.child_id, _FINDINGS.c.rule, _FINDINGS.c.id, _FINDINGS.c.first_found_at
).where(
    _FINDINGS.c.mended_at.is_(None),
    _FINDINGS.c.child_id.in_(bindparam("ids", expanding=True)),
)
_ADD = insert(_FINDINGS)
_MEND = (
    update(_FINDINGS)
    .where(_FINDINGS.c.id == bindparam("finding"), _FINDINGS.c.mended_at.is_(None))
    .values(last_seen_at=bindparam("seen"), mended_at=bindparam("mended"))
)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many findings came and went."""

    found: int = 0
    mended: int = 0

    def __add__(self, other: Changes) -> Changes:
        """Both together."""
        return Changes(self.found + other.found, self.mended + other.mended)


def standing(child_ids: Collection[int]) -> Standing:
    """The open findings of these children."""
    rows = db.session.execute(_OPEN, {"ids": list(child_ids)})
    return {(child, rule): (number, found_at) for child, rule, number, found_at in rows}


def says_something_new(said: Said, stands: Standing) -> bool:
    """Whether anything is to be written."""
    now_wrong = {(child, rule) for child, rules in said.items() for rule in rules}
    return now_wrong != stands.keys()


def keep(said: Said, now: datetime) -> Changes:
    """Write what came and what went, with one row in the trail."""
    take_writers_turn()
    stands = standing(said.keys())
    new = [
        {
            "reference": new_reference(),
            "child_id": child,
            "rule": rule,
            "since_on": since,
            "first_found_at": now,
        }
        for child, rules in said.items()
        for rule, since in rules.items()
        if (child, rule) not in stands
    ]
    gone = [stood for (child, rule), stood in stands.items() if rule not in said[child]]
    if new:
        db.session.connection().execute(_ADD, new)
    if gone:
        db.session.connection().execute(_MEND, _mended(gone, now))
    if new or gone:
        audit.record(WORKER, "records_looked_over", "currency_finding")
    return Changes(len(new), len(gone))


def _mended(gone: Collection[tuple[int, datetime]], now: datetime) -> list[dict[str, Any]]:
    """When each was last seen: in the last look over every record, or when it was first found."""
    looked_at = db.session.scalar(
        select(CurrencyRun.begun_at)
        .where(CurrencyRun.finished_at.is_not(None), CurrencyRun.begun_at <= now)
        .order_by(CurrencyRun.id.desc())
        .limit(1)
    )
    return [
        {
            "finding": number,
            "seen": max(found_at, looked_at or found_at),
            "mended": max(now, found_at),
        }
        for number, found_at in gone
    ]


def take_writers_turn() -> None:
    """Let one writer of findings at a time go on; held until the commit."""
    take_turn(ONE_WRITER)
