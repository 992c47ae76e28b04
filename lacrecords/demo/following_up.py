"""What the demo's staff did after the calls: read, followed up, closed, and left some undone.

Through the same services as their pages; one inbox is one transaction of whoever calls.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from lacrecords.demo.council import STAFF, Fate
from lacrecords.demo.staffing import Staffed
from lacrecords.enquiries.queries.considerations import considerations
from lacrecords.enquiries.services.considerations import close_consideration
from lacrecords.notifications.answering import record_follow_up
from lacrecords.notifications.queries import inbox_of, tasks_of
from lacrecords.notifications.tasks import close_task
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import ConsiderationOutcome

LEFT_UNDONE_DAYS = 2
CONSIDERED_AFTER_DAYS = 8
_CONSIDERED = (
    (
        ConsiderationOutcome.EARLY_HELP,
        "Two agencies with the same small worry; the family asked for help themselves.",
    ),
    (
        ConsiderationOutcome.CHILD_IN_NEED_ASSESSMENT,
        "Both enquirers saw the same thing a month apart. A social worker will visit.",
    ),
    (
        ConsiderationOutcome.NO_FURTHER_ACTION,
        "Both calls were about registering at a new school. Nobody was worried.",
    ),
)
_DONE = (
    "Rang back and spoke about the next visit.",
    "Visited the family with the health visitor the same week.",
    "Spoke to the school; the plan covers what they saw.",
    "Read with my manager; nothing further needed now.",
)


def readers(staffed: Staffed) -> tuple[Actor, ...]:
    """Everybody at work, in the order of the staff list."""
    return tuple(staffed.of(person) for person in STAFF if person.fate is Fate.AT_WORK)


def close_considerations(actor: Actor, procedure: Procedure, now: datetime) -> int:
    """The designated manager closes what was opened more than a week ago, with reasons."""
    done = 0
    for place, card in enumerate(considerations(now)):
        at = card.opened_at + timedelta(hours=20)
        if at < now - timedelta(days=CONSIDERED_AFTER_DAYS):
            outcome, reasons = _CONSIDERED[place % len(_CONSIDERED)]
            close_consideration(actor, card.reference, outcome, reasons, procedure, at)
            done += 1
    return done


def answer_inbox(actor: Actor, seed: int, now: datetime) -> int:
    """Follow up what is older than two days; what came later is still to do."""
    chance = Random(f"{seed}{actor.name}")  # noqa: S311 - not a secret
    done = 0
    for item in inbox_of(actor, now):
        at = item.created_at + timedelta(hours=chance.randrange(1, 6))
        if item.acknowledged or at > now - timedelta(days=LEFT_UNDONE_DAYS):
            continue
        done += record_follow_up(actor, item.reference, chance.choice(_DONE), len(item.about), at)
    for task in tasks_of(actor, now):
        at = task.created_at + timedelta(minutes=chance.randrange(5, 50))
        if task.closed is None and at < now - timedelta(days=LEFT_UNDONE_DAYS):
            done += close_task(actor, task.id, chance.choice(_DONE), at)
    return done
