"""Putting out the words that people wrote on tasks and notifications of what was destroyed.

The rows stay, because they are counted: that somebody was told, and did something in time.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from lacrecords.database import db
from lacrecords.guards_disposed import DESTROYED_WORDS
from lacrecords.notifications.models import FollowUp, Notification, Task
from lacrecords.terms import MatterKind


def put_out_words(kind: MatterKind, references: Collection[str]) -> dict[str, int]:
    """Put out what was written on the tasks and notifications of these matters; how many rows."""
    told = select(Notification.id).where(
        Notification.matter == kind, Notification.matter_reference.in_(references)
    )
    done = (
        update(Task)
        .where(
            Task.matter == kind,
            Task.matter_reference.in_(references),
            Task.closing_words.is_not(None),
        )
        .values(closing_words=DESTROYED_WORDS),
        update(FollowUp)
        .where(FollowUp.notification_id.in_(told))
        .values(what_was_done=DESTROYED_WORDS),
    )
    counts = {}
    for statement in done:
        rows = db.session.execute(statement.execution_options(synchronize_session=False))
        counts[str(statement.table)] = cast("CursorResult[Any]", rows).rowcount
    db.session.expire_all()
    return counts
