"""Notices to other authorities and exported lists that named a child: for corrections.

A notice counts from its making, sent or not: one that nobody recorded as sent may have gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from lacrecords.agencies.authorities import authority_names
from lacrecords.database import db
from lacrecords.exports.fetched import fetched_lists
from lacrecords.movements.alert_exports import MISSING_FAMILIES
from lacrecords.movements.export import MOVEMENTS
from lacrecords.movements.missing_models import MissingFamily, MissingFamilyChild
from lacrecords.movements.models import Movement, MovementChild, MovementDocument
from lacrecords.rules.corrections import Telling, ToldRecipient
from lacrecords.terms import MovementDocumentKind, ToldBy

NOTICE_WORDS = "Written notice {reference} that the child moves"


def tellings_about(child_ids: Collection[int]) -> tuple[Telling, ...]:
    """The notices that we made of these children, and the lists in which they stood."""
    movements = {
        movement.id: (movement, child_id)
        for movement, child_id in db.session.execute(
            select(Movement, MovementChild.child_id)
            .join(MovementChild, MovementChild.movement_id == Movement.id)
            .where(MovementChild.child_id.in_(child_ids))
            .order_by(MovementChild.id)
        )
    }
    told = (*_notices(movements), *_lists(movements)) if movements else ()
    return (*told, *_missing(child_ids))


def _notices(movements: dict[int, tuple[Movement, int]]) -> tuple[Telling, ...]:
    rows = db.session.scalars(
        select(MovementDocument).where(
            MovementDocument.movement_id.in_(movements),
            MovementDocument.kind == MovementDocumentKind.NOTICE_MADE,
        )
    )
    names = authority_names()
    return tuple(
        Telling(
            source=ToldBy.MOVEMENT_NOTICE,
            row=one.id,
            child_id=movements[one.movement_id][1],
            at=one.made_at,
            words=NOTICE_WORDS.format(reference=one.reference),
            told_by=one.made_by,
            recipient=ToldRecipient(
                key=f"movement:{one.movement_id}",
                name=names.get(movements[one.movement_id][0].authority_id, "Another authority"),
                role="Other authority",
                authority_id=movements[one.movement_id][0].authority_id,
            ),
            origin_id=one.movement_id,
        )
        for one in rows
    )


def _lists(movements: dict[int, tuple[Movement, int]]) -> tuple[Telling, ...]:
    since = {child_id: row.recorded_at for row, child_id in movements.values()}
    return fetched_lists(
        MOVEMENTS.key, {child_id: ((begun, None),) for child_id, begun in since.items()}
    )


def _missing(child_ids: Collection[int]) -> tuple[Telling, ...]:
    """The lists of families nobody can find, in which a child stands as the alert says it.

    Lists of alerts from others are left out: in them stands what their senders wrote.
    """
    stood: dict[int, list[tuple[datetime, None]]] = defaultdict(list)
    for child_id, since in db.session.execute(
        select(MissingFamilyChild.child_id, MissingFamily.recorded_at)
        .join(MissingFamily, MissingFamily.id == MissingFamilyChild.missing_family_id)
        .where(MissingFamilyChild.child_id.in_(child_ids))
    ):
        if child_id is not None:
            stood[child_id].append((since, None))
    return fetched_lists(MISSING_FAMILIES.key, stood) if stood else ()
