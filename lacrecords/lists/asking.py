"""Asking for a list to be looked up: why or under which enquiry, and what stands in the trail.

Every run is a row with its file's digest, begun before anything is found and finished with the
number of rows and their answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference
from lacrecords.enquiries.services.listed import enquiry_for_list
from lacrecords.lists.models import ListLookup
from lacrecords.rules.authorisation import Actor

LONGEST_PURPOSE = 500


class NotAsked(Exception):
    """A list cannot be looked up like this; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedList:
    """A list, and why it is looked up: a purpose of our own, or the reference of an enquiry."""

    file_name: str
    digest: str
    rows_expected: int
    purpose: str = ""
    enquiry_reference: str = ""
    rows_are_enquiries: bool = False
    folder: str = ""


def begin_lookup(actor: Actor, asked: AskedList, now: datetime) -> ListLookup:
    """Write down that this list is looked up; NotAsked, or EnquiryError, when it may not be."""
    purpose, reference = " ".join(asked.purpose.split()), asked.enquiry_reference.strip()
    if bool(purpose) == bool(reference):
        raise NotAsked("Give the purpose of our own list, or the enquiry of another agency's list.")
    if len(purpose) > LONGEST_PURPOSE:
        raise NotAsked(f"The purpose must be {LONGEST_PURPOSE} characters or fewer.")
    lookup = ListLookup(
        reference=new_reference(),
        asked_at=now,
        asked_by=actor.key,
        purpose=purpose,
        enquiry_id=enquiry_for_list(reference, now) if reference else None,
        file_name=asked.file_name,
        digest=asked.digest,
        rows_are_enquiries=asked.rows_are_enquiries,
        folder=asked.folder,
        rows_expected=asked.rows_expected,
    )
    db.session.add(lookup)
    db.session.flush()
    audit.record(actor, "list_looked_up", "list_lookup", lookup.id)
    return lookup


def finish_lookup(actor: Actor, lookup_id: int, answers: Counter[str], now: datetime) -> None:
    """Write down how many rows got which answer; a finished list is finished once."""
    note(
        lookup_id,
        finished_at=now,
        rows_done=answers.total(),
        answers=dict(sorted(answers.items())),
    )
    audit.record(actor, "list_answered", "list_lookup", lookup_id)


def note(lookup_id: int, **values: object) -> None:
    """Write down how far the work has come."""
    named: Mapping[str, object] = values
    db.session.execute(update(ListLookup).where(ListLookup.id == lookup_id).values(**named))
