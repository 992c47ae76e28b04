"""Destroying one notification with everything that says what it said, and of whom.

What else holds the person keeps the person. Nothing here decides whether it may be done: the
rules did, and the database asks again at every row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import CursorResult, Integer, String, column, delete, exists, select, table

from lacrecords.database import Base, db
from lacrecords.guards_disposed import ROWS_OF_NOTIFICATION
from lacrecords.notifications.disposing import put_out_words
from lacrecords.people.disposing import destroy_what_is_said
from lacrecords.people.queries import sought_as
from lacrecords.risk_notifications.course_models import RiskHit, RiskMatched
from lacrecords.risk_notifications.disposal_models import RiskDisposal
from lacrecords.risk_notifications.models import RiskDraft, RiskNotification
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.risk_disposal import holds_person
from lacrecords.terms import MatterKind, PersonAnswer

# Of slices above this one, and of the household as it ever stood: only whether a row is there.
HOUSEHOLDS = table("household_members", column("person_id", Integer))
CHECK_DECISIONS = table("check_decisions", column("person_id", Integer), column("answer", String))


def destroy(actor: Actor, notification: RiskNotification, row: RiskDisposal, now: datetime) -> None:
    """Destroy it, and fill the certificate."""
    number, person_id, reference = notification.id, notification.person_id, notification.reference
    met = db.session.execute(
        select(RiskHit.id, RiskHit.reference)
        .where(RiskHit.risk_notification_id == number)
        .order_by(RiskHit.id)
    ).all()
    hit_references = [hit.reference for hit in met]
    counts = put_out_words(MatterKind.RISK_NOTIFICATION, [reference, *hit_references])
    if not is_held_otherwise(person_id, number):
        counts |= destroy_what_is_said(actor, person_id)
        db.session.execute(delete(RiskMatched).where(RiskMatched.person_id == person_id))
    for name in ROWS_OF_NOTIFICATION:
        of_table = Base.metadata.tables[name]
        counts[name] = _delete(of_table, of_table.c.risk_notification_id == number)
    counts["risk_notifications"] = _delete(
        RiskNotification.__table__, RiskNotification.__table__.c.id == number
    )
    db.session.expire_all()
    db.session.refresh(row)
    row.destroyed_at, row.counts, row.hit_references = now, counts, hit_references
    row.last_hit_number = max((hit.id for hit in met), default=None)
    row.checksum = checksum_of(row)
    db.session.flush()


def _delete(of_table: Any, which: Any) -> int:
    rows = db.session.execute(delete(of_table).where(which))
    return cast("CursorResult[Any]", rows).rowcount


def is_held_otherwise(person_id: int, notification_id: int) -> bool:
    """Whether something besides this notification holds the person."""
    return holds_person(
        in_household=_there_is(HOUSEHOLDS.c.person_id == person_id),
        other_notification=_there_is(
            RiskNotification.person_id == person_id, RiskNotification.id != notification_id
        ),
        found_in_check=_there_is(
            CHECK_DECISIONS.c.person_id == person_id,
            CHECK_DECISIONS.c.answer != PersonAnswer.NOT_THE_SAME.value,
        ),
    )


def _there_is(*conditions: Any) -> bool:
    return bool(db.session.scalar(select(exists().where(*conditions))))


def being_written_again(person_id: int) -> bool:
    """Whether a notification that somebody has half written down names this person."""
    names = [
        [part.casefold() for part in (name.forename, name.surname) if part]
        for name in sought_as(person_id).names
    ]
    for steps in db.session.scalars(select(RiskDraft.steps)):
        typed = set(_typed(steps.get("person", ())))
        if any(parts and set(parts) <= typed for parts in names):
            return True
    return False


def _typed(step: Iterable[Any]) -> Iterable[str]:
    """What stands in the boxes of a step, each as one word of the plain form."""
    return (str(value).strip().casefold() for _, value in step)


def checksum_of(row: RiskDisposal) -> str:
    """The mark of everything on a certificate: another one shows that it was changed."""
    said = [
        row.reference,
        row.notification_reference,
        row.notification_number,
        row.recorded_on.isoformat(),
        row.removed_on.isoformat(),
        row.ground.value,
        row.asked_by_id,
        row.asked_at.isoformat(),
        row.decided_by_id,
        row.decided_at.isoformat() if row.decided_at else "",
        row.answer.value if row.answer else "",
        row.destroyed_at.isoformat() if row.destroyed_at else "",
        sorted((row.counts or {}).items()),
        row.hit_references,
        row.last_hit_number,
    ]
    return sha256(json.dumps(said).encode()).hexdigest()
