"""The door of this slice: telling our own people, what they answer, and tasks with a clock.

Everything happens in the caller's transaction. Nothing is sent here: a job is
queued beside the notification, so that both are kept or neither is.
"""

from __future__ import annotations

from lacrecords.notifications.announcing import Notice, climb, notify
from lacrecords.notifications.answering import (
    AddedSinceShown,
    acknowledge,
    acknowledge_matter,
    record_follow_up,
)
from lacrecords.notifications.matters import Matter, MatterPage, register_matter_page
from lacrecords.notifications.routing import Recipient, route_worker
from lacrecords.notifications.tasks import (
    NewTask,
    close_task,
    close_tasks_of,
    close_tasks_of_matter,
    open_task,
)

__all__ = [
    "AddedSinceShown",
    "Matter",
    "MatterPage",
    "NewTask",
    "Notice",
    "Recipient",
    "acknowledge",
    "acknowledge_matter",
    "climb",
    "close_task",
    "close_tasks_of",
    "close_tasks_of_matter",
    "notify",
    "open_task",
    "record_follow_up",
    "register_matter_page",
    "route_worker",
]
