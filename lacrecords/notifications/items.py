"""Notifications and tasks as their pages show them: frozen, in words, without a child's name.

References of enquiries and children are found by number in their tables;
whether the page behind a reference opens, its own slice decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TypeAlias, TypeVar

from sqlalchemy import Integer, String, TableClause, column, select, table

from lacrecords.database import db
from lacrecords.notifications import desk
from lacrecords.notifications.matters import MatterLink, matter_link
from lacrecords.notifications.models import (
    Acknowledgement,
    FollowUp,
    JoinedNotice,
    Notification,
    Task,
)
from lacrecords.notifications.routing import Recipient
from lacrecords.notifications.task_clocks import clock_reason
from lacrecords.notifications.words import (
    NOT_CONFIRMED_WHY,
    NOTIFICATION_WORDS,
    ROLE_WORDS,
    TASK_WORDS,
    clock_words,
)
from lacrecords.staff import queries as staff
from lacrecords.terms import NotificationKind, Role, TaskKind, Urgency

ENQUIRIES = table("enquiries", column("id", Integer), column("reference", String))
CHILDREN = table("children", column("id", Integer), column("reference", String))
TASKS = table("tasks", column("id", Integer), column("reference", String))
CONSIDERATIONS = table("considerations", column("id", Integer), column("reference", String))

Owner: TypeAlias = tuple[int | None, int | None, Role | None]
Answer = TypeVar("Answer", Acknowledgement, FollowUp, JoinedNotice)


@dataclass(frozen=True, slots=True)
class About:
    """One thing that a notification tells: why, and which of the recipient's children."""

    kind: NotificationKind
    kind_words: str
    why: str
    child_reference: str | None
    consideration_reference: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """Who acknowledged or followed up, when, and in which words."""

    by: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One notification as its recipient sees it."""

    id: int
    reference: str
    urgent: bool
    about: tuple[About, ...]
    task_reference: str | None
    enquiry_reference: str | None
    matter: MatterLink | None
    recipient_name: str
    passed_on_from: str
    created_at: datetime
    acknowledge_by_at: datetime
    acknowledged: Answered | None
    clock_words: str
    is_late: bool
    follow_ups: tuple[Answered, ...]

    @property
    def kind_words(self) -> str:
        """What it is, in words: the first thing that it tells."""
        return self.about[0].kind_words


@dataclass(frozen=True, slots=True)
class TaskItem:
    """One task as its owner sees it."""

    id: int
    reference: str
    kind: TaskKind
    kind_words: str
    why: str
    enquiry_reference: str | None
    matter: MatterLink | None
    child_reference: str | None
    owner: str
    created_at: datetime
    due_at: datetime
    clock_words: str
    clock_reason: str
    is_late: bool
    closed: Answered | None
    rung_back: bool | None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the notifications of one page, read once for all of them."""

    joined: dict[int, list[JoinedNotice]]
    acknowledged: dict[int, list[Acknowledgement]]
    follow_ups: dict[int, list[FollowUp]]
    below: dict[int, Notification]
    owners: dict[Owner, str]
    names: dict[str, str]
    enquiries: dict[int, str]
    children: dict[int, str]
    considerations: dict[int, str]
    tasks: dict[int, str]
    kept_back: frozenset[int]


def inbox_items(rows: Sequence[Notification], now: datetime) -> tuple[InboxItem, ...]:
    """These notifications, in the order given."""
    beside = _gather(rows)
    return tuple(_inbox_item(row, beside, now) for row in rows)


def task_items(rows: Sequence[Task], now: datetime) -> tuple[TaskItem, ...]:
    """These tasks, in the order given."""
    owners = _owner_words(_owner(row) for row in rows)
    names = staff.names_for(row.closed_by for row in rows if row.closed_by)
    enquiries = _references(ENQUIRIES, (row.enquiry_id for row in rows))
    children = _references(CHILDREN, (row.child_id for row in rows))
    kept_back = _kept_back(rows)
    return tuple(
        TaskItem(
            id=row.id,
            reference=row.reference,
            kind=row.kind,
            kind_words=TASK_WORDS[row.kind],
            why=row.why,
            enquiry_reference=enquiries.get(row.enquiry_id or 0),
            matter=matter_link(row.matter, row.matter_reference),
            child_reference=None if row.id in kept_back else children.get(row.child_id or 0),
            owner=owners[_owner(row)],
            created_at=row.created_at,
            due_at=row.due_at,
            clock_words=clock_words(row.due_at, now),
            clock_reason=clock_reason(row.kind, row.created_at),
            is_late=row.closed_at is None and now > row.due_at,
            closed=_closed(row, names),
            rung_back=row.rung_back,
        )
        for row in rows
    )


def _closed(row: Task, names: dict[str, str]) -> Answered | None:
    if row.closed_at is None or row.closed_by is None:
        return None
    return Answered(names[row.closed_by], row.closed_at, row.closing_words or "")


def _gather(rows: Sequence[Notification]) -> _Beside:
    numbers = [row.id for row in rows]
    joined = _beside(JoinedNotice, numbers)
    acknowledged = _beside(Acknowledgement, numbers)
    follow_ups = _beside(FollowUp, numbers)
    below = _below(rows)
    told: list[Notification | JoinedNotice] = [*rows, *chain.from_iterable(joined.values())]
    keys = [found.acknowledged_by for several in acknowledged.values() for found in several]
    keys += [found.followed_up_by for several in follow_ups.values() for found in several]
    return _Beside(
        joined=joined,
        acknowledged=acknowledged,
        follow_ups=follow_ups,
        below=below,
        owners=_owner_words(_owner(row) for row in (*rows, *below.values())),
        names=staff.names_for(keys),
        enquiries=_references(ENQUIRIES, (row.enquiry_id for row in rows)),
        children=_references(CHILDREN, (notice.child_id for notice in told)),
        considerations=_references(CONSIDERATIONS, (notice.consideration_id for notice in told)),
        tasks=_references(TASKS, (row.task_id for row in rows)),
        kept_back=_kept_back(rows),
    )


def _kept_back(rows: Sequence[Notification | Task]) -> frozenset[int]:
    """Those of these rows that the duty desk reads while the enquirer is not confirmed."""
    unsure = desk.not_confirmed(row.enquiry_id for row in rows)
    return frozenset(
        row.id for row in rows if row.enquiry_id in unsure and desk.is_desk(Recipient(*_owner(row)))
    )


def _inbox_item(row: Notification, beside: _Beside, now: datetime) -> InboxItem:
    answers = [
        Answered(beside.names[found.acknowledged_by], found.acknowledged_at)
        for found in beside.acknowledged[row.id]
    ]
    below = beside.below.get(row.climbed_from_id or 0)
    return InboxItem(
        id=row.id,
        reference=row.reference,
        urgent=row.urgency is Urgency.URGENT,
        about=_all_about(row, beside),
        task_reference=beside.tasks.get(row.task_id or 0),
        enquiry_reference=beside.enquiries.get(row.enquiry_id or 0),
        matter=matter_link(row.matter, row.matter_reference),
        recipient_name=beside.owners[_owner(row)],
        passed_on_from=beside.owners[_owner(below)] if below else "",
        created_at=row.created_at,
        acknowledge_by_at=row.acknowledge_by_at,
        acknowledged=answers[0] if answers else None,
        clock_words="" if answers else clock_words(row.acknowledge_by_at, now),
        is_late=not answers and now > row.acknowledge_by_at,
        follow_ups=tuple(
            Answered(beside.names[found.followed_up_by], found.followed_up_at, found.what_was_done)
            for found in beside.follow_ups[row.id]
        ),
    )


def _all_about(row: Notification, beside: _Beside) -> tuple[About, ...]:
    kept_back = row.id in beside.kept_back
    if kept_back and row.kind not in desk.SAME_FOR_EVERY_CHILD:
        kind = NotificationKind.ENQUIRER_NOT_CONFIRMED
        return (About(kind, NOTIFICATION_WORDS[kind], NOT_CONFIRMED_WHY, None, None),)
    told: list[Notification | JoinedNotice] = [row, *beside.joined[row.id]]
    return tuple(_about(one, beside, kept_back) for one in told)


def _about(notice: Notification | JoinedNotice, beside: _Beside, kept_back: bool = False) -> About:
    return About(
        kind=notice.kind,
        kind_words=NOTIFICATION_WORDS[notice.kind],
        why=notice.why,
        child_reference=None if kept_back else beside.children.get(notice.child_id or 0),
        consideration_reference=beside.considerations.get(notice.consideration_id or 0),
    )


def _beside(kind: type[Answer], numbers: Sequence[int]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = defaultdict(list)
    if numbers:
        wanted = select(kind).where(kind.notification_id.in_(numbers)).order_by(kind.id)
        for row in db.session.scalars(wanted):
            found[row.notification_id].append(row)
    return found


def _below(rows: Sequence[Notification]) -> dict[int, Notification]:
    numbers = {row.climbed_from_id for row in rows if row.climbed_from_id is not None}
    if not numbers:
        return {}
    found = db.session.scalars(select(Notification).where(Notification.id.in_(numbers)))
    return {row.id: row for row in found}


def _references(source: TableClause, numbers: Iterable[int | None]) -> dict[int, str]:
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return {}
    found = select(source.c.id, source.c.reference).where(source.c.id.in_(wanted))
    return {number: reference for number, reference in db.session.execute(found)}


def _owner(row: Notification | Task) -> Owner:
    return (row.account_id, row.team_id, row.role)


def _owner_words(owners: Iterable[Owner]) -> dict[Owner, str]:
    """Whom each is addressed to: a person's name, a team's, or a role in words."""
    wanted = set(owners)
    names = staff.names_for(f"account:{account}" for account, _, _ in wanted if account is not None)
    words: dict[Owner, str] = {}
    for owner in wanted:
        account, team_id, role = owner
        team = staff.team(team_id) if team_id is not None else None
        if account is not None:
            words[owner] = names[f"account:{account}"]
        else:
            words[owner] = team.name if team else ROLE_WORDS[role] if role else ""
    return words
