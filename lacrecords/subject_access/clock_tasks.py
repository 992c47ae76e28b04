"""The tasks of a request: that it is answered in time, and that a second person reads."""

from __future__ import annotations

from datetime import date, datetime

from lacrecords.clocks import working_days_later, working_hours
from lacrecords.notifications.services import (
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.matters import harm_matter_of, matter_of
from lacrecords.subject_access.standing import this_procedure
from lacrecords.terms import NotificationKind, Role, TaskKind, Urgency

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)
CALDICOTT_GUARDIAN = Recipient(role=Role.CALDICOTT_GUARDIAN)
DAYS_TO_READ = 3


def open_clock(actor: Actor, asked: Asked, last: date | None, why: str, now: datetime) -> None:
    """A task to answer by the last day, which climbs."""
    due_at = working_hours(this_procedure()).end_of_day(last or asked.received_on)
    _open(actor, asked, due_at, why, now)


def ask_second_people(actor: Actor, asked: Asked, why: str, now: datetime) -> None:
    """A task to read what waits for a second person."""
    _open(actor, asked, working_days_later(this_procedure(), now, DAYS_TO_READ), why, now)


def go_on(
    actor: Actor, asked: Asked, last: date | None, said: tuple[str, str], now: datetime
) -> None:
    """What waited was given back: it is nobody's task any more, and the clock is one anew.

    `said`: how the tasks that waited are done, and why there is one again.
    """
    done, why = said
    close_tasks_of_matter(actor, TaskKind.SUBJECT_ACCESS, matter_of(asked), done, now)
    if last is None:  # the clock stands still: somebody looks at it soon
        ask_second_people(actor, asked, why, now)
    else:
        open_clock(actor, asked, last, why, now)


def _open(actor: Actor, asked: Asked, due_at: datetime, why: str, now: datetime) -> None:
    """A task for the designated manager, and the Caldicott Guardian hears of it too."""
    task = NewTask(
        kind=TaskKind.SUBJECT_ACCESS,
        matter=matter_of(asked),
        recipient=DESIGNATED_MANAGER,
        why=why,
        due_at=due_at,
        told_as=NotificationKind.SUBJECT_ACCESS,
    )
    notice = Notice(
        kind=NotificationKind.SUBJECT_ACCESS,
        urgency=Urgency.ROUTINE,
        recipient=CALDICOTT_GUARDIAN,
        task_id=open_task(actor, task, now),
        matter=matter_of(asked),
        why=why,
    )
    notify(actor, notice, now)


def close_clock(actor: Actor, asked: Asked, words: str, now: datetime) -> None:
    """Nobody is reminded of an answer any more: the tasks of the request are done."""
    close_tasks_of_matter(actor, TaskKind.SUBJECT_ACCESS, matter_of(asked), words, now)
    kind = TaskKind.SUBJECT_ACCESS_HARM
    close_tasks_of_matter(actor, kind, harm_matter_of(asked), words, now)
