"""Deciding which record a person of an alert has, or that there is none; and deciding otherwise."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.children import queries as children
from lacrecords.database import db
from lacrecords.movements.access import is_closed
from lacrecords.movements.identifying import NOT_THERE
from lacrecords.movements.received_facts import facts_of, locked, look_after_tasks
from lacrecords.movements.received_models import ReceivedAlertLink, ReceivedAlertPerson
from lacrecords.movements.received_search import candidates_of
from lacrecords.movements.received_telling import tell_lead
from lacrecords.movements.refusals import MovementRefused
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.received_alerts import is_confirmed


def decide_person(
    actor: Actor, person_id: int, child_reference: str, because: str, now: datetime
) -> None:
    """This person has that record, or (no reference) none; an earlier decision is undone by it.

    Whoever leads for the child is told. MovementRefused: no such record for this reader, or no
    reason.
    """
    person = db.session.get_one(ReceivedAlertPerson, person_id)
    row = locked(person.received_alert_id)
    if not because.strip():
        raise MovementRefused("because", "Enter why")
    child_id = _child(actor, child_reference, now)
    standing = standing_link(person_id)
    if standing is not None and standing.child_id == child_id:
        return
    if standing is not None:
        standing.undone_at, standing.undone_by = now, actor.key
        standing.undone_because = because.strip()
        db.session.flush()
    db.session.add(
        ReceivedAlertLink(
            person_id=person_id,
            child_id=child_id,
            because=because.strip(),
            shown=[[one.card.child_id, one.strength] for one in candidates_of(actor, person, now)],
            decided_by=actor.key,
            decided_at=now,
        )
    )
    db.session.flush()
    audit.record(actor, "received_alert_decided", "received_alert", row.id)
    if child_id is not None:
        audit.record(actor, "received_alert_linked", "child", child_id)
        confirmed = is_confirmed(facts_of(row).checks)
        tell_lead(actor, row, child_id, confirmed=confirmed, now=now)
    look_after_tasks(actor, row, now)


def _child(actor: Actor, reference: str, now: datetime) -> int | None:
    if not reference.strip():
        return None
    child_id = children.child_id_of(reference.strip().upper())
    if child_id is None or is_closed(actor, child_id, now):
        raise MovementRefused("child_reference", NOT_THERE)
    return children.kept_ids((child_id,))[child_id]


def standing_link(person_id: int) -> ReceivedAlertLink | None:
    """The decision that stands."""
    return db.session.scalar(
        select(ReceivedAlertLink).where(
            ReceivedAlertLink.person_id == person_id, ReceivedAlertLink.undone_at.is_(None)
        )
    )
