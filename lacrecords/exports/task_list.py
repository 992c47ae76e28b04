"""The list of tasks as a file. It names no child, but leads to many, so two people let it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lacrecords.exports.kinds import ExportKind
from lacrecords.notifications.lists import TASKS_OF_EVERYBODY, list_of_tasks, tasks_page
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.listing import chosen_from, chosen_words, every_page
from lacrecords.web.words import moment_words

COLUMNS = ("Task", "What", "About", "For", "Opened", "Due", "Late", "Done")


def rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every task of that part that this person may see; everybody's for the manager alone."""
    kind = list_of_tasks(actor)
    for one in every_page(lambda asked: tasks_page(actor, asked, now), kind, chosen):
        about = f"Enquiry {one.enquiry_reference}" if one.enquiry_reference else ""
        if one.matter and not about:
            about = f"{one.matter.label} {one.matter.reference}"
        yield (
            one.reference,
            one.kind_words,
            about,
            one.owner,
            moment_words(one.created_at),
            moment_words(one.due_at),
            "Yes" if one.is_late else "No",
            moment_words(one.closed.at) if one.closed else "",
        )


TASK_LIST = ExportKind(
    key="tasks",
    title="Tasks",
    action=Action.TASK,
    columns=COLUMNS,
    rows=rows,
    describe=lambda chosen: chosen_words(TASKS_OF_EVERYBODY, chosen),
    chosen_of=lambda address: chosen_from(TASKS_OF_EVERYBODY, address),
    back_to="notifications.tasks",
)
