"""How large a file may be here, and that a page which takes one can be given back with its words.

A file that is too large is read to its end and thrown away behind the limit, so that the words
typed beside it are not lost with it.
"""

from __future__ import annotations

from flask import current_app, request

from lacrecords.rules.authorisation import Action, may
from lacrecords.settings import Settings
from lacrecords.web.access import current_actor
from lacrecords.web.large_files import allow_files_cut_off

MEGABYTE = 1024**2
TIMES_THE_LIMIT = 10
"""A request so many times too large is refused before it is read."""


def most_megabytes() -> int:
    """How large the file of a document may be, by the settings."""
    settings: Settings = current_app.extensions["lacrecords_settings"]
    return settings.document_megabytes


def most_bytes() -> int:
    """The same in bytes."""
    return most_megabytes() * MEGABYTE


def expect_a_file(action: Action) -> None:
    """Before anything reads the form; for everybody else the strict limit stands."""
    actor = current_actor()
    if request.method == "POST" and actor is not None and may(actor.role, action):
        allow_files_cut_off(most_bytes() + 1, most_bytes() * TIMES_THE_LIMIT)
