"""What is waiting and what is late, as numbers that each open their list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.children import duplicate_list
from lacrecords.enquiries.queries import considerations, lists
from lacrecords.exchange import queries as exchange
from lacrecords.notifications import queries as notifications


@dataclass(frozen=True, slots=True)
class Count:
    """A number on the home page: what it counts, how much of it is late, where its list is."""

    label: str
    number: int
    late: int
    endpoint: str


@dataclass(frozen=True, slots=True)
class Home:
    """The designated manager's first page."""

    counts: tuple[Count, ...]
    enquiries_in_seven_days: int
    register: exchange.RegisterState


def home(now: datetime) -> Home:
    """Everything that waits, with how much of it is late."""
    to_consider, late = considerations.open_counts(now)
    tasks, late_tasks = notifications.open_task_counts(now)
    unread, late_unread = notifications.unacknowledged_counts(now)
    return Home(
        counts=(
            Count(
                "Children in need to consider", to_consider, late, "enquiries.considerations_list"
            ),
            Count("Tasks", tasks, late_tasks, "notifications.tasks"),
            Count(
                "Notifications not acknowledged", unread, late_unread, "oversight.unacknowledged"
            ),
            Count(
                "Records that may be of one child",
                duplicate_list.count_pairs(now),
                0,
                "children.duplicates",
            ),
        ),
        enquiries_in_seven_days=lists.count_since(now - timedelta(days=7)),
        register=exchange.register_state(),
    )
