"""What a manager does with a list on the page: sends it, tries it again, throws it away.

The file is kept and checked first, then the row that knows it is written and the work queued;
without the row no file stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db, transaction
from lacrecords.exchange import upload_folder
from lacrecords.exchange.receiving import REGISTER, Incoming, receive
from lacrecords.exchange.source import FileRefused
from lacrecords.lists import list_folder
from lacrecords.lists.asking import AskedList, begin_lookup
from lacrecords.lists.jobs import LOOK_UP, job_key
from lacrecords.lists.models import ListLookup
from lacrecords.lists.running import open_list
from lacrecords.queue import queries as queued
from lacrecords.queue import services as queue
from lacrecords.rules.authorisation import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SentList:
    """A list as the browser sent it, and why it is looked up."""

    incoming: Incoming
    purpose: str
    enquiry_reference: str
    rows_are_enquiries: bool


def send(actor: Actor, sent: SentList, now: datetime) -> str:
    """Keep the list and have it looked up; its reference. FileRefused, NotAsked or EnquiryError."""
    folder = list_folder.make()
    try:
        return _keep(actor, sent, folder, now)
    except BaseException:
        list_folder.remove(folder)
        raise


def _keep(actor: Actor, sent: SentList, folder: str, now: datetime) -> str:
    place = list_folder.path_of(folder)
    received = receive([sent.incoming], place, upload_folder.limits())
    if received.path != REGISTER:
        raise FileRefused("Send one list as a CSV file, not a table of the national dataset.")
    (place / REGISTER).rename(place / list_folder.LIST)
    file = open_list(place / list_folder.LIST)
    asked = AskedList(
        file_name=received.file_name,
        digest=file.digest,
        rows_expected=file.rows_expected,
        purpose=sent.purpose,
        enquiry_reference=sent.enquiry_reference,
        rows_are_enquiries=sent.rows_are_enquiries,
        folder=folder,
    )
    with transaction():
        lookup = begin_lookup(actor, asked, now)
        _queue(lookup, now)
        return lookup.reference


def try_again(actor: Actor, reference: str, now: datetime) -> None:
    """Have the worker take up a list that it gave up; nothing where it has not given up."""
    lookup = _to_change(reference)
    job = queued.state_of(job_key(lookup.id, lookup.tries), now)
    over = lookup.finished_at or lookup.files_removed_at or not lookup.folder
    if over or (job is not None and not job.gave_up):
        return
    lookup.tries += 1
    _queue(lookup, now)
    audit.record(actor, "list_tried_again", "list_lookup", lookup.id)


def throw_away(actor: Actor, reference: str, now: datetime) -> str:
    """Give up a list with its answers; gives its folder, to be removed after this."""
    lookup = _to_change(reference)
    if lookup.folder and lookup.files_removed_at is None:
        lookup.files_removed_at = now
        audit.record(actor, "list_thrown_away", "list_lookup", lookup.id)
    return lookup.folder


def remove(folder: str) -> None:
    """Remove what is kept of a list; a command keeps nothing here."""
    if folder:
        list_folder.remove(folder)


def _queue(lookup: ListLookup, now: datetime) -> None:
    queue.enqueue(LOOK_UP, {"list": lookup.id}, job_key(lookup.id, lookup.tries), now)


def _to_change(reference: str) -> ListLookup:
    question = select(ListLookup).where(ListLookup.reference == reference).with_for_update()
    return db.session.scalars(question.execution_options(populate_existing=True)).one()
