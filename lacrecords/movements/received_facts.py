"""How an alert stands for the rules, and the tasks that go with that.

One task for the first work on it, and one for telling its sender that the family is here; each
stays open exactly as long as the rules say that there is something to do.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from lacrecords.clocks import working_days_later
from lacrecords.database import db
from lacrecords.movements.next_steps import DESIGNATED_MANAGER, owner_of
from lacrecords.movements.reading import this_procedure
from lacrecords.movements.received_models import (
    ReceivedAlert,
    ReceivedAlertCheck,
    ReceivedAlertLink,
    ReceivedAlertPerson,
)
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Recipient,
    close_tasks_of_matter,
    open_task,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.received_alerts import AlertDuty, AlertFacts, duties_of_alert
from lacrecords.terms import MatterKind, NotificationKind, TaskKind

WORK = "Check who sent the alert, look for the people in it, and acknowledge it."
TELL = "A family that another authority looks for is here. That authority must be told."
WORK_DONE = "It was checked, searched and acknowledged, or its sender ended it."
WITH_OWNER = "Whoever answers for a closed record in it does this now."
TOLD = "The authority was told that the family is here."


def matter_of(row: ReceivedAlert) -> Matter:
    """The alert, as tasks and notifications name it."""
    return Matter(MatterKind.RECEIVED_ALERT, row.reference)


def locked(alert_id: int) -> ReceivedAlert:
    """The alert, for whoever changes it: one after the other."""
    return db.session.get_one(ReceivedAlert, alert_id, with_for_update=True, populate_existing=True)


def persons_of(alert_id: int) -> tuple[ReceivedAlertPerson, ...]:
    """Whom the alert describes, in the order in which they were written down."""
    found = select(ReceivedAlertPerson).where(ReceivedAlertPerson.received_alert_id == alert_id)
    return tuple(db.session.scalars(found.order_by(ReceivedAlertPerson.id)))


def facts_of(row: ReceivedAlert) -> AlertFacts:
    """How it stands for the rules."""
    checks = db.session.scalars(
        select(ReceivedAlertCheck.outcome)
        .where(ReceivedAlertCheck.received_alert_id == row.id)
        .order_by(ReceivedAlertCheck.id)
    )
    decided = select(ReceivedAlertLink.person_id).where(ReceivedAlertLink.undone_at.is_(None))
    undecided = select(func.count(ReceivedAlertPerson.id)).where(
        ReceivedAlertPerson.received_alert_id == row.id, ReceivedAlertPerson.id.not_in(decided)
    )
    return AlertFacts(
        checks=tuple(checks),
        undecided=db.session.scalar(undecided) or 0,
        acknowledged=row.acknowledged_at is not None,
        ended=row.ended_at is not None,
        found=row.found_at is not None,
        told=row.told_at is not None,
    )


def linked_children(alert_id: int) -> tuple[int, ...]:
    """The records that somebody decided are of the people in the alert."""
    found = (
        select(ReceivedAlertLink.child_id)
        .join(ReceivedAlertPerson, ReceivedAlertPerson.id == ReceivedAlertLink.person_id)
        .where(
            ReceivedAlertPerson.received_alert_id == alert_id,
            ReceivedAlertLink.undone_at.is_(None),
            ReceivedAlertLink.child_id.is_not(None),
        )
    )
    return tuple(child_id for child_id in db.session.scalars(found) if child_id is not None)


def owner_of_alert(alert_id: int, now: datetime) -> Recipient | None:
    """Who answers for a restricted record in it: nobody else sees the alert."""
    owners = (owner_of(child_id, now) for child_id in linked_children(alert_id))
    return next((owner for owner in owners if owner is not None), None)


def look_after_tasks(actor: Actor, row: ReceivedAlert, now: datetime) -> None:
    """Open the tasks that there are duties for, and close those that there are none for."""
    duties = duties_of_alert(facts_of(row))
    first = duties - {AlertDuty.TELL_SENDER} if row.ended_at is None else frozenset()
    procedure = this_procedure()
    days = procedure.received_alert_working_days
    _keep(actor, row, TaskKind.ALERT_RECEIVED, WORK, WORK_DONE, bool(first), days, now)
    days = procedure.found_for_others_working_days
    to_tell = AlertDuty.TELL_SENDER in duties
    _keep(actor, row, TaskKind.FOUND_FOR_OTHERS, TELL, TOLD, to_tell, days, now)


def _keep(
    actor: Actor,
    row: ReceivedAlert,
    kind: TaskKind,
    why: str,
    done: str,
    wanted: bool,
    working_days: int,
    now: datetime,
) -> None:
    matter = matter_of(row)
    if not wanted:
        close_tasks_of_matter(actor, kind, matter, done, now)
        return
    owner = owner_of_alert(row.id, now)
    waiting = notifications.waiting_tasks(kind, [matter])[matter.reference]
    if waiting and (owner is None or owner.account_id is None or waiting[0].recipient == owner):
        return
    if waiting:
        close_tasks_of_matter(actor, kind, matter, WITH_OWNER, now)
    task = NewTask(
        kind=kind,
        matter=matter,
        recipient=owner or DESIGNATED_MANAGER,
        told_as=NotificationKind.RESTRICTED_RECORD if owner else NotificationKind.TASK,
        why=why,
        due_at=working_days_later(this_procedure(), now, working_days),
    )
    open_task(actor, task, now)
