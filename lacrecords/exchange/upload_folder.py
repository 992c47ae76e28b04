"""The private folder in which uploaded files are kept until they are removed.

Each upload has a folder of its own under a random name, for its owner only. Nothing a
browser sent is ever part of a path.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Collection
from pathlib import Path

from flask import current_app

from lacrecords.exchange.archives import Limits
from lacrecords.settings import Settings

MEGABYTE = 1024**2
_OURS = re.compile(r"^upload-[0-9a-f]{32}$")
A_DAY_SECONDS = 24 * 60 * 60


def settings() -> Settings:
    """The settings of this program."""
    given: Settings = current_app.extensions["lacrecords_settings"]
    return given


def limits() -> Limits:
    """How much one upload may hold, by the settings."""
    return Limits(settings().import_unpacked_megabytes * MEGABYTE, settings().import_files)


def root() -> Path:
    """The folder of all uploads; it is made where it is not there."""
    folder = Path(settings().import_folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def make() -> str:
    """A new folder for one upload; gives its name."""
    name = f"upload-{secrets.token_hex(16)}"
    (root() / name).mkdir(mode=0o700)
    return name


def path_of(name: str) -> Path:
    """The folder of an upload; ValueError for a name that we did not give."""
    if not _OURS.match(name):
        raise ValueError("not the name of an upload")
    return root() / name


def remove(name: str) -> None:
    """Remove an upload with all it holds; one that is gone already is no error."""
    shutil.rmtree(path_of(name), ignore_errors=True)


def forgotten(known: Collection[str]) -> list[str]:
    """Folders of a day ago or more that belong to no upload: what a killed request left."""
    folder = Path(settings().import_folder)
    if not folder.is_dir():
        return []
    return [
        entry.name
        for entry in folder.iterdir()
        if _OURS.match(entry.name)
        and entry.name not in known
        and time.time() - entry.stat().st_mtime > A_DAY_SECONDS
    ]
