"""What is waiting and what is late, as numbers that each open their list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from lacrecords.check_requests import queries as check_requests
from lacrecords.children import duplicate_list
from lacrecords.clocks import holidays_known_until
from lacrecords.corrections import queries as corrections
from lacrecords.currency import queries as currency
from lacrecords.enquiries.queries import considerations, incidents, lists, queue
from lacrecords.exchange import queries as exchange
from lacrecords.movements import missing_queries
from lacrecords.movements import queries as movements
from lacrecords.movements import received_queries as received
from lacrecords.notifications import queries as notifications
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications import queries as risk
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions import queries as sharing
from lacrecords.terms import TaskKind
from lacrecords.waiting import Waiting

WARNED_BEFORE_HOLIDAYS_END = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Count:
    """A number on the home page: what it counts, how it stands, where its list is."""

    label: str
    waiting: Waiting
    endpoint: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """The designated manager's first page."""

    counts: tuple[Count, ...]
    enquiries_in_seven_days: int
    register: exchange.RegisterState
    holidays_end_on: date | None


Counted = Callable[[Actor | None, datetime], Count]
"""For a reader, as many as they will find in the list; None: without restricted records, for
somebody who may read the numbers and not the lists."""


def _tasks(label: str, kind: TaskKind | None = None) -> Counted:
    values = {"whose": "all", "kind": kind.value if kind else "", "passing": "yes"}

    def counted(_reader: Actor | None, now: datetime) -> Count:
        waiting = notifications.open_task_counts(now, kind)
        return Count(label, waiting, "notifications.tasks", values)

    return counted


def _counts(
    label: str, count: Callable[[datetime], Waiting], endpoint: str, **values: str
) -> Counted:
    return _of_reader(label, lambda now, _reader: count(now), endpoint, **values)


def _of_reader(
    label: str,
    count: Callable[[datetime, Actor | None], Waiting],
    endpoint: str,
    **values: str,
) -> Counted:
    # What is followed from a number shows what the number counts, and is not remembered.
    followed = {**values, "passing": "yes"}
    return lambda reader, now: Count(label, count(now, reader), endpoint, followed)


def _duplicates(now: datetime, reader: Actor | None) -> Waiting:
    return Waiting(duplicate_list.count_pairs(now, reader.account_id if reader else None), 0)


COUNTED: tuple[Counted, ...] = (
    _counts("Enquiries to consider", queue.unconsidered_counts, "enquiries.queue"),
    _counts(
        "Children in need to consider", considerations.open_counts, "enquiries.considerations_list"
    ),
    _tasks("Children to be identified", TaskKind.MATCH),
    _tasks("Late hits to decide", TaskKind.LATE_HIT),
    _of_reader("Movements", movements.open_counts, "movements.index"),
    _of_reader("Missing families", missing_queries.open_family_counts, "movements.families"),
    _of_reader(
        "Alerts from other authorities", received.open_alert_counts, "movements.received_alerts"
    ),
    _counts("Risk reviews due", risk.review_counts, "risk_notifications.index", show="due"),
    _of_reader("Risk meetings to decide", risk.hit_counts, "risk_notifications.hits"),
    _counts("Suitability checks", check_requests.open_counts, "check_requests.index"),
    _of_reader("Decisions whether to share", sharing.open_counts, "sharing_decisions.index"),
    _of_reader("Records to put right", currency.open_counts, "currency.index"),
    _of_reader(
        "Corrections to tell of", corrections.open_counts, "corrections.index", shown="waiting"
    ),
    _counts("Incidents", incidents.open_counts, "enquiries.incidents_list"),
    _tasks("All tasks"),
    _counts(
        "Notifications not acknowledged",
        notifications.unacknowledged_counts,
        "oversight.unacknowledged",
    ),
    _of_reader("Records that may be of one child", _duplicates, "children.duplicates"),
)
"""The duties in the order in which the page shows them; a duty adds its line."""


def home(reader: Actor | None, procedure: Procedure, now: datetime) -> Home:
    """Everything that waits, with how much of it is late; None: whoever may open no list."""
    counts = tuple(counted(reader, now) for counted in COUNTED)
    known_until = holidays_known_until(procedure)
    runs_out = known_until < (now + WARNED_BEFORE_HOLIDAYS_END).date()
    return Home(
        counts=counts,
        enquiries_in_seven_days=lists.count_since(now - timedelta(days=7)),
        register=exchange.register_state(),
        holidays_end_on=known_until if runs_out else None,
    )
