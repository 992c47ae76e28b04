"""Finds the files of a dataset folder, and refuses a folder that will not do before anything
is written.

Files of other tables and columns that are not read are left out and named. What a row
says is read in `dataset_rows`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lacrecords.exchange import dataset_names
from lacrecords.exchange.dataset_names import table_named
from lacrecords.exchange.dataset_tables import (
    CONFERENCES,
    FORMAT,
    FORMAT_FILE,
    FORMAT_VERSION,
    PERSON,
    DatasetTable,
)
from lacrecords.exchange.register_file import RegisterFile, open_columns
from lacrecords.exchange.source import FileRefused

MOST_FILES = 500
LONGEST_FORMAT_FILE = 65_536


@dataclass(frozen=True, slots=True)
class DatasetFolder:
    """The files of a folder by their tables, checked as wholes."""

    name: str
    digest: str
    files: Mapping[DatasetTable, RegisterFile]
    left_out: tuple[str, ...]
    """Names of files that are not read."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of tables that are read and for which there is no file."""
        return tuple(dataset_names.missing(self.files))


def open_folder(path: Path) -> DatasetFolder:
    """Check the folder as a whole; FileRefused with one clear reason when it will not do."""
    try:
        entries = sorted(entry for entry in path.iterdir() if entry.is_file())
    except OSError as wrong:
        raise FileRefused(f"{path.name} cannot be opened: {wrong.strerror}.") from wrong
    if len(entries) > MOST_FILES:
        raise FileRefused(f"The folder holds {len(entries)} files; at most {MOST_FILES} are read.")
    _refuse_later_version(path / FORMAT_FILE)
    found, left_out = _by_table(entries)
    if PERSON not in found:
        raise FileRefused(
            f"The folder has no file {PERSON.name}.csv. Without it nobody knows who the children "
            "are."
        )
    files = {table: _open(table, file) for table, file in found.items() if table is not CONFERENCES}
    if CONFERENCES in found:
        files |= _opened_to_check(found[CONFERENCES], left_out)
    whole = hashlib.sha256()
    for table in sorted(files, key=lambda each: each.name):
        whole.update(f"{table.name} {files[table].digest}\n".encode())
    return DatasetFolder(path.name, whole.hexdigest(), files, tuple(left_out))


def _by_table(entries: list[Path]) -> tuple[dict[DatasetTable, Path], list[str]]:
    found: dict[DatasetTable, Path] = {}
    left_out = []
    for entry in entries:
        table = table_named(entry.name)
        if table is None:
            left_out += [entry.name] if entry.name != FORMAT_FILE else []
        elif table in found:
            raise FileRefused(
                f"Both {found[table].name} and {entry.name} look like {table.name}. Leave one."
            )
        else:
            found[table] = entry
    return found, left_out


def _open(table: DatasetTable, path: Path) -> RegisterFile:
    try:
        return open_columns(path, table.required)
    except FileRefused as refused:
        raise FileRefused(f"{path.name}: {refused}") from refused


def _opened_to_check(path: Path, left_out: list[str]) -> dict[DatasetTable, RegisterFile]:
    """A file by which others are only checked refuses no folder: one that will not do is named."""
    try:
        return {CONFERENCES: _open(CONFERENCES, path)}
    except FileRefused:
        left_out.append(path.name)
        return {}


def _refuse_later_version(path: Path) -> None:
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8") as file:
            said = json.loads(file.read(LONGEST_FORMAT_FILE))
        version = int(said["version"]) if said.get("format") == FORMAT else 0
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as wrong:
        raise FileRefused(f"{FORMAT_FILE} cannot be read. Export the folder again.") from wrong
    if version > FORMAT_VERSION:
        raise FileRefused(
            f"The folder was written by a later version of this program (format {version}; "
            f"this one reads {FORMAT_VERSION}). Update this program, then load it."
        )
