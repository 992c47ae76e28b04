"""The movements of children as the rules of the register ask for them.

One that did not happen, or was recorded twice, answers for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc
from lacrecords.movements.models import Movement, MovementChild
from lacrecords.movements.reading import Standing, batched, standings_of
from lacrecords.rules.currency_record import Move
from lacrecords.terms import EndingReason, MovementDirection, MovementDuty

NONE_AT_ALL = frozenset({EndingReason.NOT_HAPPENED, EndingReason.RECORDED_TWICE})


def moves_of(child_ids: Collection[int]) -> Mapping[int, tuple[Move, ...]]:
    """The movements of each of these children, in the order in which they were recorded.

    What stands on a linked record counts for the record that is kept.
    """
    rows: list[Movement] = []
    for some in batched(sorted(children.with_linked(child_ids))):
        wanted = (
            select(Movement)
            .join(MovementChild, Movement.id == MovementChild.movement_id)
            .where(MovementChild.child_id.in_(some), MovementChild.undone_at.is_(None))
        )
        rows.extend(db.session.scalars(wanted))
    rows.sort(key=lambda row: row.id)
    found: dict[int, list[Move]] = defaultdict(list)
    for standing in standings_of(rows, now_utc()) if rows else ():
        if standing.child_id is not None and not _is_none_at_all(standing):
            found[standing.child_id].append(_move(standing))
    return {child_id: tuple(moves) for child_id, moves in found.items()}


def _is_none_at_all(standing: Standing) -> bool:
    return standing.ending is not None and standing.ending.ending_reason in NONE_AT_ALL


def _move(standing: Standing) -> Move:
    notice = MovementDuty.WRITTEN_NOTICE
    waited_for = (local_date(step.due_at) for step in standing.due if step.duty is notice)
    ours = standing.row.direction is MovementDirection.OUT
    return Move(
        moved_on=standing.row.moved_on,
        is_open=standing.is_open,
        notice_sent_on=standing.facts.notice_on if ours else None,
        notice_until=next(waited_for, None) if ours else None,
    )
