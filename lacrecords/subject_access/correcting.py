"""Putting a recorded request right: a further row with author and reason; the first one stays.

A check or a search that was made on what was wrong counts no more. The clock follows the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.notifications.services import close_tasks_of_matter
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.subject_access_corrections import latest_receipt, undone_by
from lacrecords.staff import queries as staff
from lacrecords.subject_access.asked import Asked, corrections_of
from lacrecords.subject_access.clock_tasks import open_clock
from lacrecords.subject_access.correction_models import RequestCorrection
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.matters import matter_of
from lacrecords.subject_access.models import AsSaid, SubjectAccessRequest
from lacrecords.subject_access.standing import AN_END_WAITS, AccessStanding, standing_of
from lacrecords.subject_access.values import SAID, AccessRefused, NewCorrection, Said
from lacrecords.terms import AccessWay, AsksAs, TaskKind
from lacrecords.web.words import date_words
from lacrecords.wording import words as said_as

LABELS = {
    "received_on": "Day it reached us",
    "received_how": "How it reached us",
    "asks_as": "Who asks, as what",
    "asker_name": "Name of whoever asks",
    "asker_contact": "How they can be reached",
    "relationship": "What they are to the person",
    "subject_forename": "First name of the person",
    "subject_surname": "Last name of the person",
    "subject_other_names": "Other names",
    "subject_born_on": "Date of birth",
    "subject_address": "Address of the person",
    "subject_postcode": "Postcode",
    "everything": "Everything is asked for",
    "asked": "What is asked",
}
NEW_DAY = "The day on which somebody's request reached us was put right. See that it is in time."


def put_right(actor: Actor, request_id: int, new: NewCorrection, now: datetime) -> None:
    """Keep how the request reads from now on; AccessRefused where it was changed meanwhile."""
    asked = hold_open(request_id)
    standing = standing_of(request_id, now)
    if new.shown != asked.correction_id:
        raise AccessRefused(None, "It was put right meanwhile. Read it again, then change it")
    if standing.open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Let them give it back first")
    if standing.end_ask is not None:
        raise AccessRefused(None, AN_END_WAITS)
    changed = changed_parts(asked, new.said)
    if not changed:
        raise AccessRefused(None, "Nothing is different. Change what is wrong")
    _refuse_receipt(standing, new.said.received_on)
    undone = undone_by(changed)
    db.session.add(
        RequestCorrection(
            **{name: getattr(new.said, name) for name in SAID},
            request_id=request_id,
            asker_changed=undone.shown,
            person_changed=undone.searched,
            part_changed=undone.assembled,
            because=new.because,
            corrected_on=local_date(now),
            corrected_by=actor.key,
            corrected_at=now,
        )
    )
    audit.record(actor, "subject_access_put_right", "subject_access_request", request_id)
    db.session.flush()
    if "received_on" in changed:
        _follow_the_day(actor, request_id, now)


def changed_parts(before: Said | AsSaid, after: Said | AsSaid) -> tuple[str, ...]:
    """The parts that read otherwise."""
    return tuple(name for name in SAID if getattr(before, name) != getattr(after, name))


def _refuse_receipt(standing: AccessStanding, received_on: date) -> None:
    done = [one.asked_on for one in standing.questions]
    done += [standing.extension.told_on] if standing.extension else []
    last = latest_receipt(standing.request.recorded_on, done)
    if received_on > last:
        words = f"It reached us by {date_words(last)}: it was recorded or answered by then"
        raise AccessRefused("received", words)


def _follow_the_day(actor: Actor, request_id: int, now: datetime) -> None:
    """Whoever sees that it is answered in time is told the new last day."""
    standing = standing_of(request_id, now)
    kind, matter = TaskKind.SUBJECT_ACCESS, matter_of(standing.request)
    close_tasks_of_matter(actor, kind, matter, "The day it reached us was put right.", now)
    open_clock(actor, standing.request, standing.due_on, NEW_DAY, now)


@dataclass(frozen=True, slots=True)
class PutRight:
    """One correction: who, when, why, and of each part what it read before and reads since."""

    at: datetime
    by: str
    because: str
    changes: tuple[tuple[str, str, str], ...]


def history_of(asked: Asked) -> tuple[PutRight, ...]:
    """Every correction of this request with what stood before, in order."""
    rows = corrections_of(asked.id)
    names = staff.names_for({row.corrected_by for row in rows})
    return tuple(_each(asked.id, rows, names))


def _each(request_id: int, rows: Any, names: Any) -> Iterator[PutRight]:
    before: AsSaid = db.session.get_one(SubjectAccessRequest, request_id)
    for row in rows:
        changes = tuple(
            (LABELS[name], part_words(getattr(before, name)), part_words(getattr(row, name)))
            for name in changed_parts(before, row)
        )
        yield PutRight(row.corrected_at, names[row.corrected_by], row.because, changes)
        before = row


def part_words(value: Any) -> str:
    """A part of a request in words; "nothing" where it is empty."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, AccessWay | AsksAs):
        return said_as(value)
    return str(value or "") or "nothing"
