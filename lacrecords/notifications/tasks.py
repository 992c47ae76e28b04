"""Tasks: something a person, team or role must do by a moment, closed once in their words.

Opening a task tells nobody; `notify` with the kind "task" does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference
from lacrecords.notifications.models import Task
from lacrecords.notifications.routing import Recipient
from lacrecords.notifications.stand_ins import someone_active
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """What is to be done, by whom, why, and until when."""

    kind: TaskKind
    enquiry_id: int
    recipient: Recipient
    why: str
    due_at: datetime
    enquired_child_id: int | None = None
    child_id: int | None = None


def open_task(actor: Actor, task: NewTask, now: datetime) -> int:
    """Give it to the recipient, or to whoever stands in for them; the task's id."""
    owner = someone_active(task.recipient, now)
    row = Task(
        reference=new_reference(),
        kind=task.kind,
        enquiry_id=task.enquiry_id,
        enquired_child_id=task.enquired_child_id,
        child_id=task.child_id,
        account_id=owner.account_id,
        team_id=owner.team_id,
        role=owner.role,
        why=task.why,
        created_at=now,
        due_at=task.due_at,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "task_opened", "task", row.id)
    return row.id


def close_task(actor: Actor, task_id: int, words: str, now: datetime) -> bool:
    """Mark it as done, in the actor's words; False when it was done already.

    LookupError: no such task. ValueError: no words. Whose task it is, the page decides.
    """
    if not words.strip():
        raise ValueError("Words are needed.")
    row = db.session.get(Task, task_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise LookupError(task_id)
    if row.closed_at is not None:
        return False
    row.closed_at, row.closed_by, row.closing_words = now, actor.key, words.strip()
    audit.record(actor, "task_closed", "task", row.id)
    db.session.flush()
    return True
