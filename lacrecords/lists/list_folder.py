"""Where an uploaded list and its answers are kept until they are removed.

In the private folder of uploads, each list in a folder of its own under a random name, for
its owner only. Nothing that a browser sent is ever part of a path.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Collection
from pathlib import Path

from lacrecords.exchange import upload_folder

LIST, FOUND = "list.csv", "found"
"""What was sent, and what it brought up: a line a row, by our own numbers."""
_OURS = re.compile(r"^list-[0-9a-f]{32}$")


def make() -> str:
    """A new folder for one list; gives its name."""
    name = f"list-{secrets.token_hex(16)}"
    (upload_folder.root() / name).mkdir(mode=0o700)
    return name


def path_of(name: str) -> Path:
    """The folder of a list; ValueError for a name that we did not give."""
    if not _OURS.match(name):
        raise ValueError("not the name of a list")
    return upload_folder.root() / name


def remove(name: str) -> None:
    """Remove a list with its answers; one that is gone already is no error."""
    shutil.rmtree(path_of(name), ignore_errors=True)


def forgotten(known: Collection[str]) -> list[str]:
    """Folders of a day ago or more that belong to no list: what a killed request left."""
    folder = Path(upload_folder.settings().import_folder)
    if not folder.is_dir():
        return []
    return [
        entry.name
        for entry in folder.iterdir()
        if _OURS.match(entry.name)
        and entry.name not in known
        and time.time() - entry.stat().st_mtime > upload_folder.A_DAY_SECONDS
    ]
