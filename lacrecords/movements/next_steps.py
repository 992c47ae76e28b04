"""The task of a movement: always the one thing that is due first, with its clock and its reason.

Looked after whenever a step is recorded, and again by the worker, because a stay becomes one
for good by the passing of time alone. A movement of a restricted record is its owner's.
"""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit.actors import WORKER
from lacrecords.children import queries as children
from lacrecords.children.standing import standing_of as child_standing
from lacrecords.clocks import local_date
from lacrecords.database import db, transaction
from lacrecords.movements import reading
from lacrecords.movements.reading import Standing
from lacrecords.movements.words import step_reason
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.queries import WaitingTask
from lacrecords.notifications.services import (
    Matter,
    NewTask,
    Recipient,
    close_tasks_of_matter,
    open_task,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import queries as staff
from lacrecords.terms import MatterKind, NotificationKind, Role, TaskKind

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
DONE = "The step is recorded, or another has come to be due first."


def matter_of(standing: Standing) -> Matter:
    """The movement, as tasks and notifications name it."""
    return Matter(MatterKind.MOVEMENT, standing.row.reference)


def look_after(actor: Actor, movement_id: int, now: datetime) -> bool:
    """Leave one task open: what is due first; whether anything had to be changed."""
    db.session.flush()
    standing = reading.standing_of(movement_id, now)
    matter = matter_of(standing)
    waiting = notifications.waiting_tasks(TaskKind.MOVEMENT_STEP, [matter])[matter.reference]
    owner = owner_of(standing.child_id, now)
    if _is_in_order(standing, waiting, owner):
        return False
    close_tasks_of_matter(actor, TaskKind.MOVEMENT_STEP, matter, DONE, now)
    if standing.due:
        _open(actor, standing, owner, now)
    return True


def _open(actor: Actor, standing: Standing, owner: Recipient | None, now: datetime) -> None:
    step, restricted = standing.due[0], owner is not None
    task = NewTask(
        kind=TaskKind.MOVEMENT_STEP,
        matter=matter_of(standing),
        recipient=owner or DESIGNATED_MANAGER,
        why=step_reason(step, standing.row.direction),
        due_at=step.due_at,
        told_as=NotificationKind.RESTRICTED_RECORD if restricted else NotificationKind.TASK,
    )
    open_task(actor, task, now)


def owner_of(child_id: int | None, now: datetime) -> Recipient | None:
    """Who answers for a restricted or sealed record; None: it is neither, or there is none.

    The designated manager while the owner is not at work.
    """
    if child_id is None:
        return None
    today = local_date(now)
    restriction = child_standing(child_id, today).restriction
    if restriction is None:
        return None
    if staff.is_active(restriction.owner_id, today):
        return Recipient(account_id=restriction.owner_id)
    return DESIGNATED_MANAGER


def _is_in_order(standing: Standing, waiting: list[WaitingTask], owner: Recipient | None) -> bool:
    """One task stands for what is due first; where the record was restricted since, its owner's."""
    if not standing.due:
        return not waiting
    step = standing.due[0]
    wanted = (step_reason(step, standing.row.direction), step.due_at)
    if [(one.why, one.due_at) for one in waiting] != [wanted]:
        return False
    return owner is None or owner.account_id is None or waiting[0].recipient == owner


def look_after_all(now: datetime) -> int:
    """The worker's part: every open movement whose first duty is another now; how many were."""
    standings = reading.open_standings(now)
    references = [matter_of(one) for one in standings]
    waiting = notifications.waiting_tasks(TaskKind.MOVEMENT_STEP, references)
    known = {one.child_id for one in standings if one.child_id is not None}
    hidden = children.hidden_ids(known, None, local_date(now))
    ids = []
    for one in standings:
        owner = owner_of(one.child_id, now) if one.child_id in hidden else None
        if not _is_in_order(one, waiting[one.row.reference], owner):
            ids.append(one.row.id)
    changed = 0
    for movement_id in ids:
        with transaction():
            changed += look_after(WORKER, movement_id, now)
    return changed
