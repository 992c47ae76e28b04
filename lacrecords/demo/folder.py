"""The folder in which a demonstration lives: its database, its register file, its settings.

Only its owner may read it. It touches no file that it did not make.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lacrecords.demo.council import COUNCIL

SETTINGS = "settings.toml"
DATABASE = "register.sqlite3"
REGISTER = "register.csv"
REJECTS = "register.rejects.csv"
FINISHED = "finished"
UPLOADS = f"{DATABASE}.imports"
_OURS = (SETTINGS, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", REGISTER, REJECTS, FINISHED)


class FolderRefused(Exception):
    """The folder holds something else; the message says what to do."""


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """A folder for one demonstration."""

    path: Path

    def is_finished(self) -> bool:
        """Whether a demonstration was built here to its end."""
        return (self.path / FINISHED).exists()

    def clear(self) -> None:
        """Make room for a fresh demonstration; FolderRefused where other files stand."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        ours = (*_OURS, UPLOADS)
        others = [entry.name for entry in self.path.iterdir() if entry.name not in ours]
        if others:
            raise FolderRefused(
                f"{self.path} holds files that are not a demonstration's. Choose another folder."
            )
        self.path.chmod(0o700)
        for name in _OURS:
            (self.path / name).unlink(missing_ok=True)
        shutil.rmtree(self.path / UPLOADS, ignore_errors=True)

    def keep_settings(self, port: int) -> None:
        """Write the settings, with a key of this demonstration's own."""
        values = {
            "database_url": f"sqlite:///{(self.path / DATABASE).resolve()}",
            "secret_key": secrets.token_hex(32),
            "council_name": COUNCIL,
            "base_url": f"http://127.0.0.1:{port}",
            "demonstration": True,
        }
        lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        descriptor = os.open(self.path / SETTINGS, flags, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    def settings(self, port: int) -> dict[str, Any]:
        """The settings kept here, for the port on which it is served now."""
        values = tomllib.loads((self.path / SETTINGS).read_text(encoding="utf-8"))
        return values | {"base_url": f"http://127.0.0.1:{port}"}

    def keep_finished(self) -> None:
        """Note that the building came to its end."""
        (self.path / FINISHED).touch(mode=0o600)
