"""What the worker does with an uploaded list: answers it, and removes it in time.

A list whose worker died is answered from its first row again; what was written of its rows
then stands, and no row becomes a second enquired child.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.database import db, now_utc, transaction
from lacrecords.exchange import upload_folder
from lacrecords.exchange.long_work import Progress, acting_for
from lacrecords.lists import list_folder
from lacrecords.lists.answers import answer_of
from lacrecords.lists.asking import finish_lookup, note
from lacrecords.lists.looking import one_after_another
from lacrecords.lists.models import ListLookup
from lacrecords.lists.running import Run, open_list
from lacrecords.queue.work import ClaimedJob, Record, nothing_to_record
from lacrecords.staff.queries import council_day

LOOK_UP = "list_look_up"


def job_key(lookup_id: int, tries: int) -> str:
    """Under which key the work on one list is queued, so that it is queued once."""
    return f"{LOOK_UP}:{lookup_id}:{tries}"


def look_up(claimed: ClaimedJob, now: datetime) -> Record:
    """Answer every row of the list, in the name of whoever sent it."""
    lookup = db.session.get(ListLookup, claimed.payload["list"], populate_existing=True)
    if lookup is None or lookup.finished_at or lookup.files_removed_at:
        return nothing_to_record
    lookup_id, folder = lookup.id, list_folder.path_of(lookup.folder)
    actor, on = acting_for(lookup.asked_by), council_day(lookup.asked_at)
    run = Run(lookup_id, lookup.enquiry_id, actor, now, on, lookup.rows_are_enquiries)
    file = open_list(folder / list_folder.LIST)
    show = Progress(claimed, lambda done, at: note(lookup_id, rows_done=done, progress_at=at))
    answers: Counter[str] = Counter()
    unfinished = folder / f"{list_folder.FOUND}.part"
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as lines:
        for lot in run.lots(file, one_after_another(on)):
            show(answers.total())
            for row in lot:
                # The word counts nothing that is closed to anybody: a count is read by all.
                answer = "error" if row.whole.error else answer_of(row.visible).value
                answers[answer] += 1
                lines.write(f"{answer}\t{row.whole.packed()}\n")
    unfinished.replace(folder / list_folder.FOUND)

    def finished(at: datetime) -> None:
        finish_lookup(actor, lookup_id, answers, at)

    return finished


def remove_old_lists(now: datetime) -> int:
    """Remove lists and their answers after their time, and what killed requests left behind."""
    before = now - timedelta(days=upload_folder.settings().import_keep_days)
    old = db.session.execute(
        select(ListLookup.id, ListLookup.folder).where(
            ListLookup.folder != "",
            ListLookup.asked_at < before,
            ListLookup.files_removed_at.is_(None),
        )
    ).all()
    for lookup_id, folder in old:
        with transaction():
            note(lookup_id, files_removed_at=now_utc())
            audit.record(WORKER, "list_removed", "list_lookup", lookup_id)
        list_folder.remove(folder)
    kept = select(ListLookup.folder).where(ListLookup.files_removed_at.is_(None))
    left = list_folder.forgotten(set(db.session.scalars(kept)))
    for folder in left:
        list_folder.remove(folder)
    return len(old) + len(left)
